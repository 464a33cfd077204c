package org.everyshot.math;

/// Functions on 0 ≤ r ≤ D that vanish at D, and what they look like in q.
///
/// With x_s the zeros of jₗ and α_s = x_s/D, the functions √(2/D³) jₗ(α_s r)/jₗ₊₁(x_s) are
/// orthonormal under ∫ r² dr. Their transforms are
///
/// φ_s(q) = √(2/D³)/jₗ₊₁(x_s) · ∫₀ᴰ jₗ(α_s r) jₗ(qr) r² dr = √(2D) α_s jₗ(qD)/(α_s² − q²),
///
/// with the limit √(D³/2) jₗ₊₁(x_s) at q = α_s. Every transform of a function that is confined to
/// r ≤ D is a sum of them. Source: Lommel's integral, Abramowitz & Stegun 11.3.29.
public final class FourierBesselBasis {
  /// Distance from a zero below which the quotient is expanded.
  private static final double NEAR = 1e-4;

  private FourierBesselBasis() {}

  /// φ_s of degree l at the given q, `[q][s]` row-major.
  ///
  /// @param zeros the zeros x_s of j_degree, from [SphericalBesselZeros]
  /// @param q ascending or not, at least 0, in the unit of 1/diameter
  /// @param diameter D
  public static double[] of(int degree, double[] zeros, double[] q, double diameter) {
    int terms = zeros.length;
    double[] next = new double[terms];
    for (int s = 0; s < terms; s++) {
      next[s] = SphericalBessel.upTo(degree + 1, zeros[s])[degree + 1];
    }
    double[] values = new double[q.length * terms];
    for (int k = 0; k < q.length; k++) {
      double y = q[k] * diameter;
      double bessel = SphericalBessel.upTo(degree, y)[degree];
      for (int s = 0; s < terms; s++) {
        values[k * terms + s] =
            Math.sqrt(2 * diameter * diameter * diameter)
                * (Math.abs(y - zeros[s]) < NEAR
                    ? near(degree, zeros[s], next[s], y)
                    : zeros[s] * bessel / ((zeros[s] - y) * (zeros[s] + y)));
      }
    }
    return values;
  }

  /// x jₗ(y)/(x² − y²) from the series of jₗ about its zero x: with δ = y − x,
  /// jₗ(y) = −jₗ₊₁(x) (δ − δ²/x + δ³ ((6 + l(l+1))/x² − 1)/6 + …).
  private static double near(int degree, double x, double next, double y) {
    double d = y - x;
    double third = ((6 + degree * (degree + 1.0)) / (x * x) - 1) / 6;
    return x * next * (1 - d / x + d * d * third) / (x + y);
  }
}
