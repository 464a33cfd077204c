package org.everyshot.merging;

/// Sums to merged intensities.
final class Estimates {
  /// What the spread of a few measurements is worth against what their σ say: as much as this many
  /// measurements.
  private static final double PRIOR = 4;

  private Estimates() {}

  /// Plain means with the standard error of the sample.
  static MergedReflections ofMeans(MergeSums sums, MergingSettings settings) {
    return merged(sums, settings, false);
  }

  /// Weighted means. Weights are inverse variances; σ(I)² = χ²/W, where χ² is the reduced one of
  /// the reflection's own measurements, drawn to 1 as by four more measurements.
  static MergedReflections ofWeighted(MergeSums sums, MergingSettings settings) {
    return merged(sums, settings, true);
  }

  private static MergedReflections merged(
      MergeSums sums, MergingSettings settings, boolean inverseVariance) {
    int slots = sums.slots();
    float[] intensity = new float[slots];
    float[] sigma = new float[slots];
    int[] count = new int[slots];
    float[][] half = new float[2][slots];
    float[][] halfSigma = new float[2][slots];
    for (int slot = 0; slot < slots; slot++) {
      double w = 0;
      double y = 0;
      double s = 0;
      for (int h = 0; h < 2; h++) {
        int n = sums.count(h, slot);
        double hw = sums.weight(h, slot);
        double hy = sums.weighted(h, slot);
        double hs = sums.squared(h, slot);
        count[slot] += n;
        half[h][slot] = n == 0 ? Float.NaN : (float) (hy / hw);
        halfSigma[h][slot] = (float) Math.sqrt(variance(n, hw, hy, hs, inverseVariance));
        w += hw;
        y += hy;
        s += hs;
      }
      int n = count[slot];
      boolean enough = n >= settings.leastMeasurements();
      intensity[slot] = enough ? (float) (y / w) : Float.NaN;
      sigma[slot] = enough ? (float) Math.sqrt(variance(n, w, y, s, inverseVariance)) : Float.NaN;
      if (!(sigma[slot] > 0)) {
        intensity[slot] = Float.NaN;
        sigma[slot] = Float.NaN;
      }
    }
    return new MergedReflections.Builder(settings.unique(), settings.anomalous())
        .intensities(intensity, sigma)
        .counts(count)
        .half(0, half[0], halfSigma[0])
        .half(1, half[1], halfSigma[1])
        .build();
  }

  /// Variance of a mean; NaN where one measurement alone does not tell it.
  private static double variance(int n, double w, double y, double s, boolean inverseVariance) {
    if (n == 0) {
      return Double.NaN;
    }
    double squares = Math.max(0, s - y * y / w);
    if (inverseVariance) {
      return (PRIOR + squares) / (PRIOR + n - 1) / w;
    }
    return n == 1 ? Double.NaN : squares / (n - 1) / w;
  }
}
