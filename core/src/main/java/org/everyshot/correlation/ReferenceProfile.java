package org.everyshot.correlation;

import java.util.Arrays;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// The profile I(q) that shots are scaled to: measured once from the first shots of a source, and
/// frozen, so that no shot's scale depends on which came before it.
public final class ReferenceProfile {
  private final double[] mean;
  private final double[] weight;

  /// @param mean mean intensity of each ring; NaN where the ring has no bin
  /// @param weight inverse variance of one bin about the shot's scaled profile, each ring; 0 where
  /// unknown
  public ReferenceProfile(double[] mean, double[] weight) {
    if (mean.length != weight.length) {
      throw new IllegalArgumentException(mean.length + " rings, " + weight.length + " weights");
    }
    this.mean = mean.clone();
    this.weight = weight.clone();
  }

  /// Measures the profile of the shots of one batch.
  ///
  /// The mean is taken over all valid bins. Each shot is then scaled to it by its total, and the
  /// inverse of what variance is left in a ring's mean is the ring's weight; where none is left in
  /// any ring, all weigh alike.
  ///
  /// @throws UserInputException where the shots have no positive total
  public static ReferenceProfile measured(ShotBatch shots) {
    int rings = shots.rings();
    var glances = new ShotGlance[shots.count()];
    double[] sum = new double[rings];
    double[] bins = new double[rings];
    for (int i = 0; i < glances.length; i++) {
      glances[i] = new ShotGlance(rings, shots.azimuths());
      glances[i].look(shots, i);
      for (int q = 0; q < rings; q++) {
        sum[q] += glances[i].sum(q);
        bins[q] += glances[i].bins(q);
      }
    }
    double[] mean = new double[rings];
    for (int q = 0; q < rings; q++) {
      mean[q] = bins[q] == 0 ? Double.NaN : sum[q] / bins[q];
    }
    var totals = new ReferenceProfile(mean, new double[rings]);
    double[] variance = new double[rings];
    double[] seen = new double[rings];
    int usable = 0;
    for (ShotGlance glance : glances) {
      double scale = totals.scaleByTotal(glance);
      if (!(scale > 0) || !Double.isFinite(scale)) {
        continue;
      }
      usable++;
      for (int q = 0; q < rings; q++) {
        if (glance.bins(q) > 0) {
          double off = scale * glance.sum(q) / glance.bins(q) - mean[q];
          variance[q] += off * off * glance.bins(q);
          seen[q]++;
        }
      }
    }
    if (usable == 0) {
      throw new UserInputException(
          "cannot normalize: none of the first %d shots has a positive total; use --normalize none"
              .formatted(shots.count()));
    }
    double[] weight = new double[rings];
    for (int q = 0; q < rings; q++) {
      weight[q] = variance[q] > 0 ? seen[q] / variance[q] : 0;
    }
    if (Arrays.stream(weight).allMatch(w -> w == 0)) {
      // One shot, or shots alike: no ring is known to be better than another.
      Arrays.fill(weight, 1);
    }
    return new ReferenceProfile(mean, weight);
  }

  public int rings() {
    return mean.length;
  }

  /// Mean intensity of each ring.
  public double[] mean() {
    return mean.clone();
  }

  /// Weight of one bin of each ring.
  public double[] weight() {
    return weight.clone();
  }

  /// The factor that gives a shot the reference's total over the shot's own valid bins.
  double scaleByTotal(ShotGlance shot) {
    double expected = 0;
    double found = 0;
    for (int q = 0; q < mean.length; q++) {
      if (shot.bins(q) > 0 && Double.isFinite(mean[q])) {
        expected += mean[q] * shot.bins(q);
        found += shot.sum(q);
      }
    }
    return expected / found;
  }

  /// The factor by which a shot fits the reference, Ī(q) ≈ ref(q)/factor, in weighted least
  /// squares.
  double scaleByProfile(ShotGlance shot) {
    double product = 0;
    double square = 0;
    for (int q = 0; q < mean.length; q++) {
      if (shot.bins(q) > 0 && Double.isFinite(mean[q])) {
        product += weight[q] * mean[q] * shot.sum(q);
        square += weight[q] * mean[q] * mean[q] * shot.bins(q);
      }
    }
    return square / product;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReferenceProfile profile
        && Arrays.equals(mean, profile.mean)
        && Arrays.equals(weight, profile.weight);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(weight);
  }

  @Override
  public String toString() {
    return "reference profile of " + mean.length + " rings";
  }
}
