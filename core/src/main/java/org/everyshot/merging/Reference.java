package org.everyshot.merging;

import org.jspecify.annotations.Nullable;

/// The structure factors against which images are fitted: what running sums say of each slot, with
/// its Friedel mate's help.
///
/// A mate with sums W′, Y′ counts as an observation whose variance 1/W′ grows by that of J⁺ − J⁻,
/// 4 J r²: W ← W + f W′, Y ← Y + f Y′, f = 1/(1 + 4 J r² W′), J the pair's mean, kept within 0.02
/// and 10 prior means. W is at least 0.02 / Σ², so that a slot never seen has its prior's moments.
/// Nothing of this is written back into the sums.
final class Reference {
  private final PrecisionSums sums;
  private final @Nullable PrecisionSums earlier;
  private final ReflectionPriors priors;
  private final boolean friedel;

  /// @param sums this run's
  /// @param earlier sums of another run, where the merge was started warm
  /// @param friedel whether mates help each other
  Reference(
      PrecisionSums sums,
      @Nullable PrecisionSums earlier,
      ReflectionPriors priors,
      boolean friedel) {
    this.sums = sums;
    this.earlier = earlier;
    this.priors = priors;
    this.friedel = friedel;
  }

  /// Writes the moments of a slot's intensity into `out`.
  void at(int slot, IntensityPosterior out) {
    at(slot, 0, 0, out);
  }

  /// The same without an observation that is in the sums.
  ///
  /// @param precision,weighted what the observation has added to W and to Y
  void at(int slot, double precision, double weighted, IntensityPosterior out) {
    int row = slot >> 1;
    double prior = priors.mean(row);
    double w = Math.max(sums.precision(slot) - precision, 0);
    double y = w > 0 ? sums.weighted(slot) - weighted : 0;
    if (earlier != null) {
      w += earlier.precision(slot);
      y += earlier.weighted(slot);
    }
    if (priors.centric(row)) {
      out.centric(Math.max(w, 0.02 / (prior * prior)), y, prior);
      return;
    }
    if (friedel) {
      int mate = slot ^ 1;
      double mateW = sums.precision(mate);
      double mateY = sums.weighted(mate);
      if (earlier != null) {
        mateW += earlier.precision(mate);
        mateY += earlier.weighted(mate);
      }
      if (mateW > 0) {
        double pair = Math.clamp((y + mateY) / (w + mateW), 0.02 * prior, 10 * prior);
        double r = priors.spread(row);
        double f = 1 / (1 + 4 * pair * r * r * mateW);
        w += f * mateW;
        y += f * mateY;
      }
    }
    out.acentric(Math.max(w, 0.02 / (prior * prior)), y, prior);
  }
}
