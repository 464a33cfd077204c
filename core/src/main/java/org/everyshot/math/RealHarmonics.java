package org.everyshot.math;

/// Real orthonormal spherical harmonics.
///
/// Y_l0 = P̄_l0(cos θ), and for m > 0 Y_lm = P̄_lm(cos θ) cos mφ and P̄_lm(cos θ) sin mφ, with
/// ∫ Y² dΩ = 1 and without the Condon–Shortley sign.
///
/// Coefficients of functions that are the same at opposite points have even degrees only. They are
/// held degree by degree from [#offset] on, each as m = 0, cos φ, sin φ, cos 2φ, sin 2φ, ….
/// Source: Holmes & Featherstone, J. Geodesy 76, 279 (2002), for the recurrence.
public final class RealHarmonics {
  private RealHarmonics() {}

  /// Where the coefficients of an even degree begin.
  public static int offset(int degree) {
    return degree * (degree - 1) / 2;
  }

  /// Number of coefficients of the even degrees up to `degreeMax`.
  public static int count(int degreeMax) {
    return offset(degreeMax) + 2 * degreeMax + 1;
  }

  /// P̄_lm(cosine) of all degrees up to `degreeMax`, (l, m) at l(l + 1)/2 + m.
  public static double[] legendre(int degreeMax, double cosine) {
    double[] p = new double[(degreeMax + 1) * (degreeMax + 2) / 2];
    double sine = Math.sqrt(Math.max(0, 1 - cosine * cosine));
    p[0] = Math.sqrt(0.25 / Math.PI);
    for (int m = 0; m <= degreeMax; m++) {
      if (m > 0) {
        double grown = m == 1 ? 3 : (2.0 * m + 1) / (2.0 * m);
        p[at(m, m)] = Math.sqrt(grown) * sine * p[at(m - 1, m - 1)];
      }
      for (int l = m + 1; l <= degreeMax; l++) {
        double a = Math.sqrt((4.0 * l * l - 1) / ((double) l * l - (double) m * m));
        double before = 0;
        if (l > m + 1) {
          double below = l - 1.0;
          double b = Math.sqrt((below * below - (double) m * m) / (4 * below * below - 1));
          before = b * p[at(l - 2, m)];
        }
        p[at(l, m)] = a * (cosine * p[at(l - 1, m)] - before);
      }
    }
    return p;
  }

  static int at(int degree, int order) {
    return degree * (degree + 1) / 2 + order;
  }

  /// The harmonics of even degree in the direction (cosine of θ, φ), in the order of coefficients.
  public static double[] even(int degreeMax, double cosine, double phi) {
    double[] p = legendre(degreeMax, cosine);
    double[] y = new double[count(degreeMax)];
    for (int l = 0; l <= degreeMax; l += 2) {
      y[offset(l)] = p[at(l, 0)];
    }
    for (int m = 1; m <= degreeMax; m++) {
      double cos = Math.cos(m * phi);
      double sin = Math.sin(m * phi);
      for (int l = m + m % 2; l <= degreeMax; l += 2) {
        y[offset(l) + 2 * m - 1] = p[at(l, m)] * cos;
        y[offset(l) + 2 * m] = p[at(l, m)] * sin;
      }
    }
    return y;
  }
}
