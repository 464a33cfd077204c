package org.everyshot.merging;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.fault.UserInputException;

/// Differences of Friedel mates, each weighed by how well it is known.
///
/// In a shell of resolution differences are normal with variance r² around 0, and measured ones
/// D = |F(h)| − |F(−h)| with variance v. Then κD with κ = r²/(r² + v) is what is expected of the
/// true one. A map of these is blurred, since κ falls with resolution; over the shell's mean of κ
/// they have the size of true differences again, and the weights within the shell are as they
/// were. Where all are known alike, or exactly, nothing changes.
///
/// r² is found by expectation maximisation, r² = mean[min((κD)², 9r²) + κv], in up to twenty shells
/// of equally many pairs. Amplitudes are roots of intensities where a file has these, with
/// v = σ²/max(4I, σ) for either mate: intensities have been measured each by itself, while
/// amplitudes may have been drawn together.
public final class WeighedDifferences {
  private static final int SHELLS = 20;
  private static final int LEAST_PAIRS = 200;
  private static final int ROUNDS = 300;

  private WeighedDifferences() {}

  /// Weighed differences of the acentric reflections of which both mates have a value and σ.
  ///
  /// @param wanted reflections to tell the differences of
  /// @return of each of them, NaN where there is none
  /// @throws UserInputException where there is none at all
  public static double[] of(MergedReflections merged, UniqueReflections wanted) {
    double[] difference = new double[wanted.count()];
    double[] variance = new double[wanted.count()];
    boolean roots = some(merged.sigmaIntensity());
    for (int row = 0; row < difference.length; row++) {
      int slot = merged.unique().slot(wanted.h(row), wanted.k(row), wanted.l(row));
      boolean acentric = slot >= 0 && !wanted.centric(row);
      difference[row] =
          acentric
              ? amplitude(merged, slot, roots) - amplitude(merged, slot ^ 1, roots)
              : Double.NaN;
      variance[row] =
          acentric ? variance(merged, slot, roots) + variance(merged, slot ^ 1, roots) : Double.NaN;
    }
    return weighed(difference, variance, wanted);
  }

  private static boolean some(float[] sigma) {
    for (float s : sigma) {
      if (s > 0) {
        return true;
      }
    }
    return false;
  }

  private static double amplitude(MergedReflections merged, int slot, boolean root) {
    return root ? Math.sqrt(Math.max(0, merged.intensity()[slot])) : merged.amplitude()[slot];
  }

  private static double variance(MergedReflections merged, int slot, boolean root) {
    double sigma = root ? merged.sigmaIntensity()[slot] : merged.sigmaAmplitude()[slot];
    double square = sigma * sigma;
    return root ? square / Math.max(4 * merged.intensity()[slot], sigma) : square;
  }

  /// @param difference of each reflection, NaN where there is none
  /// @param variance of each
  static double[] weighed(double[] difference, double[] variance, UniqueReflections unique) {
    int[] rows =
        IntStream.range(0, difference.length)
            .filter(row -> !Double.isNaN(difference[row]) && variance[row] >= 0)
            .boxed()
            .sorted((p, q) -> compare(unique, p, q))
            .mapToInt(Integer::intValue)
            .toArray();
    if (rows.length == 0) {
      throw new UserInputException(
          "no Friedel pair has a value and a sigma of each mate in columns of their own; expected"
              + " those that everyshot merge --anomalous writes; or leave out --weighted");
    }
    double[] out = new double[difference.length];
    Arrays.fill(out, Double.NaN);
    int shells = Math.clamp(rows.length / LEAST_PAIRS, 1, SHELLS);
    for (int s = 0; s < shells; s++) {
      int from = (int) ((long) rows.length * s / shells);
      int to = (int) ((long) rows.length * (s + 1) / shells);
      weigh(Arrays.copyOfRange(rows, from, to), difference, variance, out);
    }
    return out;
  }

  private static int compare(UniqueReflections unique, int p, int q) {
    int order = Double.compare(unique.inverseSquareSpacing(p), unique.inverseSquareSpacing(q));
    return order != 0 ? order : Integer.compare(p, q);
  }

  private static void weigh(int[] rows, double[] difference, double[] variance, double[] out) {
    double square = 0;
    for (int row : rows) {
      square += 0.5 * difference[row] * difference[row] / rows.length;
    }
    for (int round = 0; round < ROUNDS && square > 0; round++) {
      double sum = 0;
      for (int row : rows) {
        double kappa = kappa(square, variance[row]);
        double expected = kappa * difference[row];
        sum += Math.min(expected * expected, 9 * square) + kappa * variance[row];
      }
      square = sum / rows.length;
    }
    double mean = 0;
    for (int row : rows) {
      mean += kappa(square, variance[row]) / rows.length;
    }
    for (int row : rows) {
      out[row] = mean > 0 ? kappa(square, variance[row]) / mean * difference[row] : 0;
    }
  }

  private static double kappa(double square, double variance) {
    return variance > 0 ? square / (square + variance) : 1;
  }
}
