package org.everyshot.math;

/// Moments of an amplitude f ≥ 0 whose square follows a normal likelihood of mean a and unit
/// variance, under the two priors of crystallography.
///
/// - Centric: density ∝ exp(−½(f² − a)²), flat in f.
/// - Acentric: density ∝ f exp(−½(f² − a)²), flat in f²; then f² is a truncated normal.
///
/// With g(a) = ⟨f²⟩ of the centric density, integration by parts gives ⟨f⁴⟩ = a g + ½, so that its
/// variance is a g + ½ − g², which is also dg/da. With c(a) = ⟨f⟩ of the centric density, that of
/// the acentric one is g/c, since both share the integral of f² exp(−½(f² − a)²). Tables of g and c
/// with their derivatives, cubic in between; expansions outside. Relative error below 10⁻⁶ inside
/// |a| ≤ 12 and below 10⁻³ outside.
/// Source: derived here; g is a ratio of parabolic cylinder functions, ½ D₋₃⸝₂(−a)/D₋₁⸝₂(−a),
/// see Abramowitz & Stegun 19.5.3.
public final class SquareNormalMoments {
  private static final double EDGE = 12;
  private static final int PER_UNIT = 32;
  private static final int POINTS = 2 * 12 * PER_UNIT + 1;

  private static final double[] SQUARE = new double[POINTS];
  private static final double[] SQUARE_SLOPE = new double[POINTS];
  private static final double[] AMPLITUDE = new double[POINTS];
  private static final double[] AMPLITUDE_SLOPE = new double[POINTS];

  static {
    for (int i = 0; i < POINTS; i++) {
      tabulate(i, -EDGE + (double) i / PER_UNIT);
    }
  }

  private SquareNormalMoments() {}

  /// The integrals are those of smooth functions over the whole line, where the trapezoid rule
  /// converges faster than any power of its step.
  private static void tabulate(int i, double a) {
    double step = 0.02;
    double peak = a > 0 ? a * a / 2 : 0;
    double zeroth = 0;
    double second = 0;
    for (int k = 0; k * step < 6; k++) {
      double f2 = k * step * (k * step);
      double density = (k == 0 ? 0.5 : 1) * Math.exp((a - 0.5 * f2) * f2 - peak);
      zeroth += density;
      second += f2 * density;
    }
    // ∫₀^∞ f exp(a f² − ½ f⁴) df = ½ √(2π) exp(a²/2) Φ(a) = ½ √(π/2) erfcx(−a/√2).
    double first =
        0.5
            * Math.sqrt(Math.PI / 2)
            * ScaledErrorFunction.erfcx(-a / Math.sqrt(2))
            * Math.exp(-peak);
    double g = second / zeroth;
    double c = first / (zeroth * step);
    SQUARE[i] = g;
    SQUARE_SLOPE[i] = a * g + 0.5 - g * g;
    AMPLITUDE[i] = c;
    AMPLITUDE_SLOPE[i] = c * (ScaledErrorFunction.inverseMills(a) + a - g);
  }

  private static double interpolate(double[] value, double[] slope, double a) {
    double at = (a + EDGE) * PER_UNIT;
    int i = Math.min((int) at, POINTS - 2);
    double t = at - i;
    double u = 1 - t;
    return u * u * ((1 + 2 * t) * value[i] + t * slope[i] / PER_UNIT)
        + t * t * ((3 - 2 * t) * value[i + 1] - u * slope[i + 1] / PER_UNIT);
  }

  /// ⟨f²⟩ of the centric density.
  public static double centricSquare(double a) {
    if (a > EDGE) {
      return a - 0.5 / a * (1 + 1.5 / (a * a));
    }
    if (a < -EDGE) {
      return 0.5 / -a * (1 - 1.5 / (a * a));
    }
    return interpolate(SQUARE, SQUARE_SLOPE, a);
  }

  /// Variance of f² of the centric density.
  public static double centricSquareVariance(double a) {
    if (a > EDGE) {
      return 1 + 0.5 / (a * a) * (1 + 4.5 / (a * a));
    }
    if (a < -EDGE) {
      return 0.5 / (a * a) * (1 - 4.5 / (a * a));
    }
    double g = centricSquare(a);
    return a * g + 0.5 - g * g;
  }

  /// ⟨f⟩ of the centric density.
  public static double centricAmplitude(double a) {
    if (a > EDGE) {
      double g = centricSquare(a);
      return rootMean(g, centricSquareVariance(a));
    }
    if (a < -EDGE) {
      return 1 / Math.sqrt(Math.PI * -a) * (1 - 0.625 / (a * a));
    }
    return interpolate(AMPLITUDE, AMPLITUDE_SLOPE, a);
  }

  /// ⟨√z⟩ of a nearly normal z far from 0.
  private static double rootMean(double mean, double variance) {
    double relative = variance / (mean * mean);
    return Math.sqrt(mean) * (1 - relative * (1 / 8.0 + relative * (15 / 128.0)));
  }

  /// ⟨f⟩ of the acentric density.
  public static double acentricAmplitude(double a) {
    if (a > EDGE) {
      return rootMean(a, 1);
    }
    return centricSquare(a) / centricAmplitude(a);
  }
}
