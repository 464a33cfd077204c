package org.everyshot.math;

/// Legendre polynomials Pₗ and the Gauss–Legendre rule.
public final class Legendre {
  private Legendre() {}

  /// P₀(x) … P_degree(x), by Bonnet's recurrence.
  public static double[] upTo(int degree, double x) {
    double[] p = new double[degree + 1];
    p[0] = 1;
    if (degree > 0) {
      p[1] = x;
    }
    for (int l = 1; l < degree; l++) {
      p[l + 1] = ((2 * l + 1) * x * p[l] - l * p[l - 1]) / (l + 1);
    }
    return p;
  }

  /// Nodes in ascending order, then weights, of the rule that integrates polynomials up to degree
  /// 2n − 1 exactly over [−1, 1]: `[2][n]`.
  ///
  /// By Newton's method from Tricomi's estimate of the roots of Pₙ.
  public static double[][] gauss(int n) {
    double[][] rule = new double[2][n];
    for (int i = 0; i < n; i++) {
      double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 1;
      for (int step = 0; step < 100; step++) {
        double[] p = upTo(n, x);
        slope = n * (x * p[n] - p[n - 1]) / (x * x - 1);
        double change = p[n] / slope;
        x -= change;
        if (Math.abs(change) < 1e-15) {
          break;
        }
      }
      rule[0][i] = x;
      rule[1][i] = 2 / ((1 - x * x) * slope * slope);
    }
    return rule;
  }
}
