package org.everyshot.correlation;

import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// What is to be known of a shot before it is correlated: valid bins, ring sums, photon variance.
///
/// A bin that is not a finite number is missing.
final class ShotGlance {
  private final int rings;
  private final int azimuths;
  private final double[] sum;
  private final int[] bins;
  private final double[] variance;
  private @Nullable Mask mask;
  private boolean gaps;

  ShotGlance(int rings, int azimuths) {
    this.rings = rings;
    this.azimuths = azimuths;
    this.sum = new double[rings];
    this.bins = new int[rings];
    this.variance = new double[rings];
  }

  /// Looks at one shot. Photon variance is the batch's or, where it has none, the number of photons
  /// that each bin holds.
  void look(ShotBatch batch, int shot) {
    mask = null;
    gaps = false;
    boolean complete = true;
    boolean known = batch.hasTotals();
    for (int q = 0; q < rings; q++) {
      double total = known ? batch.totals()[shot * rings + q] : total(batch, shot, q);
      bins[q] = azimuths;
      sum[q] = total;
      complete &= Double.isFinite(total);
    }
    if (!complete) {
      mask = findMask(batch, shot);
    }
    float[] carried = batch.variance();
    for (int q = 0; q < rings; q++) {
      variance[q] = carried == null ? sum[q] : carried[shot * rings + q];
    }
  }

  private double total(ShotBatch batch, int shot, int ring) {
    int at = (shot * rings + ring) * azimuths;
    return batch.doublePrecision() ? total(batch.twice(), at) : total(batch.single(), at);
  }

  private double total(float[] x, int from) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = from;
    for (; j + 3 < from + azimuths; j += 4) {
      a += x[j];
      b += x[j + 1];
      c += x[j + 2];
      d += x[j + 3];
    }
    for (; j < from + azimuths; j++) {
      a += x[j];
    }
    return (a + b) + (c + d);
  }

  private double total(double[] x, int from) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int j = from;
    for (; j + 3 < from + azimuths; j += 4) {
      a += x[j];
      b += x[j + 1];
      c += x[j + 2];
      d += x[j + 3];
    }
    for (; j < from + azimuths; j++) {
      a += x[j];
    }
    return (a + b) + (c + d);
  }

  private @Nullable Mask findMask(ShotBatch batch, int shot) {
    int words = Mask.words(azimuths);
    long[] bits = new long[rings * words];
    boolean complete = true;
    for (int q = 0; q < rings; q++) {
      int at = (shot * rings + q) * azimuths;
      double total = 0;
      int count = 0;
      for (int j = 0; j < azimuths; j++) {
        double x = batch.doublePrecision() ? batch.twice()[at + j] : batch.single()[at + j];
        if (Double.isFinite(x)) {
          bits[q * words + j / 64] |= 1L << j;
          total += x;
          count++;
        }
      }
      sum[q] = total;
      bins[q] = count;
      complete &= count == azimuths;
      gaps |= count > 0 && count < azimuths;
    }
    return complete ? null : Mask.of(azimuths, bits);
  }

  /// Multiplies the shot by a factor.
  void scale(double factor) {
    for (int q = 0; q < rings; q++) {
      sum[q] *= factor;
      variance[q] *= factor * factor;
    }
  }

  /// Leaves out of the photon variance, in proportion, bins that are not in `common`.
  void narrow(@Nullable Mask common) {
    if (common == null || common.equals(mask)) {
      return;
    }
    for (int q = 0; q < rings; q++) {
      variance[q] = bins[q] == 0 ? 0 : variance[q] * common.count(q) / bins[q];
    }
  }

  /// Sum over a ring's valid bins.
  double sum(int ring) {
    return sum[ring];
  }

  /// Number of a ring's valid bins.
  int bins(int ring) {
    return bins[ring];
  }

  /// Photon variance of a ring's sum.
  double variance(int ring) {
    return variance[ring];
  }

  /// The valid bins; null where all are.
  @Nullable Mask mask() {
    return mask;
  }

  /// Whether a ring is there in part.
  boolean gaps() {
    return gaps;
  }

  boolean empty() {
    for (int count : bins) {
      if (count > 0) {
        return false;
      }
    }
    return true;
  }
}
