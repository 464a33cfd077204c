package org.everyshot.picture;

import java.util.List;

/// How numbers are laid out along an axis or a colour bar.
sealed interface Scale permits ArcsinhScale, LinearScale, LogScale, SpacingScale {
  double min();

  double max();

  /// Where a value lies: 0 at `min`, 1 at `max`; NaN where the scale cannot show it.
  double fraction(double value);

  /// Ticks from `min` to `max`.
  ///
  /// @param atMost about how many labels there is room for
  Ticks ticks(int atMost);

  /// A tick.
  ///
  /// @param label text beside it; empty for a minor tick
  /// @param major whether it is drawn long
  record Tick(double value, String label, boolean major) {}

  /// Ticks of an axis.
  ///
  /// @param factor what the labels have to be multiplied with, such as `×10⁶`; empty for 1
  record Ticks(List<Tick> marks, String factor) {}

  /// Decimal power with raised exponent, such as 10⁻³.
  static String powerOfTen(int exponent) {
    return "10^{" + (exponent < 0 ? "−" : "") + Math.abs(exponent) + "}";
  }
}
