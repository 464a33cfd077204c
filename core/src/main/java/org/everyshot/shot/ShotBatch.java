package org.everyshot.shot;

import java.util.Arrays;
import org.everyshot.engine.Slice;
import org.jspecify.annotations.Nullable;

/// Polar images of consecutive shots, pooled and reused.
///
/// Images are `[shot][ring][azimuth]`, row-major, in `single` or, where double precision was asked
/// for, in `twice`; a missing bin is NaN. `variance` is `[shot][ring]`: Σ over the ring's bins of
/// the photon variance of each bin's value, in the square of the image's unit, for the self-term.
public final class ShotBatch {
  private final int capacity;
  private final int rings;
  private final int azimuths;
  private final long[] train;
  private final int[] pulse;
  private final float @Nullable [] single;
  private final double @Nullable [] twice;
  private float @Nullable [] variance;
  private double[] totals = {};
  private boolean totalsKnown;
  private int count;
  private @Nullable Slice slice;

  /// @param capacity most shots that the batch can hold
  /// @param doublePrecision whether images are held in double precision
  /// @param withVariance whether the photon variance of each ring is carried along
  public ShotBatch(
      int capacity, int rings, int azimuths, boolean doublePrecision, boolean withVariance) {
    this.capacity = capacity;
    this.rings = rings;
    this.azimuths = azimuths;
    int values = Math.multiplyExact(capacity, Math.multiplyExact(rings, azimuths));
    this.train = new long[capacity];
    this.pulse = new int[capacity];
    this.single = doublePrecision ? null : new float[values];
    this.twice = doublePrecision ? new double[values] : null;
    this.variance = withVariance ? new float[capacity * rings] : null;
  }

  /// Empties the batch for another slice.
  public void clear(Slice slice) {
    this.count = 0;
    this.slice = slice;
    this.totalsKnown = false;
    if (variance != null) {
      Arrays.fill(variance, 0);
    }
  }

  /// Appends a shot's identity and returns the index at which its image is to be written.
  public int append(long train, int pulse) {
    if (count == capacity) {
      throw new IllegalStateException("batch of " + capacity + " shots is full");
    }
    this.train[count] = train;
    this.pulse[count] = pulse;
    return count++;
  }

  /// Takes back the shot appended last, for example because its frame turned out to be unusable.
  public void removeLast() {
    if (count == 0) {
      throw new IllegalStateException("batch is empty");
    }
    count--;
  }

  public int count() {
    return count;
  }

  public int capacity() {
    return capacity;
  }

  public int rings() {
    return rings;
  }

  public int azimuths() {
    return azimuths;
  }

  public boolean doublePrecision() {
    return twice != null;
  }

  public long train(int shot) {
    return train[shot];
  }

  public int pulse(int shot) {
    return pulse[shot];
  }

  /// The half-set of a shot, 0 or 1.
  public int half(int shot) {
    return ShotId.half(train[shot], pulse[shot]);
  }

  /// The slice of the source that the batch was read from; null where it came from elsewhere.
  public @Nullable Slice slice() {
    return slice;
  }

  /// Images in single precision.
  public float[] single() {
    if (single == null) {
      throw new IllegalStateException("batch is in double precision");
    }
    return single;
  }

  /// Images in double precision.
  public double[] twice() {
    if (twice == null) {
      throw new IllegalStateException("batch is in single precision");
    }
    return twice;
  }

  /// Photon variance `[shot][ring]`, carried along from now on; zero where it was not before.
  float[] carryVariance() {
    float[] carried = variance;
    if (carried == null) {
      carried = new float[capacity * rings];
      variance = carried;
    }
    return carried;
  }

  /// Room for the sums of all rings, `[shot][ring]`. Whoever has filled it says so with
  /// [#noteTotals].
  public double[] totals() {
    if (totals.length == 0) {
      totals = new double[capacity * rings];
    }
    return totals;
  }

  /// Whether a shot's [#totals] are finite, as they are where every value of its image is.
  public boolean finite(int shot) {
    boolean all = true;
    for (int q = shot * rings; q < (shot + 1) * rings; q++) {
      all &= Double.isFinite(totals[q]);
    }
    return all;
  }

  /// [#totals] holds the sum of every ring of every shot, not finite where a value of the ring is
  /// not.
  public void noteTotals() {
    totalsKnown = true;
  }

  /// Images have been changed since [#noteTotals].
  void forgetTotals() {
    totalsKnown = false;
  }

  /// Whether [#totals] holds what it should.
  public boolean hasTotals() {
    return totalsKnown;
  }

  /// Photon variance `[shot][ring]`, or null where it is not carried along.
  public float @Nullable [] variance() {
    return variance;
  }
}
