package org.everyshot.picture;

import java.util.ArrayList;

/// Equal steps. Ticks at 1, 2 or 5 times a power of ten, or, for angles in degrees, at divisors of
/// a turn.
///
/// @param angular whether values are degrees
record LinearScale(double min, double max, boolean angular) implements Scale {
  /// Numbers beyond this, and ranges below its inverse, are not told apart.
  private static final double HUGE = 1e290;

  private static final double[] DEGREES = {1, 2, 5, 10, 15, 30, 45, 90, 180, 360};

  /// A scale over a range; an empty or unusable range is widened to one that can be drawn.
  static LinearScale of(double from, double to) {
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      return new LinearScale(0, 1, false);
    }
    double low = Math.clamp(Math.min(from, to), -HUGE, HUGE);
    double high = Math.clamp(Math.max(from, to), -HUGE, HUGE);
    double least = Math.max(1 / HUGE, 1e-9 * Math.max(Math.abs(low), Math.abs(high)));
    if (high - low <= least) {
      double half = Math.abs(low) < 1e9 / HUGE ? 1 : 0.1 * Math.abs(low);
      return new LinearScale(low - half, high + half, false);
    }
    return new LinearScale(low, high, false);
  }

  static LinearScale degrees(double from, double to) {
    return new LinearScale(from, to, true);
  }

  @Override
  public double fraction(double value) {
    return (value - min) / (max - min);
  }

  @Override
  public Ticks ticks(int atMost) {
    double rough = (max - min) / Math.max(1, atMost);
    if (angular) {
      double step = DEGREES[DEGREES.length - 1];
      double minor = step / 4;
      for (int i = 0; i < DEGREES.length; i++) {
        if (DEGREES[i] >= rough) {
          step = DEGREES[i];
          minor = step >= 90 ? step / 3 : step == 45 || step == 15 ? step / 3 : step / 5;
          break;
        }
      }
      return new Ticks(marks(new Decimal((long) step, 0), minor, 0), "");
    }
    int exponent = (int) Math.floor(Math.log10(rough));
    double mantissa = rough / Math.pow(10, exponent);
    int digit = mantissa <= 1.000001 ? 1 : mantissa <= 2.000001 ? 2 : mantissa <= 5.000001 ? 5 : 10;
    if (digit == 10) {
      digit = 1;
      exponent++;
    }
    var step = new Decimal(digit, exponent);
    int leading = (int) Math.floor(Math.log10(Math.max(Math.abs(min), Math.abs(max))) + 1e-9);
    int shown = leading >= 5 || leading < -3 ? leading : 0;
    String factor = shown == 0 ? "" : "×" + Scale.powerOfTen(shown);
    return new Ticks(marks(step, step.value() / (digit == 2 ? 4 : 5), shown), factor);
  }

  private ArrayList<Tick> marks(Decimal step, double minor, int shown) {
    var marks = new ArrayList<Tick>();
    double slack = 1e-6 * (max - min);
    double size = step.value();
    for (long k = (long) Math.ceil((min - slack) / size); k * size <= max + slack; k++) {
      Decimal value = step.times(k);
      marks.add(new Tick(value.value(), label(value, shown), true));
    }
    for (long k = (long) Math.ceil((min - slack) / minor); k * minor <= max + slack; k++) {
      double value = k * minor;
      if (Math.abs(value - size * Math.rint(value / size)) > 1e-3 * size) {
        marks.add(new Tick(value, "", false));
      }
    }
    return marks;
  }

  private static String label(Decimal value, int shown) {
    if (value.digits() == 0) {
      return "0";
    }
    // All labels of an axis keep the decimals of its step: 0.5, 1.0, 1.5.
    return new Decimal(value.digits(), value.exponent() - shown).toString().replace('-', '−');
  }
}
