package org.everyshot.merging;

import org.everyshot.math.NormalDistribution;
import org.everyshot.math.RandomStream;

/// What one observation adds to the evidence bound, estimated from samples, with its gradients.
///
/// - Likelihood: I ~ N(g Σ F², V), V = σ² + τ² I*², with τ 0 unless the error model is learned.
/// - Posteriors: Σ log-normal (m, s), F a [TruncatedNormal] (μ, σ_F).
/// - Priors: Σ log-normal (0, 1); F Wilson's of mean intensity ε: acentric (2F/ε) exp(−F²/ε),
///   centric √(2/πε) exp(−F²/2ε).
///
/// Term = ⟨ln likelihood⟩ − w_F ⟨ln q(F) − ln p(F)⟩ − w_Σ KL(q(Σ)‖p(Σ)), KL = ½(s² + m² − 1) − ln
// s.
/// Averages are over the samples, and gradients pass through them.
final class SampledTerm {
  private static final double LEAST = 1e-12;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
  private static final double HALF_LOG_TWO_PER_PI = -0.22579135264472744;

  private final TruncatedNormal amplitude = new TruncatedNormal();

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

  // The term and its parts.
  double logLikelihood;
  double amplitudeDivergence;
  double scaleDivergence;

  // Gradients of the term.
  double alongM;
  double alongS;
  double alongLogGain;
  double alongMu;
  double alongSigma;

  /// Evaluates the term.
  ///
  /// @param samples number S
  /// @param amplitudeWeight w_F
  /// @param scaleWeight w_Σ
  void evaluate(int samples, double amplitudeWeight, double scaleWeight, RandomStream random) {
    clear();
    amplitude.set(mu, sigma);
    double gain = Math.exp(logGain);
    double per = 1.0 / samples;
    double perVariance = 1 / variance;
    // ln Φ(−α) along μ and σ.
    double normMu = amplitude.lambda / sigma;
    double normSigma = amplitude.lambda * amplitude.alpha / sigma;
    for (int k = 0; k < samples; k++) {
      double z = NormalDistribution.quantile(uniform(random));
      amplitude.sample(uniform(random));
      double f = Math.max(amplitude.x, LEAST);
      double scale = gain * Math.exp(m + s * z);
      double predicted = scale * f * f;
      double residual = intensity - predicted;
      logLikelihood -= per * 0.5 * residual * residual * perVariance;
      double pull = residual * perVariance * predicted;
      alongM += per * pull;
      alongS += per * pull * z;
      alongLogGain += per * pull;
      double t = amplitude.t;
      double logPrior;
      double priorSlope;
      if (centric) {
        logPrior = HALF_LOG_TWO_PER_PI - 0.5 * Math.log(epsilon) - 0.5 * f * f / epsilon;
        priorSlope = -f / epsilon;
      } else {
        logPrior = Math.log(2 * f / epsilon) - f * f / epsilon;
        priorSlope = 1 / f - 2 * f / epsilon;
      }
      amplitudeDivergence += per * (amplitude.logDensity() - logPrior);
      double slope = 2 * pull / f - amplitudeWeight * (-t / sigma - priorSlope);
      alongMu += per * (slope * amplitude.alongMu - amplitudeWeight * (t / sigma - normMu));
      alongSigma +=
          per
              * (slope * amplitude.alongSigma
                  - amplitudeWeight * ((t * t - 1) / sigma - normSigma));
    }
    logLikelihood -= 0.5 * Math.log(variance) + HALF_LOG_TWO_PI;
    scaleDivergence = 0.5 * (s * s + m * m - 1) - Math.log(s);
    alongM -= scaleWeight * m;
    alongS -= scaleWeight * (s - 1 / s);
  }

  private void clear() {
    logLikelihood = 0;
    amplitudeDivergence = 0;
    alongM = 0;
    alongS = 0;
    alongLogGain = 0;
    alongMu = 0;
    alongSigma = 0;
  }

  /// The term itself.
  double value(double amplitudeWeight, double scaleWeight) {
    return logLikelihood - amplitudeWeight * amplitudeDivergence - scaleWeight * scaleDivergence;
  }

  /// Uniform in (0, 1) from one word.
  private static double uniform(RandomStream random) {
    return ((random.bits() >>> 8) + 0.5) * 0x1p-24;
  }
}
