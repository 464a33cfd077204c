package org.everyshot.merging;

import org.everyshot.math.NormalDistribution;
import org.everyshot.math.ScaledErrorFunction;

/// A normal distribution of location μ and scale σ cut off below zero: the published posterior of
/// an amplitude.
///
/// With t = (x − μ)/σ, α = −μ/σ and λ = φ(α)/Φ(−α):
///
/// - sample: x = μ − σ Φ⁻¹(v Φ(−α)), v uniform;
/// - implicit gradients, the distribution function held still: dx/dμ = 1 − w, dx/dσ = t − α w,
///   w = R(t)/R(α), R(y) = √(π/2) erfcx(y/√2); w is 0 where α < −8;
/// - ln q = −t²/2 − ln σ − ½ ln 2π − ln Φ(−α);
/// - moments m₁ = μ + σλ, m₂ = σ² + μ m₁, m₃ = 2σ² m₁ + μ m₂, m₄ = 3σ² m₂ + μ m₃.
///
/// Source of implicit reparameterisation: Figurnov, Mohamed & Mnih, NeurIPS 2018. One object is
/// used for many distributions; it holds the last one.
final class TruncatedNormal {
  private static final double FREE = -8;
  private static final double SQRT_HALF = 0.7071067811865476;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

  double mu;
  double sigma;

  /// Where the cut lies, in σ from μ.
  double alpha;

  /// φ(α)/Φ(−α).
  double lambda;

  /// −ln σ − ½ ln 2π − ln Φ(−α).
  double logNorm;

  private boolean free;
  private double above;
  private double perRatio;

  /// The last sample: its distance from μ in σ, the sample, and its derivatives along μ and σ.
  double t;

  double x;
  double alongMu;
  double alongSigma;

  void set(double location, double scale) {
    mu = location;
    sigma = scale;
    alpha = -location / scale;
    free = alpha < FREE;
    above = free ? 1 : NormalDistribution.below(-alpha);
    lambda = free ? 0 : ScaledErrorFunction.inverseMills(-alpha);
    perRatio = free ? 0 : 1 / ScaledErrorFunction.erfcx(alpha * SQRT_HALF);
    logNorm = -Math.log(scale) - HALF_LOG_TWO_PI - Math.log(above);
  }

  /// Draws the sample that belongs to v in (0, 1).
  void sample(double v) {
    t = Math.max(alpha, -NormalDistribution.quantile(v * above()));
    x = mu + sigma * t;
    double w = held(t);
    alongMu = 1 - w;
    alongSigma = t - alpha * w;
  }

  /// Φ(−α), the share above the cut.
  double above() {
    return above;
  }

  /// w: how much of a sample, t σ from μ, the cut holds in its place.
  double held(double t) {
    return free ? 0 : ScaledErrorFunction.erfcx(t * SQRT_HALF) * perRatio;
  }

  double first() {
    return mu + sigma * lambda;
  }

  double second() {
    return sigma * sigma + mu * first();
  }

  double third() {
    return 2 * sigma * sigma * first() + mu * second();
  }

  double fourth() {
    return 3 * sigma * sigma * second() + mu * third();
  }

  /// Variance; for a cut far away without the difference of near numbers.
  double variance() {
    return free ? sigma * sigma : sigma * sigma * (1 + lambda * (alpha - lambda));
  }
}
