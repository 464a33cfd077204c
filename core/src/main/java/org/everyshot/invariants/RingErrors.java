package org.everyshot.invariants;

import java.util.Arrays;

/// Standard errors of B_l(q, q') as products e(q) e(q') of one number for each ring, and B_l in
/// these units.
///
/// Begun from the errors that least squares hands on; these take angles for independent, which they
/// are not where few shots rather than few photons are the reason. Where there are halves, their
/// differences put that right, ring by ring.
final class RingErrors {
  private static final int PASSES = 4;

  /// What the error of a ring without data is to that of others.
  private static final double UNKNOWN = 1e12;

  /// Rings on either side whose differences count together.
  private static final int NEIGHBOURS = 1;

  private RingErrors() {}

  /// e of each ring.
  ///
  /// @param mean Ī of each ring, taken where no errors are known
  static double[] of(RawInvariants raw, int term, boolean known, double[] mean) {
    int rings = raw.rings();
    double[] errors = new double[rings];
    if (known) {
      separate(raw.variances(term), errors);
    } else {
      for (int p = 0; p < rings; p++) {
        errors[p] = mean[p] > 0 ? mean[p] : 1;
      }
    }
    if (raw.sets() > 1) {
      for (int pass = 0; pass < PASSES; pass++) {
        refine(raw.values(1, term), raw.values(2, term), errors);
      }
    }
    double largest = Arrays.stream(errors).max().orElse(1);
    for (int p = 0; p < rings; p++) {
      errors[p] = raw.hasRing(p) ? errors[p] : UNKNOWN * largest;
    }
    return errors;
  }

  /// log σ(p, q) ≈ a(p) + a(q) by least squares.
  private static void separate(double[] variances, double[] errors) {
    int rings = errors.length;
    double total = 0;
    int counted = 0;
    int[] counts = new int[rings];
    for (int p = 0; p < rings; p++) {
      for (int r = 0; r < rings; r++) {
        double variance = variances[p * rings + r];
        if (variance > 0 && variance < Double.POSITIVE_INFINITY) {
          double log = Math.log(variance) / 2;
          errors[p] += log;
          counts[p]++;
          total += log;
          counted++;
        }
      }
    }
    double all = counted == 0 ? 0 : total / counted;
    for (int p = 0; p < rings; p++) {
      errors[p] = Math.exp(counts[p] == 0 ? all / 2 : errors[p] / counts[p] - all / 2);
    }
  }

  /// Scales each ring's error so that differences of the halves are of the size it says.
  private static void refine(double[] one, double[] two, double[] errors) {
    int rings = errors.length;
    double[] sums = new double[rings];
    int[] counts = new int[rings];
    for (int p = 0; p < rings; p++) {
      for (int r = 0; r < rings; r++) {
        double half = (one[p * rings + r] - two[p * rings + r]) / (2 * errors[p] * errors[r]);
        if (half * half > 0) {
          sums[p] += half * half;
          counts[p]++;
        }
      }
    }
    double[] before = errors.clone();
    for (int p = 0; p < rings; p++) {
      double sum = 0;
      int count = 0;
      for (int n = Math.max(0, p - NEIGHBOURS); n <= Math.min(rings - 1, p + NEIGHBOURS); n++) {
        sum += sums[n];
        count += counts[n];
      }
      // Each pass goes half the way, as the other ring of each pair is scaled too.
      errors[p] = count == 0 ? before[p] : before[p] * Math.pow(sum / count, 0.25);
    }
  }

  /// A matrix in units of the errors; what is missing there is taken from `filling`, or is 0.
  static double[] whitened(double[] matrix, double[] errors, double[] filling) {
    int rings = errors.length;
    double[] out = new double[rings * rings];
    for (int k = 0; k < out.length; k++) {
      double value = Double.isNaN(matrix[k]) ? filling[k] : matrix[k];
      out[k] = value / (errors[k / rings] * errors[k % rings]);
    }
    return out;
  }

  /// Undoes [#whitened].
  static double[] coloured(double[] matrix, double[] errors) {
    int rings = errors.length;
    double[] out = Arrays.copyOf(matrix, matrix.length);
    for (int k = 0; k < out.length; k++) {
      out[k] *= errors[k / rings] * errors[k % rings];
    }
    return out;
  }
}
