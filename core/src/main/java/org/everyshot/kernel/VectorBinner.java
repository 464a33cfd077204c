package org.everyshot.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Binning with vectors: a lane is a frame, so that a pixel's bin is looked up once for all.
///
/// Sums are kept in single precision, `[bin][lane]`. All pixels are taken for good at first;
/// those that are not are counted apart.
final class VectorBinner implements FrameBinner {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int LANES = SingleTile.LANES;
  private static final VectorSpecies<Integer> INTEGERS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());

  /// As many bits as a vector of floats: two counts to a lane.
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, SPECIES.vectorShape());

  private static final int BLOCK = BinningOrder.BLOCK;
  private static final int PAIRS = BLOCK / 2;
  private static final int LOW = 0xffff;

  /// Where sums, and blocks before and after they are turned, begin in their arrays.
  private static final int FIRST = Alignment.SINGLE;

  private static final int RAW = FIRST;
  private static final int TURNED = RAW + BLOCK * LANES;

  private final int rings;
  private final int azimuths;
  private final int pixels;
  private final BinningOrder order;
  private final float[] occupancy;
  private final float[] inverse;
  private final float[] sum;
  private final float[] variance;
  private final int[] missing;

  private final long[] struck = new long[LANES];

  /// A block as `[frame][value]`, then as `[value][lane]`.
  private final float[] scratch = new float[TURNED + BLOCK * LANES];

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
    this.inverse = new float[occupancy.length];
    for (int b = 0; b < inverse.length; b++) {
      inverse[b] = 1 / occupancy[b];
    }
    int bins = (rings * azimuths + LANES - 1) / LANES * LANES;
    this.sum = new float[FIRST + bins * LANES];
    this.variance = new float[order.varianceSlope == null ? 0 : FIRST + bins * LANES];
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
    for (int b : order.filled) {
      int seen = pack(frames, count, b);
      turn(PAIRS);
      begin(b);
      // All bits seen together are at least the largest count, and the smallest is not below 0.
      if (seen <= order.leastHighest[b] && order.mostLowest[b] <= 0) {
        sumAll(b, order.slope, order.offset, sum);
        if (order.varianceSlope != null) {
          sumAll(b, order.varianceSlope, order.varianceOffset, variance);
        }
      } else {
        unpack();
        sum(b);
      }
    }
  }

  /// Lays the counts of a block out as `[frame][pair]`, as they lie in memory.
  ///
  /// @return the bits that are set in any of them
  private int pack(short[][] frames, int count, int block) {
    int from = block * BLOCK;
    if (from + BLOCK > pixels) {
      return packFew(frames, count, from, pixels - from);
    }
    ShortVector seen = ShortVector.zero(SHORTS);
    for (int f = 0; f < count; f++) {
      short[] counts = frames[f];
      for (int i = 0; i < BLOCK; i += 2 * LANES) {
        ShortVector some = ShortVector.fromArray(SHORTS, counts, from + i);
        seen = seen.or(some);
        some.reinterpretAsFloats().intoArray(scratch, RAW + f * PAIRS + i / 2);
      }
    }
    return seen.reduceLanes(VectorOperators.OR) & LOW;
  }

  /// The same for the last pixels.
  private int packFew(short[][] frames, int count, int from, int n) {
    int seen = 0;
    for (int f = 0; f < count; f++) {
      for (int i = 0; i < BLOCK; i += 2) {
        int low = i < n ? frames[f][from + i] & LOW : 0;
        int high = i + 1 < n ? frames[f][from + i + 1] & LOW : 0;
        seen |= low | high;
        scratch[RAW + f * PAIRS + i / 2] = Float.intBitsToFloat(low | high << Short.SIZE);
      }
    }
    return seen;
  }

  /// From `[frame][value]` to `[value][lane]`, of `width` values.
  private void turn(int width) {
    int done = SingleTransposition.plain(scratch, RAW, width, width, scratch, TURNED);
    for (int i = done; i < width; i++) {
      for (int f = 0; f < LANES; f++) {
        scratch[TURNED + i * LANES + f] = scratch[RAW + f * width + i];
      }
    }
  }

  /// Makes floats of the pairs of counts, from behind.
  private void unpack() {
    for (int i = PAIRS - 1; i >= 0; i--) {
      IntVector pair =
          FloatVector.fromArray(SPECIES, scratch, TURNED + i * LANES).reinterpretAsInts();
      floats(pair.lanewise(VectorOperators.LSHR, Short.SIZE))
          .intoArray(scratch, TURNED + (2 * i + 1) * LANES);
      floats(pair.and(LOW)).intoArray(scratch, TURNED + 2 * i * LANES);
    }
  }

  private static FloatVector floats(IntVector values) {
    return (FloatVector) values.convert(VectorOperators.I2F, 0);
  }

  /// Empties the bins whose first entry is in a block.
  private void begin(int block) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = order.freshBlock[block]; i < order.freshBlock[block + 1]; i++) {
      zero.intoArray(sum, FIRST + order.fresh[i] * LANES);
      if (order.varianceSlope != null) {
        zero.intoArray(variance, FIRST + order.fresh[i] * LANES);
      }
    }
  }

  /// Adds a block whose counts are all good.
  private void sumAll(int b, float[] slope, float @Nullable [] offset, float[] into) {
    int start = order.block[b];
    int pairs = order.pairs[b];
    sumPairs(start, pairs, slope, offset, into);
    sumHalf(start + 2 * pairs, order.odd[b], 0, slope, offset, into);
    sumHalf(order.odd[b], order.block[b + 1], Short.SIZE, slope, offset, into);
  }

  /// Adds pairs of entries, whose counts lie in the halves of the same lane.
  private void sumPairs(
      int from, int pairs, float[] slope, float @Nullable [] offset, float[] into) {
    for (int e = from; e < from + pairs; e++) {
      IntVector both =
          FloatVector.fromArray(SPECIES, scratch, TURNED + order.place[e] / 2 * LANES)
              .reinterpretAsInts();
      FloatVector total = floats(both.and(LOW)).mul(slope[e]);
      if (offset != null) {
        total = total.add(offset[e]);
      }
      FloatVector odd = floats(both.lanewise(VectorOperators.LSHR, Short.SIZE));
      total = odd.fma(FloatVector.broadcast(SPECIES, slope[e + pairs]), total);
      if (offset != null) {
        total = total.add(offset[e + pairs]);
      }
      int at = FIRST + order.bin[e] * LANES;
      FloatVector.fromArray(SPECIES, into, at).add(total).intoArray(into, at);
    }
  }

  /// Adds entries whose counts lie in the lower or, shifted, in the upper half of a lane.
  private void sumHalf(
      int from, int to, int shift, float[] slope, float @Nullable [] offset, float[] into) {
    for (int e = from; e < to; e++) {
      FloatVector value =
          floats(
              FloatVector.fromArray(SPECIES, scratch, TURNED + order.place[e] / 2 * LANES)
                  .reinterpretAsInts()
                  .lanewise(VectorOperators.LSHR, shift)
                  .and(LOW));
      int at = FIRST + order.bin[e] * LANES;
      FloatVector before = FloatVector.fromArray(SPECIES, into, at);
      FloatVector total = value.fma(FloatVector.broadcast(SPECIES, slope[e]), before);
      if (offset != null) {
        total = total.add(offset[e]);
      }
      total.intoArray(into, at);
    }
  }

  @Override
  public void bin(float[][] frames, int count) {
    clear(count);
    for (int b : order.filled) {
      int from = b * BLOCK;
      int n = Math.min(BLOCK, pixels - from);
      for (int f = 0; f < count; f++) {
        System.arraycopy(frames[f], from, scratch, RAW + f * BLOCK, n);
      }
      turn(BLOCK);
      begin(b);
      sum(b);
    }
  }

  private void clear(int count) {
    if (count < 1 || count > LANES) {
      throw new IllegalArgumentException(count + " frames at once; expected 1 to " + LANES);
    }
    this.count = count;
    Arrays.fill(struck, 0);
    if (anyMissing) {
      Arrays.fill(missing, 0);
      anyMissing = false;
    }
  }

  /// Adds a block's good values, and counts the others; to the bits as [#sumAll].
  private void sum(int block) {
    int start = order.block[block];
    int pairs = order.pairs[block];
    int from = start + 2 * pairs;
    int to = order.block[block + 1];
    sumGoodPairs(start, pairs, order.slope, order.offset, sum, true);
    sumGood(from, to, order.slope, order.offset, sum, true);
    if (order.varianceSlope != null) {
      sumGoodPairs(start, pairs, order.varianceSlope, order.varianceOffset, variance, false);
      sumGood(from, to, order.varianceSlope, order.varianceOffset, variance, false);
    }
  }

  private void sumGoodPairs(
      int from,
      int pairs,
      float[] slope,
      float @Nullable [] offset,
      float[] into,
      boolean counted) {
    FloatVector none = FloatVector.zero(SPECIES);
    for (int e = from; e < from + pairs; e++) {
      int o = e + pairs;
      FloatVector even = FloatVector.fromArray(SPECIES, scratch, TURNED + order.place[e] * LANES);
      FloatVector odd = FloatVector.fromArray(SPECIES, scratch, TURNED + order.place[o] * LANES);
      VectorMask<Float> evenGood =
          even.compare(VectorOperators.GE, order.lowest[e])
              .and(even.compare(VectorOperators.LE, order.highest[e]));
      VectorMask<Float> oddGood =
          odd.compare(VectorOperators.GE, order.lowest[o])
              .and(odd.compare(VectorOperators.LE, order.highest[o]));
      FloatVector first = even.mul(slope[e]);
      if (offset != null) {
        first = first.add(offset[e]);
      }
      first = none.blend(first, evenGood);
      FloatVector total = odd.fma(FloatVector.broadcast(SPECIES, slope[o]), first);
      if (offset != null) {
        total = total.add(offset[o]);
      }
      int at = FIRST + order.bin[e] * LANES;
      FloatVector.fromArray(SPECIES, into, at).add(first.blend(total, oddGood)).intoArray(into, at);
      if (counted && !evenGood.allTrue()) {
        strike(e);
      }
      if (counted && !oddGood.allTrue()) {
        strike(o);
      }
    }
  }

  private void sumGood(
      int from, int to, float[] slope, float @Nullable [] offset, float[] into, boolean counted) {
    for (int e = from; e < to; e++) {
      FloatVector value = FloatVector.fromArray(SPECIES, scratch, TURNED + order.place[e] * LANES);
      VectorMask<Float> good =
          value
              .compare(VectorOperators.GE, order.lowest[e])
              .and(value.compare(VectorOperators.LE, order.highest[e]));
      int at = FIRST + order.bin[e] * LANES;
      FloatVector before = FloatVector.fromArray(SPECIES, into, at);
      FloatVector total = value.fma(FloatVector.broadcast(SPECIES, slope[e]), before);
      if (offset != null) {
        total = total.add(offset[e]);
      }
      before.blend(total, good).intoArray(into, at);
      if (counted && !good.allTrue()) {
        strike(e);
      }
    }
  }

  /// Counts the values of an entry that are not good.
  private void strike(int e) {
    for (int f = 0; f < LANES; f++) {
      float value = scratch[TURNED + order.place[e] * LANES + f];
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
        mean(b + i, RAW + i * LANES);
      }
      if (n == LANES
          && SingleTransposition.plain(scratch, RAW, LANES, LANES, scratch, TURNED) == LANES) {
        for (int f = 0; f < count; f++) {
          FloatVector.fromArray(SPECIES, scratch, TURNED + f * LANES)
              .intoArray(images, starts[f] + b);
        }
      } else {
        for (int f = 0; f < count; f++) {
          for (int i = 0; i < n; i++) {
            images[starts[f] + b + i] = scratch[RAW + i * LANES + f];
          }
        }
      }
    }
  }

  /// Means of one bin, all frames; NaN where it has no pixel.
  private void mean(int bin, int at) {
    FloatVector share = FloatVector.broadcast(SPECIES, inverse[bin]);
    if (anyMissing) {
      IntVector bad = IntVector.fromArray(INTEGERS, missing, bin * LANES);
      FloatVector pixels = FloatVector.broadcast(SPECIES, occupancy[bin]).sub(floats(bad));
      share = FloatVector.broadcast(SPECIES, 1).div(pixels);
    }
    FloatVector.fromArray(SPECIES, sum, FIRST + bin * LANES).mul(share).intoArray(scratch, at);
  }

  @Override
  public void variances(int frame, float[] rings, int start) {
    for (int r = 0; r < this.rings; r++) {
      double ring = 0;
      for (int b = r * azimuths; b < (r + 1) * azimuths; b++) {
        double good = occupancy[b] - missing[b * LANES + frame];
        ring += good == 0 ? 0 : variance[FIRST + b * LANES + frame] / (good * good);
      }
      rings[start + r] = (float) ring;
    }
  }
}
