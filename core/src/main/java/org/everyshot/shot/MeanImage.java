package org.everyshot.shot;

import org.everyshot.engine.Slice;

/// The mean polar image of a part of the shots, to look at.
///
/// To cost next to nothing, it takes the first chunk whole and the first slice of each after it.
public final class MeanImage {
  private final int size;
  private final double[] sum;
  private final int[] count;
  // Images that have every bin; the others are counted bin by bin.
  private int complete;
  private long shots;
  private long seen;

  /// @param size bins of one image
  public MeanImage(int size) {
    this.size = size;
    this.sum = new double[size];
    this.count = new int[size];
  }

  /// Takes a batch in, or leaves it.
  public void add(ShotBatch batch) {
    seen += batch.count();
    Slice slice = batch.slice();
    if (slice != null && slice.chunk().id() > 0 && slice.offset() > 0) {
      return;
    }
    for (int shot = 0; shot < batch.count(); shot++) {
      if (complete(batch, shot)) {
        addWhole(batch.single(), shot * size);
      } else if (batch.doublePrecision()) {
        add(batch.twice(), shot * size);
      } else {
        add(batch.single(), shot * size);
      }
    }
    shots += batch.count();
  }

  /// Whether a shot is known to have every bin.
  private static boolean complete(ShotBatch batch, int shot) {
    return batch.hasTotals() && !batch.doublePrecision() && batch.finite(shot);
  }

  private void addWhole(float[] images, int from) {
    for (int i = 0; i < size; i++) {
      sum[i] += images[from + i];
    }
    complete++;
  }

  private void add(float[] images, int from) {
    for (int i = 0; i < size; i++) {
      float value = images[from + i];
      if (Float.isFinite(value)) {
        sum[i] += value;
        count[i]++;
      }
    }
  }

  private void add(double[] images, int from) {
    for (int i = 0; i < size; i++) {
      double value = images[from + i];
      if (Double.isFinite(value)) {
        sum[i] += value;
        count[i]++;
      }
    }
  }

  /// Takes in what `other` has seen.
  public void merge(MeanImage other) {
    for (int i = 0; i < size; i++) {
      sum[i] += other.sum[i];
      count[i] += other.count[i];
    }
    complete += other.complete;
    shots += other.shots;
    seen += other.seen;
  }

  /// Shots taken in.
  public long shots() {
    return shots;
  }

  /// Shots that came by, those taken in among them.
  public long seen() {
    return seen;
  }

  /// Mean of each bin, `[ring][azimuth]`; NaN where no shot had a value.
  public double[] mean() {
    double[] mean = new double[size];
    for (int i = 0; i < size; i++) {
      int seenBin = complete + count[i];
      mean[i] = seenBin == 0 ? Double.NaN : sum[i] / seenBin;
    }
    return mean;
  }
}
