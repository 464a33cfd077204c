package org.everyshot.invariants;

/// Degrees that a particle of a diameter D can show: I_lm(q) falls off fast above l = qD.
///
/// @param diameterAngstrom D; generous rather than tight
/// @param highest even degree that is asked for at all, at least 2
record BandLimit(double diameterAngstrom, int highest) {
  /// Degrees above qD that still count.
  private static final int MARGIN = 4;

  /// Highest degree of a pair whose smaller q is given, even, at least 2.
  int degree(double q) {
    double limit = Math.min(highest, q * diameterAngstrom + MARGIN);
    return Math.max(2, 2 * (int) (limit / 2));
  }
}
