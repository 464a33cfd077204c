package org.everyshot.merging;

import org.everyshot.math.NormalDistribution;
import org.everyshot.math.RandomStream;

/// The term of the evidence bound estimated from samples, as published: averages are over samples
/// of Σ and F, and gradients pass through them.
final class SampledTerm extends BoundTerm {
  private static final double LEAST = 1e-12;

  private final int samples;

  /// @param samples number S
  SampledTerm(int samples) {
    this.samples = samples;
  }

  @Override
  void evaluate(double amplitudeWeight, double scaleWeight, RandomStream random) {
    clear();
    amplitude.set(mu, sigma);
    double gain = Math.exp(logGain);
    double per = 1.0 / samples;
    double perVariance = 1 / variance;
    double perSigma = 1 / sigma;
    double perEpsilon = 1 / epsilon;
    double halfSquares = 0;
    double logs = 0;
    double product = 1;
    double squares = 0;
    // ln Φ(−α) along μ and σ.
    double normMu = amplitude.lambda * perSigma;
    double normSigma = amplitude.lambda * amplitude.alpha * perSigma;
    for (int k = 0; k < samples; k++) {
      double z = NormalDistribution.quantile(uniform(random));
      amplitude.sample(uniform(random));
      double t = amplitude.t;
      double f = Math.max(amplitude.x, LEAST);
      double predicted = gain * Math.exp(m + s * z) * f * f;
      double residual = intensity - predicted;
      halfSquares += 0.5 * residual * residual;
      double pull = residual * perVariance * predicted;
      alongM += pull;
      alongS += pull * z;
      squares += f * f;
      double perF = 1 / f;
      double priorSlope = -f * perEpsilon;
      if (!centric) {
        priorSlope = perF + 2 * priorSlope;
        product *= f;
        if ((k & 7) == 7) {
          logs += Math.log(product);
          product = 1;
        }
      }
      amplitudeDivergence -= 0.5 * t * t;
      double slope = 2 * pull * perF - amplitudeWeight * (-t * perSigma - priorSlope);
      alongMu += slope * amplitude.alongMu - amplitudeWeight * (t * perSigma - normMu);
      alongSigma +=
          slope * amplitude.alongSigma - amplitudeWeight * ((t * t - 1) * perSigma - normSigma);
    }
    logs += Math.log(product);
    double logPrior =
        centric
            ? HALF_LOG_TWO_PER_PI - 0.5 * Math.log(epsilon) - 0.5 * per * squares * perEpsilon
            : Math.log(2 * perEpsilon) + per * logs - per * squares * perEpsilon;
    amplitudeDivergence = per * amplitudeDivergence + amplitude.logNorm - logPrior;
    logLikelihood = -per * halfSquares * perVariance - 0.5 * Math.log(variance) - HALF_LOG_TWO_PI;
    alongVariance = (per * halfSquares * perVariance - 0.5) * perVariance;
    alongM *= per;
    alongS *= per;
    alongLogGain = alongM;
    alongMu *= per;
    alongSigma *= per;
    divergeScale(scaleWeight);
  }

  /// Uniform in (0, 1) from one word.
  private static double uniform(RandomStream random) {
    return ((random.bits() >>> 8) + 0.5) * 0x1p-24;
  }
}
