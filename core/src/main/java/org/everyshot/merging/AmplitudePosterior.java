package org.everyshot.merging;

import org.everyshot.math.SquareNormalMoments;

/// What is known of an amplitude F = √J: a normal likelihood of F² and Wilson's prior.
///
/// Mean and standard deviation are those of the density itself. For an acentric reflection it is
/// F exp(−½W (F² − m)²) with m = Y/W − 1/(WΣ), for a centric one exp(−½W (F² − m)²) with
/// m = Y/W − 1/(2WΣ); see [SquareNormalMoments].
///
/// [#mode(double, double, double)] is the other common choice: the maximum of the density in F, and
/// the width of the normal that touches it there.
///
/// One object is used for many amplitudes; it holds the last one's numbers.
final class AmplitudePosterior {
  private static final int NEWTON_STEPS = 8;

  /// The last amplitude.
  double amplitude;

  /// Its standard deviation.
  double deviation;

  private final IntensityPosterior intensity = new IntensityPosterior();

  /// Mean and deviation under the acentric prior of mean intensity `prior`.
  void acentric(double w, double y, double prior) {
    double root = 1 / Math.sqrt(w);
    double a = (y - 1 / prior) * root;
    intensity.acentric(w, y, prior);
    of(Math.sqrt(root) * SquareNormalMoments.acentricAmplitude(a));
  }

  /// Mean and deviation under the centric prior.
  void centric(double w, double y, double prior) {
    double root = 1 / Math.sqrt(w);
    double a = (y - 0.5 / prior) * root;
    intensity.centric(w, y, prior);
    of(Math.sqrt(root) * SquareNormalMoments.centricAmplitude(a));
  }

  private void of(double mean) {
    double j = intensity.mean;
    double known = intensity.variance / (j * j);
    // For strong reflections the difference of near numbers gives way to its expansion.
    double variance = known < 1e-4 ? 0.25 * intensity.variance / j : j - mean * mean;
    amplitude = mean;
    deviation = Math.sqrt(Math.max(variance, 1e-12 * j));
  }

  /// Maximum of −½W (F² − Y/W)² − F²/Σ + ln F over F > 0, by Newton steps from √J, and the
  /// deviation that the curvature there gives.
  void mode(double w, double y, double prior) {
    intensity.acentric(w, y, prior);
    double f = Math.sqrt(intensity.mean);
    double b = y - 1 / prior;
    double curvature = 0;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double gradient = 2 * f * (b - w * f * f) + 1 / f;
      curvature = 2 * b - 6 * w * f * f - 1 / (f * f);
      // Where the density is not concave the step is held back.
      double move = curvature < 0 ? -gradient / curvature : Math.copySign(0.5 * f, gradient);
      f = Math.max(f + Math.clamp(move, -0.5 * f, f), 1e-6 * Math.sqrt(prior));
    }
    curvature = 2 * b - 6 * w * f * f - 1 / (f * f);
    amplitude = f;
    deviation = curvature < 0 ? 1 / Math.sqrt(-curvature) : f;
  }
}
