package org.everyshot.merging;

import org.everyshot.kernel.SampleKernel;
import org.everyshot.math.RandomStream;

/// The term of the evidence bound estimated from samples, as published: averages are over samples
/// of Σ and F, and gradients pass through them.
final class SampledTerm extends BoundTerm {
  private static final double LEAST = 1e-12;

  private final int samples;
  private final SampleKernel kernel = SampleKernel.chosen();
  private final double[] normal;
  private final double[] deviate;
  private final double[] held;
  private final SampleKernel.Sums sums = new SampleKernel.Sums();
  private final double[] scale;

  /// @param samples number S
  SampledTerm(int samples) {
    this.samples = samples;
    this.normal = new double[samples];
    this.deviate = new double[samples];
    this.held = new double[samples];
    this.scale = new double[samples];
  }

  @Override
  void evaluate(double amplitudeWeight, double scaleWeight, RandomStream random) {
    clear();
    amplitude.set(mu, sigma);
    draw(random);
    double per = 1.0 / samples;
    sums.mu = mu;
    sums.sigma = sigma;
    sums.least = LEAST;
    sums.alpha = amplitude.alpha;
    sums.intensity = intensity;
    sums.perVariance = 1 / variance;
    sums.weight = amplitudeWeight;
    sums.rise = centric ? 0 : 1;
    sums.fall = (centric ? 1 : 2) / epsilon;
    kernel.sum(deviate, normal, scale, held, samples, sums);
    double spread = per * sums.amplitudes / epsilon;
    double logPrior =
        centric
            ? HALF_LOG_TWO_PER_PI - 0.5 * Math.log(epsilon) - 0.5 * spread
            : Math.log(2 / epsilon) + per * sums.logs - spread;
    double half = 0.5 * per * sums.squares / variance;
    amplitudeDivergence = -0.5 * per * sums.squareDeviates + amplitude.logNorm - logPrior;
    logLikelihood = -half - 0.5 * Math.log(variance) - HALF_LOG_TWO_PI;
    alongVariance = (half - 0.5) / variance;
    alongM = per * sums.pull;
    alongS = per * sums.pullOfNormal;
    alongLogGain = alongM;
    // The slopes of ln q besides those through the sample: −∂ ln Φ(−α) and those of t and σ.
    double perSigma = amplitudeWeight / sigma;
    alongMu = per * sums.alongMu - perSigma * (per * sums.deviates - amplitude.lambda);
    alongSigma =
        per * sums.alongSigma
            - perSigma * (per * sums.squareDeviates - 1 - amplitude.lambda * amplitude.alpha);
    divergeScale(scaleWeight);
  }

  /// Draws the samples: those of the scale, and those of the cut normal in σ from μ.
  private void draw(RandomStream random) {
    double above = amplitude.above();
    for (int k = 0; k < samples; k++) {
      normal[k] = uniform(random);
      deviate[k] = uniform(random) * above;
    }
    kernel.quantile(normal, normal, samples);
    kernel.quantile(deviate, deviate, samples);
    for (int k = 0; k < samples; k++) {
      deviate[k] = Math.max(amplitude.alpha, -deviate[k]);
      held[k] = amplitude.held(deviate[k]);
    }
    kernel.exp(normal, logGain + m, s, scale, samples);
  }

  /// Uniform in (0, 1) from one word.
  private static double uniform(RandomStream random) {
    return ((random.bits() >>> 8) + 0.5) * 0x1p-24;
  }
}
