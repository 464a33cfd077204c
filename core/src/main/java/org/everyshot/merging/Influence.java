package org.everyshot.merging;

/// By how much an image raises CC½: CC½ of all images minus CC½ without the image.
///
/// CC½ is worked out without half-sets, from the variance of the merged intensities and the mean
/// variance of their errors, CC½ = (V_y − E) / (V_y + E) with E the variance of the mean: that of a
/// half-set's mean is twice as large, and half of it counts. Intensities are divided by the mean
/// intensity at their resolution, so that all shells have a say.
/// Source: Assmann, Brehm & Diederichs, J. Appl. Cryst. 49, 1021 (2016).
///
/// Built from the sums of one pass, asked in the next; safe for several threads.
final class Influence {
  private final double[] w;
  private final double[] y;
  private final double[] s;
  private final int[] count;
  private final double[] expected;
  private final double n;
  private final double mean;
  private final double square;
  private final double error;
  private final double all;

  /// @param expected mean intensity at the resolution of each slot
  Influence(MergeSums sums, double[] expected) {
    int slots = sums.slots();
    this.expected = expected;
    this.w = new double[slots];
    this.y = new double[slots];
    this.s = new double[slots];
    this.count = new int[slots];
    double number = 0;
    double first = 0;
    double second = 0;
    double errors = 0;
    for (int slot = 0; slot < slots; slot++) {
      double unit = expected[slot];
      w[slot] = (sums.weight(0, slot) + sums.weight(1, slot)) * unit * unit;
      y[slot] = (sums.weighted(0, slot) + sums.weighted(1, slot)) * unit;
      s[slot] = sums.squared(0, slot) + sums.squared(1, slot);
      count[slot] = sums.count(0, slot) + sums.count(1, slot);
      if (count[slot] > 2 && unit > 0) {
        double value = y[slot] / w[slot];
        number++;
        first += value;
        second += value * value;
        errors += variance(w[slot], y[slot], s[slot], count[slot]);
      }
    }
    this.n = number;
    this.mean = first;
    this.square = second;
    this.error = errors;
    this.all = ccHalf(mean, square, error);
  }

  private static double variance(double w, double y, double s, int n) {
    return Math.max(0, s - y * y / w) / ((n - 1) * w);
  }

  private double ccHalf(double sum, double squares, double errors) {
    double spread = squares / n - sum / n * (sum / n);
    double noise = errors / n;
    return (spread - noise) / (spread + noise);
  }

  /// CC½ of all images by this measure.
  double ccHalf() {
    return all;
  }

  /// By how much an image raises CC½.
  ///
  /// @param slot,weight,value of its measurements as they were merged, `count` from `from` on;
  ///     weight 0 was not merged
  double of(int[] slot, double[] weight, double[] value, int from, int count) {
    double sum = mean;
    double squares = square;
    double errors = error;
    for (int i = from; i < from + count; i++) {
      int at = slot[i];
      double unit = expected[at];
      int with = this.count[at];
      double lighter = w[at] - weight[i] * unit * unit;
      if (weight[i] > 0 && with > 2 && unit > 0 && lighter > 0.05 * w[at]) {
        double v = value[i] / unit;
        double wv = weight[i] * unit * unit;
        double less = y[at] - wv * v;
        double fewer = s[at] - wv * v * v;
        double before = y[at] / w[at];
        double after = less / lighter;
        sum += after - before;
        squares += after * after - before * before;
        errors += variance(lighter, less, fewer, with - 1) - variance(w[at], y[at], s[at], with);
      }
    }
    return all - ccHalf(sum, squares, errors);
  }
}
