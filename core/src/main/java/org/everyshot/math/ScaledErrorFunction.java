package org.everyshot.math;

/// The scaled complementary error function, erfcx(x) = exp(x²) erfc(x).
///
/// For x ≥ 0, (1 + 2x) erfcx(x) is a smooth function of y = (x − K)/(x + K), −1 ≤ y ≤ 1, and its
/// Chebyshev series falls below 10⁻¹⁶ after 25 terms; for x < 0, erfcx(x) = 2 exp(x²) − erfcx(−x).
/// Relative error below 10⁻¹³; infinite below −26.6.
/// Source: the mapping of Shepherd & Laframboise, Math. Comp. 36, 249 (1981); the coefficients were
/// computed anew with 40 digits.
public final class ScaledErrorFunction {
  private static final double K = 3.75;

  private static final double[] SERIES = {
    2.3551578691348034 / 2,
    -0.004590054580646478,
    -0.08424913336651792,
    0.05920993999819189,
    -0.026658668435305753,
    0.009074997670705265,
    -0.002413163540417608,
    0.0004907758365258086,
    -6.916973302501207e-05,
    4.13902798607301e-06,
    7.74038306619849e-07,
    -2.1886401049234397e-07,
    1.076499946567091e-08,
    4.521959811218287e-09,
    -7.754400208831351e-10,
    -6.318088340886684e-11,
    2.86879501093067e-11,
    1.9455868545777405e-13,
    -9.654696748433433e-13,
    3.252548148148796e-14,
    3.347811948286861e-14,
    -1.8645628804187656e-15,
    -1.250795053068326e-15,
    7.418235256676974e-17,
    5.068148904848072e-17,
  };

  private ScaledErrorFunction() {}

  /// erfcx(x).
  public static double erfcx(double x) {
    if (x < 0) {
      return 2 * Math.exp(x * x) - ofPositive(-x);
    }
    return ofPositive(x);
  }

  private static double ofPositive(double x) {
    double y = x < 1e300 ? (x - K) / (x + K) : 1;
    double twice = 2 * y;
    double above = 0;
    double here = 0;
    for (int k = SERIES.length - 1; k > 0; k--) {
      double below = twice * here - above + SERIES[k];
      above = here;
      here = below;
    }
    return (y * here - above + SERIES[0]) / (1 + 2 * x);
  }

  /// φ(a)/Φ(a), the inverse Mills ratio of the standard normal: what a normal truncated below at
  /// −a standard deviations gains in its mean.
  public static double inverseMills(double a) {
    return 0.7978845608028654 / erfcx(-a * 0.7071067811865476);
  }
}
