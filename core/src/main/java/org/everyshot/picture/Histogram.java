package org.everyshot.picture;

import java.util.Arrays;

/// How often values occur: a filled outline of steps, its median marked.
///
/// The axis covers the middle 99 % of the values and a little more; how many lie beyond is said.
final class Histogram {
  private Histogram() {}

  /// @param values NaN is left out
  /// @param unit such as `Å`; empty for none
  /// @param digits significant digits of the median
  static Picture of(String title, float[] values, String symbol, String unit, int digits) {
    double[] sorted = sorted(values);
    int n = sorted.length;
    String axis = unit.isEmpty() ? symbol : symbol + " (" + unit + ")";
    if (n == 0) {
      return new Chart(title, "not known of any image", axis, "images")
          .curve("", new double[0], new double[0], Ink.BLUE);
    }
    double median = at(sorted, 0.5);
    double spread = 0.5 * (at(sorted, 0.8413) - at(sorted, 0.1587));
    LinearScale scale = range(sorted);
    int bins = Math.clamp((int) Math.sqrt(n), 8, 60);
    double[] count = new double[bins];
    int beyond = 0;
    for (double value : sorted) {
      int bin = (int) Math.floor(scale.fraction(value) * bins);
      if (bin == bins && value <= scale.max()) {
        bin--;
      }
      if (bin < 0 || bin >= bins) {
        beyond++;
      } else {
        count[bin]++;
      }
    }
    double[] x = new double[2 * bins + 2];
    double[] y = new double[x.length];
    for (int b = 0; b <= bins; b++) {
      double edge = scale.min() + (scale.max() - scale.min()) * b / bins;
      x[2 * b] = edge;
      x[2 * b + 1] = edge;
      y[2 * b] = b == 0 ? 0 : count[b - 1];
      y[2 * b + 1] = b == bins ? 0 : count[b];
    }
    double top = Arrays.stream(count).max().orElse(1) * 1.12;
    String suffix = unit.isEmpty() ? "" : "\u2009" + unit;
    String note =
        "median "
            + Figure.number(median, digits)
            + suffix
            + (spread > 0 ? ", σ " + Figure.number(spread, 2) + suffix : "")
            + "; "
            + Figure.count(n)
            + " images"
            + (beyond > 0 ? ", " + Figure.count(beyond) + " beyond" : "");
    return new Chart(title, note, axis, "images")
        .across(scale)
        .up(LinearScale.of(0, top))
        .band("", x, new double[x.length], y, Ink.BLUE)
        .curve("", x, y, Ink.BLUE)
        .dashed("", new double[] {median, median}, new double[] {0, top}, Ink.RED);
  }

  private static LinearScale range(double[] sorted) {
    double low = at(sorted, 0.005);
    double high = at(sorted, 0.995);
    // Values that are all alike stand in the middle of a range of one percent.
    double pad = high > low ? 0.08 * (high - low) : 0.005 * Math.max(Math.abs(low), 1);
    return LinearScale.of(low - pad, high + pad);
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static double[] sorted(float[] values) {
    double[] kept = new double[values.length];
    int n = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        kept[n++] = value;
      }
    }
    double[] sorted = Arrays.copyOf(kept, n);
    Arrays.sort(sorted);
    return sorted;
  }
}
