package org.everyshot.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Binning with vectors: a lane is a frame, so that a pixel's bin is looked up once for all.
///
/// Sums are kept in single precision, `[bin][lane]`. All pixels are taken for good at first;
/// those that are not are counted apart.
final class VectorBinner implements FrameBinner {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int LANES = SingleTile.LANES;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(LANES * Short.SIZE));
  private static final VectorSpecies<Integer> INTEGERS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());
  private static final int BLOCK = BinningOrder.BLOCK;

  private final int rings;
  private final int azimuths;
  private final int pixels;
  private final BinningOrder order;
  private final float[] occupancy;
  private final float[] sum;
  private final float[] variance;
  private final int[] missing;
  private final long[] struck = new long[LANES];
  private final float[] raw = new float[LANES * BLOCK];
  private final float[] turned = new float[BLOCK * LANES];
  private final float[] square = new float[LANES * LANES];
  private boolean anyMissing;
  private int count;

  VectorBinner(PixelTable table) {
    this(
        table.rings(),
        table.azimuths(),
        table.pixels(),
        new BinningOrder(table),
        floats(table.occupancy()));
  }

  private VectorBinner(int rings, int azimuths, int pixels, BinningOrder order, float[] occupancy) {
    this.rings = rings;
    this.azimuths = azimuths;
    this.pixels = pixels;
    this.order = order;
    this.occupancy = occupancy;
    int bins = (rings * azimuths + LANES - 1) / LANES * LANES;
    this.sum = new float[bins * LANES];
    this.variance = new float[order.varianceSlope == null ? 0 : bins * LANES];
    this.missing = new int[bins * LANES];
  }

  private static float[] floats(int[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  @Override
  public FrameBinner another() {
    return new VectorBinner(rings, azimuths, pixels, order, occupancy);
  }

  @Override
  public int width() {
    return LANES;
  }

  @Override
  public void bin(short[][] frames, int count) {
    clear(count);
    for (int b = 0; b + 1 < order.block.length; b++) {
      int from = b * BLOCK;
      int n = Math.min(BLOCK, pixels - from);
      if (order.block[b] == order.block[b + 1]) {
        continue;
      }
      for (int f = 0; f < count; f++) {
        widen(frames[f], from, n, raw, f * BLOCK);
      }
      add(b);
    }
  }

  @Override
  public void bin(float[][] frames, int count) {
    clear(count);
    for (int b = 0; b + 1 < order.block.length; b++) {
      int from = b * BLOCK;
      int n = Math.min(BLOCK, pixels - from);
      if (order.block[b] == order.block[b + 1]) {
        continue;
      }
      for (int f = 0; f < count; f++) {
        System.arraycopy(frames[f], from, raw, f * BLOCK, n);
      }
      add(b);
    }
  }

  private static void widen(short[] counts, int from, int n, float[] to, int at) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ShortVector.fromArray(SHORTS, counts, from + i)
          .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTEGERS, 0)
          .convert(VectorOperators.I2F, 0)
          .reinterpretAsFloats()
          .intoArray(to, at + i);
    }
    for (; i < n; i++) {
      to[at + i] = counts[from + i] & 0xffff;
    }
  }

  private void clear(int count) {
    if (count < 1 || count > LANES) {
      throw new IllegalArgumentException(count + " frames at once; expected 1 to " + LANES);
    }
    this.count = count;
    Arrays.fill(sum, 0);
    Arrays.fill(variance, 0);
    Arrays.fill(struck, 0);
    if (anyMissing) {
      Arrays.fill(missing, 0);
      anyMissing = false;
    }
  }

  private void add(int block) {
    int done = SingleTransposition.plain(raw, 0, BLOCK, BLOCK, turned);
    for (int i = done; i < BLOCK; i++) {
      for (int f = 0; f < LANES; f++) {
        turned[i * LANES + f] = raw[f * BLOCK + i];
      }
    }
    int from = order.block[block];
    int to = order.block[block + 1];
    sum(from, to);
    if (order.varianceSlope != null && order.varianceOffset != null) {
      sumVariances(from, to, order.varianceSlope, order.varianceOffset);
    }
  }

  private void sum(int from, int to) {
    for (int e = from; e < to; e++) {
      FloatVector value = FloatVector.fromArray(SPECIES, turned, order.place[e] * LANES);
      VectorMask<Float> good =
          value
              .compare(VectorOperators.GE, order.lowest[e])
              .and(value.compare(VectorOperators.LE, order.highest[e]));
      int at = order.bin[e] * LANES;
      FloatVector share = value.mul(order.slope[e]).add(order.offset[e]);
      FloatVector.fromArray(SPECIES, sum, at).add(share, good).intoArray(sum, at);
      if (!good.allTrue()) {
        strike(e);
      }
    }
  }

  private void sumVariances(int from, int to, float[] slope, float[] offset) {
    for (int e = from; e < to; e++) {
      FloatVector value = FloatVector.fromArray(SPECIES, turned, order.place[e] * LANES);
      VectorMask<Float> good =
          value
              .compare(VectorOperators.GE, order.lowest[e])
              .and(value.compare(VectorOperators.LE, order.highest[e]));
      int at = order.bin[e] * LANES;
      FloatVector share = value.mul(slope[e]).add(offset[e]);
      FloatVector.fromArray(SPECIES, variance, at).add(share, good).intoArray(variance, at);
    }
  }

  /// Counts the values of an entry that are not good.
  private void strike(int e) {
    for (int f = 0; f < LANES; f++) {
      float value = turned[order.place[e] * LANES + f];
      if (!(value >= order.lowest[e] && value <= order.highest[e])) {
        missing[order.bin[e] * LANES + f]++;
        struck[f]++;
      }
    }
    anyMissing = true;
  }

  @Override
  public long used(int frame) {
    return order.bin.length - struck[frame];
  }

  @Override
  public void means(float[] images, int[] starts) {
    int bins = rings * azimuths;
    for (int b = 0; b < bins; b += LANES) {
      int n = Math.min(LANES, bins - b);
      for (int i = 0; i < n; i++) {
        mean(b + i, square, i * LANES);
      }
      for (int f = 0; f < count; f++) {
        for (int i = 0; i < n; i++) {
          images[starts[f] + b + i] = square[i * LANES + f];
        }
      }
    }
  }

  /// Means of one bin, all frames; 0/0 is NaN.
  private void mean(int bin, float[] to, int at) {
    for (int f = 0; f < LANES; f++) {
      to[at + f] = sum[bin * LANES + f] / (occupancy[bin] - missing[bin * LANES + f]);
    }
  }

  @Override
  public void variances(int frame, float[] rings, int start) {
    for (int r = 0; r < this.rings; r++) {
      double ring = 0;
      for (int b = r * azimuths; b < (r + 1) * azimuths; b++) {
        double good = occupancy[b] - missing[b * LANES + frame];
        ring += good == 0 ? 0 : variance[b * LANES + frame] / (good * good);
      }
      rings[start + r] = (float) ring;
    }
  }
}
