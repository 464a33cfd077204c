package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Binning with vectors: a lane is a frame, so that a pixel's bin is looked up once for all.
///
/// Strip by strip of a [BinningOrder], frames are turned from pixel after pixel to lane after
/// lane, then summed bin by bin in single precision, `[bin][lane]`. Bad values become 0 on the
/// way, and are counted apart.
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
  private static final int STRIP = BinningOrder.STRIP;
  private static final int LOW = 0xffff;

  /// Where blocks before they are turned, and strips of turned ones, begin in their arrays.
  private static final int FIRST = Alignment.SINGLE;

  /// What all binners of a table share.
  ///
  /// @param offset sum of the offsets of each bin's pixels; empty where there are none
  @SuppressWarnings("ArrayRecordComponent") // tables within this class
  private record Shared(
      int rings,
      int azimuths,
      int pixels,
      long used,
      BinningOrder order,
      GoodValues good,
      float[] occupancy,
      float[] inverse,
      float[] offset) {

    static Shared of(PixelTable table) {
      int bins = (table.bins() + LANES - 1) / LANES * LANES;
      float[] occupancy = new float[bins];
      float[] inverse = new float[bins];
      float[] offsets = table.offset();
      float[] offset = new float[offsets == null ? 0 : bins];
      long used = 0;
      for (int p = 0; p < table.pixels(); p++) {
        int bin = table.bin()[p];
        if (bin >= 0) {
          used++;
          occupancy[bin]++;
          if (offsets != null) {
            offset[bin] += offsets[p];
          }
        }
      }
      for (int b = 0; b < bins; b++) {
        inverse[b] = 1 / occupancy[b];
      }
      return new Shared(
          table.rings(),
          table.azimuths(),
          table.pixels(),
          used,
          new BinningOrder(table),
          new GoodValues(table),
          occupancy,
          inverse,
          offset);
    }
  }

  private final Shared shared;
  private final BinningOrder order;
  private final float[] sum;
  private final float[] variance;
  private final BadValues bad;

  /// A block as `[frame][value]`, later bins as `[frame][bin]` behind `[bin][frame]`.
  private final float[] scratch = new float[FIRST + BLOCK * LANES];

  /// A strip as `[line][lane]`, a line being two counts or, one behind the other, two floats.
  private float[] turned = {};

  /// Blocks that had bad values last time, for which fast ways are not even tried.
  private final boolean[] suspect;

  private int count;

  VectorBinner(PixelTable table) {
    this(Shared.of(table));
  }

  private VectorBinner(Shared shared) {
    this.shared = shared;
    this.order = shared.order();
    int bins = shared.occupancy().length;
    this.sum = QuartetSums.memory(bins);
    this.variance = order.varianceSlope == null ? new float[0] : QuartetSums.memory(bins);
    this.suspect = new boolean[order.leastHighest.length];
    this.bad = new BadValues(bins, shared.offset().length > 0);
  }

  @Override
  public FrameBinner another() {
    return new VectorBinner(shared);
  }

  @Override
  public int width() {
    return LANES;
  }

  @Override
  public void bin(short[][] frames, int count) {
    clear(count, LANES / 2);
    for (int s = 0; s < order.strips; s++) {
      for (int i = order.filledFrom[s]; i < order.filledFrom[s + 1]; i++) {
        turn(frames, order.filled[i]);
      }
      addUp(s, true);
    }
  }

  @Override
  public void bin(float[][] frames, int count) {
    clear(count, LANES);
    for (int s = 0; s < order.strips; s++) {
      for (int i = order.filledFrom[s]; i < order.filledFrom[s + 1]; i++) {
        turn(frames, order.filled[i]);
      }
      addUp(s, false);
    }
  }

  /// Adds a strip, laid out as pairs of counts or as floats, to its bins.
  private void addUp(int strip, boolean counts) {
    for (int part = 2 * strip; part <= 2 * strip + 1; part++) {
      addUp(part, counts, order.slope, sum);
      if (order.varianceSlope != null) {
        addUp(part, counts, order.varianceSlope, variance);
      }
    }
  }

  /// Adds a strip's bins that begin with it, or those that have sums already.
  private void addUp(int part, boolean counts, float[] slope, float[] into) {
    boolean more = part % 2 == 1;
    int from = order.first[part];
    int to = order.first[part + 1];
    if (counts) {
      QuartetSums.counts(order, from, to, more, turned, FIRST, slope, into);
    } else {
      QuartetSums.values(order, from, to, more, turned, FIRST, slope, into);
    }
  }

  private void clear(int count, int perPixel) {
    if (count < 1 || count > LANES) {
      throw new IllegalArgumentException(count + " frames at once; expected 1 to " + LANES);
    }
    this.count = count;
    int size = FIRST + STRIP * perPixel;
    if (turned.length < size) {
      turned = new float[size];
    }
    bad.clear();
  }

  /// Turns a block of counts into its place in the strip.
  private void turn(short[][] frames, int block) {
    int from = block * BLOCK;
    int to = FIRST + from % STRIP / 2 * LANES;
    if (from + BLOCK > shared.pixels()) {
      packFew(frames, from, shared.pixels() - from);
      turn(PAIRS, to);
      return;
    }
    if (!suspect[block] && turnAll(frames, block, to)) {
      return;
    }
    suspect[block] = shared.good().pack(frames, count, from, BLOCK, scratch, FIRST, PAIRS, bad);
    turn(PAIRS, to);
  }

  /// Turns a block of counts as it is; false where some may be bad.
  private boolean turnAll(short[][] frames, int block, int to) {
    int from = block * BLOCK;
    int seen;
    if (CountTransposition.POSSIBLE && count == LANES) {
      seen = CountTransposition.turn(frames, from, PAIRS, turned, to);
    } else {
      seen = pack(frames, from);
      turn(PAIRS, to);
    }
    // All bits seen together are at least the largest count, and the smallest is not below 0.
    return seen <= order.leastHighest[block] && order.mostLowest[block] <= 0;
  }

  /// Lays the counts of a block out as `[frame][pair]`, as they lie in memory.
  ///
  /// @return the bits that are set in any of them
  private int pack(short[][] frames, int from) {
    ShortVector seen = ShortVector.zero(SHORTS);
    for (int f = 0; f < count; f++) {
      short[] counts = frames[f];
      for (int i = 0; i < BLOCK; i += 2 * LANES) {
        ShortVector some = ShortVector.fromArray(SHORTS, counts, from + i);
        seen = seen.or(some);
        some.reinterpretAsFloats().intoArray(scratch, FIRST + f * PAIRS + i / 2);
      }
    }
    return seen.reduceLanes(VectorOperators.OR) & LOW;
  }

  /// The same for the last pixels, bad ones as 0.
  private void packFew(short[][] frames, int from, int n) {
    for (int f = 0; f < count; f++) {
      for (int i = 0; i < BLOCK; i += 2) {
        int low = i < n ? few(frames[f], from + i, f) : 0;
        int high = i + 1 < n ? few(frames[f], from + i + 1, f) : 0;
        scratch[FIRST + f * PAIRS + i / 2] = Float.intBitsToFloat(low | high << Short.SIZE);
      }
    }
  }

  private int few(short[] frame, int pixel, int lane) {
    return (int) shared.good().sifted(pixel, frame[pixel] & LOW, bad, lane);
  }

  /// Turns a block of floats into its place in the strip, bad ones as 0.
  private void turn(float[][] frames, int block) {
    int from = block * BLOCK;
    int n = Math.min(BLOCK, shared.pixels() - from);
    if (n < BLOCK) {
      for (int f = 0; f < count; f++) {
        packFew(frames[f], from, n, FIRST + f * BLOCK, f);
      }
    } else if (suspect[block] || !plain(frames, block)) {
      suspect[block] = shared.good().pack(frames, count, from, BLOCK, scratch, FIRST, BLOCK, bad);
    }
    turn(BLOCK, FIRST + from % STRIP * LANES);
  }

  /// Lays a block of floats out as it is; false where some may be bad.
  private boolean plain(float[][] frames, int block) {
    float least = order.mostLowest[block];
    float most = order.leastHighest[block];
    for (int f = 0; f < count; f++) {
      int at = FIRST + f * BLOCK;
      if (!GoodValues.plain(frames[f], block * BLOCK, BLOCK, least, most, scratch, at)) {
        return false;
      }
    }
    return true;
  }

  private void packFew(float[] frame, int from, int n, int at, int lane) {
    for (int i = 0; i < BLOCK; i++) {
      scratch[at + i] = i < n ? shared.good().sifted(from + i, frame[from + i], bad, lane) : 0;
    }
  }

  /// From `[frame][value]` to `[value][lane]`, of `width` values.
  private void turn(int width, int to) {
    int done = SingleTransposition.plain(scratch, FIRST, width, width, turned, to);
    for (int i = done; i < width; i++) {
      for (int f = 0; f < LANES; f++) {
        turned[to + i * LANES + f] = scratch[FIRST + f * width + i];
      }
    }
  }

  @Override
  public long used(int frame) {
    return shared.used() - bad.of(frame);
  }

  @Override
  public void means(float[] images, int[] starts) {
    int bins = shared.rings() * shared.azimuths();
    int across = FIRST + LANES * LANES;
    for (int b = 0; b < bins; b += LANES) {
      for (int i = 0; i < LANES; i++) {
        mean(b + i, FIRST + i * LANES);
      }
      int n = Math.min(LANES, bins - b);
      if (n == LANES
          && SingleTransposition.plain(scratch, FIRST, LANES, LANES, scratch, across) == LANES) {
        for (int f = 0; f < count; f++) {
          FloatVector.fromArray(SPECIES, scratch, across + f * LANES)
              .intoArray(images, starts[f] + b);
        }
      } else {
        for (int f = 0; f < count; f++) {
          for (int i = 0; i < n; i++) {
            images[starts[f] + b + i] = scratch[FIRST + i * LANES + f];
          }
        }
      }
    }
  }

  /// Means of one bin, all frames; NaN where it has no pixel.
  private void mean(int bin, int at) {
    FloatVector total = FloatVector.fromArray(SPECIES, sum, QuartetSums.START + bin * LANES);
    FloatVector share = FloatVector.broadcast(SPECIES, shared.inverse()[bin]);
    boolean offsets = shared.offset().length > 0;
    if (offsets) {
      total = total.add(shared.offset()[bin]);
    }
    if (bad.any()) {
      if (offsets) {
        total = total.sub(FloatVector.fromArray(SPECIES, bad.offsets(), bin * LANES));
      }
      IntVector missing = IntVector.fromArray(INTEGERS, bad.missing(), bin * LANES);
      FloatVector pixels =
          FloatVector.broadcast(SPECIES, shared.occupancy()[bin])
              .sub((FloatVector) missing.convert(VectorOperators.I2F, 0));
      share =
          FloatVector.broadcast(SPECIES, 1)
              .div(pixels)
              .blend(Float.NaN, pixels.compare(VectorOperators.EQ, 0));
    }
    total.mul(share).intoArray(scratch, at);
  }

  @Override
  public void variances(int frame, float[] rings, int start) {
    int azimuths = shared.azimuths();
    for (int r = 0; r < shared.rings(); r++) {
      double ring = 0;
      for (int b = r * azimuths; b < (r + 1) * azimuths; b++) {
        double good = shared.occupancy()[b] - bad.missing()[b * LANES + frame];
        ring += good == 0 ? 0 : variance[QuartetSums.START + b * LANES + frame] / (good * good);
      }
      rings[start + r] = (float) ring;
    }
  }
}
