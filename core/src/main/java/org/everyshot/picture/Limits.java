package org.everyshot.picture;

import java.util.Arrays;

/// Ends of a colour scale that a few extreme values cannot spoil: percentiles of the values.
final class Limits {
  /// So many values are enough for a percentile; more are thinned out evenly.
  private static final int ENOUGH = 1 << 18;

  private Limits() {}

  /// From `lowPercent` to `highPercent` of the positive values, at most six decades.
  static LogScale log(double[] values, double lowPercent, double highPercent) {
    double[] sorted = sorted(values, true);
    if (sorted.length == 0) {
      return new LogScale(0.1, 1);
    }
    double high = at(sorted, highPercent);
    return LogScale.of(Math.max(at(sorted, lowPercent), high / 1e6), high);
  }

  /// As far below zero as above: the percentile of the magnitudes.
  static LinearScale symmetric(double[] values, double percent) {
    double[] magnitudes = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      magnitudes[i] = Math.abs(values[i]);
    }
    double[] sorted = sorted(magnitudes, false);
    double most = sorted.length == 0 ? 1 : at(sorted, percent);
    if (!(most > 0)) {
      most = sorted.length > 0 && sorted[sorted.length - 1] > 0 ? sorted[sorted.length - 1] : 1;
    }
    return LinearScale.of(-most, most);
  }

  private static double[] sorted(double[] values, boolean positive) {
    int stride = 1 + values.length / ENOUGH;
    double[] kept = new double[values.length / stride + 1];
    int n = 0;
    for (int i = 0; i < values.length; i += stride) {
      if (Double.isFinite(values[i]) && (!positive || values[i] > 0)) {
        kept[n++] = values[i];
      }
    }
    double[] sorted = Arrays.copyOf(kept, n);
    Arrays.sort(sorted);
    return sorted;
  }

  private static double at(double[] sorted, double percent) {
    return sorted[(int) Math.round(percent / 100 * (sorted.length - 1))];
  }
}
