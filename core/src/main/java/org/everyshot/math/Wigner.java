package org.everyshot.math;

/// Wigner's matrices d^l(β): how spherical harmonics of degree l mix when turned about the y axis.
///
/// With R = Rz(α) Ry(β) Rz(γ) and (R f)(x) = f(R⁻¹ x), the coefficients of R f with respect to
/// complex harmonics (Condon–Shortley sign) are Σ_m' e^{−imα} d^l_mm'(β) e^{−im'γ} f_lm'.
///
/// Error: below 10⁻¹² up to degree 40.
/// Source: Varshalovich, Moskalev & Khersonskii, Quantum Theory of Angular Momentum (1988), §4.3,
/// for the borders; Kostelec & Rockmore, J. Fourier Anal. Appl. 14, 145 (2008), for the recurrence.
public final class Wigner {
  private Wigner() {}

  /// d^l(β) of every degree up to `degreeMax`: `[l][(m + l)(2l + 1) + m' + l]`.
  public static double[][] small(int degreeMax, double beta) {
    double[][] d = new double[degreeMax + 1][];
    for (int l = 0; l <= degreeMax; l++) {
      d[l] = new double[(2 * l + 1) * (2 * l + 1)];
    }
    double cosine = Math.cos(beta);
    for (int m = -degreeMax; m <= degreeMax; m++) {
      for (int n = -degreeMax; n <= degreeMax; n++) {
        column(d, m, n, beta, cosine);
      }
    }
    return d;
  }

  /// All degrees of one pair of orders.
  private static void column(double[][] d, int m, int n, double beta, double cosine) {
    int first = Math.max(Math.abs(m), Math.abs(n));
    double before = 0;
    double now = border(first, m, n, beta);
    for (int l = first; l < d.length; l++) {
      d[l][(m + l) * (2 * l + 1) + n + l] = now;
      double next = l + 1.0;
      double square = (double) l * l;
      double rootNext = Math.sqrt((next * next - m * m) * (next * next - n * n));
      double root = Math.sqrt((square - m * m) * (square - n * n));
      double turned = l == 0 ? cosine : cosine - m * n / (l * next);
      double after = next * (2 * l + 1) / rootNext * turned * now;
      if (l > first) {
        after -= root / rootNext * next / l * before;
      }
      before = now;
      now = after;
    }
  }

  /// d^l_mm'(β) where |m| or |m'| is l.
  private static double border(int l, int m, int n, double beta) {
    double c = Math.cos(beta / 2);
    double s = Math.sin(beta / 2);
    if (m == l) {
      return Math.sqrt(binomial(2 * l, l + n)) * Math.pow(c, l + n) * Math.pow(-s, l - n);
    }
    if (m == -l) {
      return Math.sqrt(binomial(2 * l, l - n)) * Math.pow(c, l - n) * Math.pow(s, l + n);
    }
    if (n == l) {
      return Math.sqrt(binomial(2 * l, l + m)) * Math.pow(c, l + m) * Math.pow(s, l - m);
    }
    return Math.sqrt(binomial(2 * l, l - m)) * Math.pow(c, l - m) * Math.pow(-s, l + m);
  }

  private static double binomial(int n, int k) {
    double value = 1;
    for (int i = 1; i <= Math.min(k, n - k); i++) {
      value *= (double) (n + 1 - i) / i;
    }
    return value;
  }
}
