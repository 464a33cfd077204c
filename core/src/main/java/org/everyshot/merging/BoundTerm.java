package org.everyshot.merging;

import org.everyshot.math.RandomStream;

/// What one observation adds to the evidence bound, with its gradients.
///
/// - Likelihood: I ~ N(g Σ F², V).
/// - Posteriors: Σ log-normal (m, s), F a [TruncatedNormal] (μ, σ).
/// - Priors: Σ log-normal (0, 1); F Wilson's of mean intensity ε: acentric (2F/ε) exp(−F²/ε),
///   centric √(2/πε) exp(−F²/2ε).
///
/// Term = ⟨ln likelihood⟩ − w_F ⟨ln q(F) − ln p(F)⟩ − w_Σ KL(q(Σ)‖p(Σ)), with
/// KL = ½(s² + m² − 1) − ln s.
abstract sealed class BoundTerm permits SampledTerm, ClosedTerm {
  static final double HALF_LOG_TWO_PI = 0.9189385332046727;
  static final double HALF_LOG_TWO_PER_PI = -0.22579135264472744;

  final TruncatedNormal amplitude = new TruncatedNormal();

  // What is known of the observation.
  double intensity;
  double variance;
  double epsilon;
  boolean centric;

  // Parameters.
  double m;
  double s;
  double logGain;
  double mu;
  double sigma;

  // The term's parts.
  double logLikelihood;
  double amplitudeDivergence;
  double scaleDivergence;

  // Gradients of the term.
  double alongM;
  double alongS;
  double alongLogGain;
  double alongVariance;
  double alongMu;
  double alongSigma;

  /// Evaluates the term.
  ///
  /// @param amplitudeWeight w_F
  /// @param scaleWeight w_Σ
  /// @param random for samples
  abstract void evaluate(double amplitudeWeight, double scaleWeight, RandomStream random);

  /// Takes over what another term knows of the observation and of its scale.
  final void take(BoundTerm other) {
    intensity = other.intensity;
    variance = other.variance;
    epsilon = other.epsilon;
    centric = other.centric;
    m = other.m;
    s = other.s;
    logGain = other.logGain;
  }

  final void clear() {
    logLikelihood = 0;
    amplitudeDivergence = 0;
    alongM = 0;
    alongS = 0;
    alongLogGain = 0;
    alongVariance = 0;
    alongMu = 0;
    alongSigma = 0;
  }

  /// Takes the scale's divergence from its prior in.
  final void divergeScale(double scaleWeight) {
    scaleDivergence = 0.5 * (s * s + m * m - 1) - Math.log(s);
    alongM -= scaleWeight * m;
    alongS -= scaleWeight * (s - 1 / s);
  }

  /// The term itself.
  final double value(double amplitudeWeight, double scaleWeight) {
    return logLikelihood - amplitudeWeight * amplitudeDivergence - scaleWeight * scaleDivergence;
  }
}
