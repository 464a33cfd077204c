package org.everyshot.picture;

import java.util.Arrays;

/// Ends of a colour scale that a few extreme values cannot spoil: percentiles of the values.
final class Limits {
  /// So many values are enough for a percentile; more are thinned out evenly.
  private static final int ENOUGH = 1 << 18;

  private Limits() {}

  /// From `lowPercent` to `highPercent` of the positive values, at most six decades.
  static LogScale log(double[] values, double lowPercent, double highPercent) {
    double[] kept = kept(values, true);
    if (kept.length == 0) {
      return new LogScale(0.1, 1);
    }
    double high = at(kept, highPercent);
    return LogScale.of(Math.max(at(kept, lowPercent), high / 1e6), high);
  }

  /// As far below zero as above: the percentile of the magnitudes.
  static LinearScale symmetric(double[] values, double percent) {
    double[] kept = kept(values, false);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Math.abs(kept[i]);
    }
    double most = kept.length == 0 ? 1 : at(kept, percent);
    if (!(most > 0)) {
      most = kept.length > 0 && at(kept, 100) > 0 ? at(kept, 100) : 1;
    }
    return LinearScale.of(-most, most);
  }

  private static double[] kept(double[] values, boolean positive) {
    int stride = 1 + values.length / ENOUGH;
    double[] kept = new double[values.length / stride + 1];
    int n = 0;
    for (int i = 0; i < values.length; i += stride) {
      if (Double.isFinite(values[i]) && (!positive || values[i] > 0)) {
        kept[n++] = values[i];
      }
    }
    return Arrays.copyOf(kept, n);
  }

  /// A percentile. Only the side of a middle value on which it lies is ordered further (Hoare,
  /// Communications of the ACM 4, 321 (1961)).
  private static double at(double[] values, double percent) {
    int rank = (int) Math.round(percent / 100 * (values.length - 1));
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      double middle = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < middle) {
          i++;
        }
        while (values[j] > middle) {
          j--;
        }
        if (i <= j) {
          double swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
      }
      if (rank > j && rank < i) {
        break;
      }
      low = rank >= i ? i : low;
      high = rank <= j ? j : high;
    }
    return values[rank];
  }
}
