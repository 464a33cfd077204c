package org.everyshot.merging;

/// The two amplitudes of a Friedel pair, each known by itself, under the prior that their
/// difference is normal with standard deviation r around 0.
///
/// With weights w± = 1/σ±², mean m, difference Δ, and κ = r²/(r² + σ₊² + σ₋²):
/// F⁺ = m + κΔ w₋/(w₊ + w₋), F⁻ = m − κΔ w₊/(w₊ + w₋), and the variance of either is 1/(w₊ + w₋) +
/// (w∓/(w₊ + w₋))² κ (σ₊² + σ₋²).
final class FriedelPair {
  double plus;
  double plusDeviation;
  double minus;
  double minusDeviation;

  /// Moments of both amplitudes given both measurements.
  void of(double plus, double plusDeviation, double minus, double minusDeviation, double r) {
    double plusVariance = plusDeviation * plusDeviation;
    double minusVariance = minusDeviation * minusDeviation;
    double plusWeight = 1 / plusVariance;
    double minusWeight = 1 / minusVariance;
    double weight = plusWeight + minusWeight;
    double mean = (plusWeight * plus + minusWeight * minus) / weight;
    double between = plusVariance + minusVariance;
    double kappa = r * r / (r * r + between);
    double difference = kappa * (plus - minus);
    double plusPart = minusWeight / weight;
    double minusPart = plusWeight / weight;
    this.plus = mean + difference * plusPart;
    this.minus = mean - difference * minusPart;
    this.plusDeviation = Math.sqrt(1 / weight + plusPart * plusPart * kappa * between);
    this.minusDeviation = Math.sqrt(1 / weight + minusPart * minusPart * kappa * between);
  }
}
