package org.everyshot.merging;

import org.everyshot.math.RandomStream;

/// The term of the evidence bound in closed form.
///
/// ⟨ln likelihood⟩ = −½ ln 2πV − (I² − 2 I g ⟨Σ⟩ m₂ + g² ⟨Σ²⟩ m₄)/2V with ⟨Σ⟩ = exp(m + s²/2),
/// ⟨Σ²⟩ = exp(2m + 2s²), mₖ the moments of F; ⟨ln q(F)⟩ = −ln σ − ½ ln 2π − ln Φ(−α) − ½(1 + α λ);
/// ⟨ln F⟩ from a table ([LogAmplitude]).
final class ClosedTerm extends BoundTerm {
  private final LogAmplitude logAmplitude = new LogAmplitude();

  @Override
  void evaluate(double amplitudeWeight, double scaleWeight, RandomStream random) {
    clear();
    TruncatedNormal q = amplitude;
    q.set(mu, sigma);
    double gain = Math.exp(logGain);
    double one = gain * Math.exp(m + 0.5 * s * s);
    double two = gain * gain * Math.exp(2 * (m + s * s));
    double m1 = q.first();
    double m2 = q.second();
    double m3 = q.third();
    double m4 = q.fourth();
    double perVariance = 1 / variance;
    double half = 0.5 * intensity * intensity - intensity * one * m2 + 0.5 * two * m4;
    logLikelihood = -half * perVariance - 0.5 * Math.log(variance) - HALF_LOG_TWO_PI;
    alongVariance = (half * perVariance - 0.5) * perVariance;
    alongM = (intensity * one * m2 - two * m4) * perVariance;
    alongLogGain = alongM;
    alongS = s * (intensity * one * m2 - 2 * two * m4) * perVariance;
    double bend = q.lambda * (q.lambda - q.alpha);
    double m1Mu = 1 - bend;
    double m1Sigma = q.lambda - q.alpha * bend;
    double m2Mu = m1 + mu * m1Mu;
    double m2Sigma = 2 * sigma + mu * m1Sigma;
    double square = sigma * sigma;
    double m3Mu = 2 * square * m1Mu + m2 + mu * m2Mu;
    double m3Sigma = 4 * sigma * m1 + 2 * square * m1Sigma + mu * m2Sigma;
    double m4Mu = 3 * square * m2Mu + m3 + mu * m3Mu;
    double m4Sigma = 6 * sigma * m2 + 3 * square * m2Sigma + mu * m3Sigma;
    // ⟨ln q⟩ = ln norm − ½(1 + αλ); α falls by 1/σ with μ and by α/σ with σ.
    double entropyAlpha = q.lambda - 0.5 * (q.lambda + q.alpha * bend);
    double logQ = q.logNorm - 0.5 * (1 + q.alpha * q.lambda);
    double logQMu = -entropyAlpha / sigma;
    double logQSigma = -(1 + q.alpha * entropyAlpha) / sigma;
    double power = centric ? 0.5 / epsilon : 1 / epsilon;
    double logP = -power * m2;
    double logPMu = -power * m2Mu;
    double logPSigma = -power * m2Sigma;
    if (centric) {
      logP += HALF_LOG_TWO_PER_PI - 0.5 * Math.log(epsilon);
    } else {
      logAmplitude.at(mu / sigma);
      logP += Math.log(2 * sigma / epsilon) + logAmplitude.value;
      logPMu += logAmplitude.slope / sigma;
      logPSigma += (1 - logAmplitude.slope * mu / sigma) / sigma;
    }
    amplitudeDivergence = logQ - logP;
    alongMu =
        (intensity * one * m2Mu - 0.5 * two * m4Mu) * perVariance
            - amplitudeWeight * (logQMu - logPMu);
    alongSigma =
        (intensity * one * m2Sigma - 0.5 * two * m4Sigma) * perVariance
            - amplitudeWeight * (logQSigma - logPSigma);
    divergeScale(scaleWeight);
  }
}
