package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.crystal.UniqueReflections;

/// Amplitudes of merged intensities by French and Wilson, with the mean intensity of the
/// neighbours in resolution as prior.
public final class Amplitudes {
  /// Reflections that share one mean intensity, about.
  private static final int PER_SHELL = 500;

  private static final int MOST_SHELLS = 60;

  private Amplitudes() {}

  /// The reflections with amplitudes.
  public static MergedReflections frenchWilson(MergedReflections merged) {
    UniqueReflections unique = merged.unique();
    double[] expected = expected(merged);
    float[] amplitude = new float[merged.slots()];
    float[] sigma = new float[merged.slots()];
    var posterior = new FrenchWilson();
    for (int slot = 0; slot < amplitude.length; slot++) {
      int row = slot >> 1;
      double prior = unique.epsilon(row) * expected[row];
      double s = merged.sigmaIntensity()[slot];
      if (s > 0 && prior > 0) {
        posterior.amplitude(merged.intensity()[slot], s, prior, unique.centric(row));
        amplitude[slot] = (float) posterior.mean();
        sigma[slot] = (float) posterior.sigma();
      } else {
        amplitude[slot] = Float.NaN;
        sigma[slot] = Float.NaN;
      }
    }
    return merged.withAmplitudes(amplitude, sigma);
  }

  /// Mean of I/ε expected at the resolution of each row: means over shells of equally many observed
  /// reflections, straight lines in 1/d² between their middles. A shell whose mean is below a tenth
  /// of its standard error counts as that.
  static double[] expected(MergedReflections merged) {
    UniqueReflections unique = merged.unique();
    int[] seen = new int[unique.count()];
    int n = 0;
    for (int row = 0; row < unique.count(); row++) {
      if (!Double.isNaN(mean(merged, row))) {
        seen[n++] = row;
      }
    }
    int[] rows = byResolution(unique, Arrays.copyOf(seen, n));
    double[] expected = new double[unique.count()];
    if (n == 0) {
      Arrays.fill(expected, Double.NaN);
      return expected;
    }
    int shells = Math.clamp(n / PER_SHELL, 1, MOST_SHELLS);
    double[] middle = new double[shells];
    double[] level = new double[shells];
    for (int shell = 0; shell < shells; shell++) {
      int from = (int) ((long) n * shell / shells);
      int to = (int) ((long) n * (shell + 1) / shells);
      double sum = 0;
      double squares = 0;
      double at = 0;
      for (int i = from; i < to; i++) {
        double value = mean(merged, rows[i]) / unique.epsilon(rows[i]);
        sum += value;
        squares += value * value;
        at += unique.inverseSquareSpacing(rows[i]);
      }
      int count = to - from;
      middle[shell] = at / count;
      level[shell] = Math.max(sum / count, 0.1 * Math.sqrt(squares) / count);
    }
    for (int row = 0; row < expected.length; row++) {
      expected[row] = between(middle, level, unique.inverseSquareSpacing(row));
    }
    return expected;
  }

  /// Mean intensity of a reflection's slots; NaN where both are missing.
  private static double mean(MergedReflections merged, int row) {
    float plus = merged.intensity()[2 * row];
    float minus = merged.intensity()[2 * row + 1];
    if (Float.isNaN(plus)) {
      return minus;
    }
    return Float.isNaN(minus) ? plus : 0.5 * (plus + minus);
  }

  private static int[] byResolution(UniqueReflections unique, int[] rows) {
    long[] keys = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      long resolution = Float.floatToIntBits((float) unique.inverseSquareSpacing(rows[i]));
      keys[i] = resolution << 32 | rows[i];
    }
    Arrays.sort(keys);
    int[] sorted = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      sorted[i] = (int) keys[i];
    }
    return sorted;
  }

  private static double between(double[] x, double[] y, double at) {
    int last = x.length - 1;
    if (!(at > x[0])) {
      return y[0];
    }
    if (at >= x[last]) {
      return y[last];
    }
    int i = Arrays.binarySearch(x, at);
    i = i >= 0 ? i : -i - 2;
    double t = (at - x[i]) / (x[i + 1] - x[i]);
    return y[i] + t * (y[i + 1] - y[i]);
  }
}
