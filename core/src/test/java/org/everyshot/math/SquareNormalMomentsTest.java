package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Beside Simpson's rule over the densities themselves.
class SquareNormalMomentsTest {
  /// ∫ f^power exp(−½(f² − a)²) df over f ≥ 0, up to a factor that all powers share.
  private static double integral(double a, int power) {
    int steps = 200_000;
    double end = Math.sqrt(Math.max(a, 0)) + 8 / Math.sqrt(1 + Math.abs(a)) + 3;
    double h = end / steps;
    double peak = Math.max(a, 0) * Math.max(a, 0) / 2;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double f = i * h;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.pow(f, power) * Math.exp((a - 0.5 * f * f) * f * f - peak);
    }
    return sum * h / 3;
  }

  private static double tolerance(double a, double value) {
    return (Math.abs(a) <= 12 ? 1e-6 : 1e-3) * value;
  }

  @Test
  void momentsEqualNumericalIntegration() {
    for (double a = -20.3; a < 21; a += 0.71) {
      double zeroth = integral(a, 0);
      double first = integral(a, 1);
      double square = integral(a, 2) / zeroth;
      double variance = integral(a, 4) / zeroth - square * square;
      assertEquals(square, SquareNormalMoments.centricSquare(a), tolerance(a, square), "a " + a);
      assertEquals(
          variance,
          SquareNormalMoments.centricSquareVariance(a),
          // A difference of near numbers of the table.
          20 * tolerance(a, variance) + (Math.abs(a) <= 12 ? 1e-6 : 0),
          "a " + a);
      double centric = first / zeroth;
      assertEquals(
          centric, SquareNormalMoments.centricAmplitude(a), tolerance(a, centric), "a" + a);
      double acentric = integral(a, 2) / first;
      assertEquals(
          acentric, SquareNormalMoments.acentricAmplitude(a), 3 * tolerance(a, acentric), "a " + a);
    }
  }
}
