package org.everyshot.correlation;

import java.util.List;

/// Sums over some of the shots: a jackknife block of a running accumulation, or a half-set of a
/// result.
///
/// All sums are plain totals, so that parts add up. A harmonic's numerator is
/// S_n(p, q) = Σ_j A*_n(p) A_n(q) for p ≤ q, with A_n = (1/n_φ) Σ_φ I e^{−inφ} and missing bins
/// zero.
interface Part {
  /// Whether C is the sums of products over the number of shots: every shot has every bin, and none
  /// is compared with others.
  static boolean plain(CorrelationSettings settings, List<? extends Part> parts) {
    return !settings.inter() && parts.stream().allMatch(Part::complete);
  }

  /// Number of shots.
  long shots();

  /// Number of shots whose products are in the numerators: all but those alone in their block.
  long correlated();

  /// Copies S_n(p, q) for q from `from` on, `count` of them; `im` is left alone where S is real.
  void numerators(int k, int p, int from, int count, double[] re, double[] im);

  /// Copies S_n(q, q), which is real, of every ring; as near as the half-sets' agreement needs it,
  /// with a rounding that may depend on the order in which shots came.
  void diagonal(int k, double[] out);

  /// Photon variance Σ_j Σ_φ var I_j(q, φ).
  double variance(int q);

  /// Whether every shot has every bin.
  boolean complete();

  /// Adds M(p, q, Δ), p ≤ q, for each Δ.
  void addPairs(int p, int q, MaskProducts products, double[] out);

  /// Σ_j A_n,j(q): real part, and imaginary part.
  double meanRe(int k, int q);

  double meanIm(int k, int q);

  /// Number of shots in which each bin was valid, `[ring][azimuth]`.
  double[] binCounts();

  /// Σ_j Σ_φ I_j(q, φ) over valid bins.
  double ringSum(int q);

  /// Σ_j (ring mean of I_j)².
  double ringSquares(int q);

  /// Σ_j number of valid bins.
  long ringBins(int q);

  /// Number of shots with a valid bin in the ring.
  long ringShots(int q);
}
