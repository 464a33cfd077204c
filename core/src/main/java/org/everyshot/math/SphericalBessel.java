package org.everyshot.math;

/// Spherical Bessel functions of the first kind, jₗ(x).
///
/// By Miller's downward recurrence, normalised with Σₗ (2l + 1) jₗ² = 1, which is stable for every
/// x; relative error below 10⁻¹³ where jₗ is not near a zero.
/// Source: Abramowitz & Stegun, 10.1.19 and 10.1.50.
public final class SphericalBessel {
  private static final double RESCALE = 1e100;

  private SphericalBessel() {}

  /// j₀(x) … j_degree(x).
  ///
  /// @param x at least 0
  public static double[] upTo(int degree, double x) {
    double[] j = new double[degree + 1];
    if (x < 1e-30) {
      j[0] = 1;
      return j;
    }
    int start = (int) Math.ceil(Math.max(degree, x) + 20 + 8 * Math.cbrt(Math.max(degree, x)));
    double above = 0;
    double here = 1e-100;
    double norm = 0;
    for (int l = start; l >= 0; l--) {
      if (l <= degree) {
        j[l] = here;
      }
      norm += (2 * l + 1) * here * here;
      double below = (2 * l + 1) / x * here - above;
      above = here;
      here = below;
      if (Math.abs(here) > RESCALE) {
        here /= RESCALE;
        above /= RESCALE;
        norm /= RESCALE * RESCALE;
        for (int k = l; k <= degree; k++) {
          j[k] /= RESCALE;
        }
      }
    }
    // `above` is now proportional to j₀ and `here` to j₋₁ = cos x / x, of known sign together.
    double sine = Math.sin(x) / x;
    double cosine = Math.cos(x) / x;
    double sign = Math.abs(sine) > Math.abs(cosine) ? above * sine : here * cosine;
    double scale = Math.copySign(1 / Math.sqrt(norm), sign);
    for (int l = 0; l <= degree; l++) {
      j[l] *= scale;
    }
    return j;
  }
}
