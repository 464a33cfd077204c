package org.everyshot.merging;

import org.everyshot.math.NormalDistribution;

/// ⟨ln y⟩ of a normal distribution of mean a and deviation 1 that is cut off below zero, and its
/// derivative along a, for a ≥ 0.
///
/// Tabulated by quadrature with y = u² and joined by cubics; beyond the table
/// ln a − 1/2a² − 3/4a⁴ − 15/6a⁶ − 105/8a⁸. Error below 10⁻⁶.
final class LogAmplitude {
  private static final int PER_UNIT = 32;
  private static final int LAST = 12;
  private static final double[] VALUES = new double[LAST * PER_UNIT + 1];
  private static final double[] SLOPES = new double[VALUES.length];

  static {
    for (int i = 0; i < VALUES.length; i++) {
      integrate(i);
    }
  }

  double value;
  double slope;

  private static void integrate(int i) {
    double a = (double) i / PER_UNIT;
    double from = Math.sqrt(Math.max(0, a - 8.5));
    double to = Math.sqrt(a + 8.5);
    int steps = 600;
    double h = (to - from) / steps;
    double log = 0;
    double distance = 0;
    double both = 0;
    for (int k = 1; k < steps; k++) {
      double u = from + h * k;
      double d = u * u - a;
      double weight = 2 * u * Math.exp(-0.5 * d * d) * h * (k % 2 == 0 ? 2 : 4) / 3;
      log += weight * 2 * Math.log(u);
      distance += weight * d;
      both += weight * d * 2 * Math.log(u);
    }
    double norm = 2.5066282746310002 * NormalDistribution.below(a);
    VALUES[i] = log / norm;
    SLOPES[i] = both / norm - log / norm * (distance / norm);
  }

  /// Looks a up.
  void at(double a) {
    double x = a * PER_UNIT;
    int i = (int) x;
    if (i >= VALUES.length - 1) {
      double r = 1 / (a * a);
      value = Math.log(a) - r * (0.5 + r * (0.75 + r * (2.5 + r * 13.125)));
      slope = (1 + r * (1 + r * (3 + r * (15 + r * 105)))) / a;
      return;
    }
    double t = x - i;
    double s0 = SLOPES[i] / PER_UNIT;
    double s1 = SLOPES[i + 1] / PER_UNIT;
    double d = VALUES[i + 1] - VALUES[i];
    double c2 = 3 * d - 2 * s0 - s1;
    double c3 = s0 + s1 - 2 * d;
    value = VALUES[i] + t * (s0 + t * (c2 + t * c3));
    slope = PER_UNIT * (s0 + t * (2 * c2 + 3 * t * c3));
  }
}
