package org.everyshot.merging;

import org.everyshot.math.SquareNormalMoments;

/// What is known of an amplitude F = √J: a normal likelihood of F² and Wilson's prior.
///
/// Mean and standard deviation are those of the density itself. For an acentric reflection it is
/// F exp(−½W (F² − m)²) with m = Y/W − 1/(WΣ), for a centric one exp(−½W (F² − m)²) with
/// m = Y/W − 1/(2WΣ); see [SquareNormalMoments].
///
/// One object is used for many amplitudes; it holds the last one's numbers.
final class AmplitudePosterior {
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
}
