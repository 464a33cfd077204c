package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Posterior moments beside Simpson's rule over likelihood times prior.
class IntensityPosteriorTest {
  private static final double[] MEANS = {-9, -3, -0.4, 0, 0.2, 1, 2.5, 7};
  private static final double[] PRECISIONS = {0.02, 0.5, 3, 40, 900};
  private static final double[] PRIORS = {0.3, 1, 4};

  /// ∫ F^power exp(−½ w (F² − m)²) × prior dF, over F = √J; up to a factor.
  private static double integral(double w, double m, double prior, boolean centric, int power) {
    double best = Double.NEGATIVE_INFINITY;
    double end = Math.sqrt(Math.max(m, 0) + 12 / Math.sqrt(w) + 3);
    int steps = 40_000;
    double h = end / steps;
    for (int i = 0; i <= steps; i++) {
      best = Math.max(best, exponent(w, m, prior, centric, i * h));
    }
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double f = i * h;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      // Acentric amplitudes have the prior 2F/Σ exp(−F²/Σ), centric ones exp(−F²/2Σ).
      double measure = centric ? 1 : f;
      sum +=
          weight
              * Math.pow(f, power)
              * measure
              * Math.exp(exponent(w, m, prior, centric, f) - best);
    }
    return sum;
  }

  private static double exponent(double w, double m, double prior, boolean centric, double f) {
    double d = f * f - m;
    return -0.5 * w * d * d - f * f / (centric ? 2 * prior : prior);
  }

  private interface Check {
    void on(double w, double m, double prior, boolean centric, String what);
  }

  private static void each(Check check) {
    for (double m : MEANS) {
      for (double w : PRECISIONS) {
        for (double prior : PRIORS) {
          for (boolean centric : new boolean[] {false, true}) {
            String what = "mean " + m + " precision " + w + " prior " + prior + " " + centric;
            check.on(w, m, prior, centric, what);
          }
        }
      }
    }
  }

  @Test
  void momentsOfTheIntensityEqualNumericalIntegration() {
    var posterior = new IntensityPosterior();
    each(
        (w, m, prior, centric, what) -> {
          double zeroth = integral(w, m, prior, centric, 0);
          double mean = integral(w, m, prior, centric, 2) / zeroth;
          double variance = integral(w, m, prior, centric, 4) / zeroth - mean * mean;
          if (centric) {
            posterior.centric(w, w * m, prior);
          } else {
            posterior.acentric(w, w * m, prior);
          }
          // Beyond eight standard deviations, where hardly an intensity lies, the first terms of an
          // expansion serve, which are good to a few percent; and tiny means have their floor.
          double a = (m - 1 / (w * prior)) * Math.sqrt(w);
          double tolerance = a < -8 ? 0.05 : 1e-5;
          assertEquals(mean, posterior.mean, Math.max(tolerance * mean, 1e-4 * prior), what);
          assertEquals(
              variance,
              posterior.variance,
              Math.max(2 * tolerance * variance, 1e-8 * prior * prior),
              what);
        });
  }

  @Test
  void momentsOfTheAmplitudeEqualNumericalIntegration() {
    var posterior = new AmplitudePosterior();
    each(
        (w, m, prior, centric, what) -> {
          double zeroth = integral(w, m, prior, centric, 0);
          double mean = integral(w, m, prior, centric, 1) / zeroth;
          double square = integral(w, m, prior, centric, 2) / zeroth;
          double deviation = Math.sqrt(square - mean * mean);
          if (centric) {
            posterior.centric(w, w * m, prior);
          } else {
            posterior.acentric(w, w * m, prior);
          }
          double a = (m - 1 / (w * prior)) * Math.sqrt(w);
          double tolerance = a < -8 ? 0.05 : 1e-4;
          assertEquals(mean, posterior.amplitude, tolerance * mean, what);
          if (a > -8) {
            assertEquals(deviation, posterior.deviation, 2e-3 * deviation, what);
          }
        });
  }
}
