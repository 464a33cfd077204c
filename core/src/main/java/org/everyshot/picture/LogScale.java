package org.everyshot.picture;

import java.util.ArrayList;

/// Equal ratios. Ticks at decades, small ones at 2 to 9 times a decade; over less than two decades
/// 2 and 5 are labelled as well.
record LogScale(double min, double max) implements Scale {
  /// Numbers beyond this, or below its inverse, are not told apart.
  private static final double HUGE = 1e290;

  /// A scale over a range of positive numbers; an empty or unusable range is widened.
  static LogScale of(double from, double to) {
    double high = Math.min(Math.max(from, to), HUGE);
    double low = Math.max(Math.min(from, to), 1 / HUGE);
    if (!(high > 1 / HUGE)) {
      return new LogScale(0.1, 1);
    }
    if (!(Math.min(from, to) > 0)) {
      low = high / 1e3;
    }
    return high / low < 1.05 ? new LogScale(low / 2, high * 2) : new LogScale(low, high);
  }

  @Override
  public double fraction(double value) {
    return value > 0 ? Math.log(value / min) / Math.log(max / min) : Double.NaN;
  }

  @Override
  public Ticks ticks(int atMost) {
    var marks = new ArrayList<Tick>();
    double decades = Math.log10(max / min);
    int first = (int) Math.floor(Math.log10(min) + 1e-9);
    int last = (int) Math.floor(Math.log10(max) + 1e-9);
    int every = 1;
    while (decades / every > Math.max(2, atMost)) {
      every = every < 2 ? 2 : every < 5 ? 5 : every + 5;
    }
    boolean plain = decades < 2 && min >= 1e-3 && max <= 1e5;
    boolean between = decades < 2;
    for (int k = first; k <= last; k++) {
      for (int digit = 1; digit <= 9; digit++) {
        var value = new Decimal(digit, k);
        double at = value.value();
        if (at < min * (1 - 1e-9) || at > max * (1 + 1e-9)) {
          continue;
        }
        boolean decade = digit == 1;
        boolean named =
            decade
                ? Math.floorMod(k, every) == 0
                : between && (digit == 2 || digit == 5 || decades < 0.5);
        if (!decade && (every > 1 || decades > 12)) {
          continue;
        }
        marks.add(new Tick(at, named ? label(value, digit, k, plain) : "", decade || named));
      }
    }
    return new Ticks(marks, "");
  }

  private static String label(Decimal value, int digit, int exponent, boolean plain) {
    if (plain) {
      return value.toString();
    }
    return digit == 1 ? Scale.powerOfTen(exponent) : digit + "·" + Scale.powerOfTen(exponent);
  }
}
