package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Which raw values of a [PixelTable]'s pixels are good; the others are zeroed as they are laid
/// out.
///
/// Pixels in no bin have one good value, 0: whatever they hold, they become finite.
final class GoodValues {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int LANES = SingleTile.LANES;

  /// As many bits as a vector of floats: two counts to a lane.
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, SPECIES.vectorShape());

  private static final int LARGEST = 0xffff;

  private final float[] lowest;
  private final float[] highest;

  /// The same for unsigned counts.
  private final short[] lowestCount;

  private final short[] highestCount;

  /// Pixels in bins, 64 to a value.
  private final long[] used;

  private final int[] bin;
  private final float @Nullable [] offset;

  GoodValues(PixelTable table) {
    int pixels = table.pixels();
    this.bin = table.bin();
    this.offset = table.offset();
    this.lowest = new float[pixels];
    this.highest = new float[pixels];
    this.lowestCount = new short[pixels];
    this.highestCount = new short[pixels];
    this.used = new long[pixels / Long.SIZE + 1];
    for (int p = 0; p < pixels; p++) {
      if (bin[p] < 0) {
        continue;
      }
      used[p / Long.SIZE] |= 1L << p;
      lowest[p] = table.lowest()[p];
      highest[p] = table.highest()[p];
      double least = Math.ceil(Math.max(0, lowest[p]));
      double most = Math.floor(Math.min(LARGEST, highest[p]));
      boolean any = least <= most;
      lowestCount[p] = (short) (any ? (int) least : LARGEST);
      highestCount[p] = (short) (any ? (int) most : 0);
    }
  }

  /// Lays counts of frames out in pairs, from pixel `from` on, bad ones as 0; tells whether there
  /// were any. Frame after frame for the same pixels, as these are mostly bad in all.
  ///
  /// @param at where the first frame goes
  /// @param pitch from a frame to the next
  boolean pack(
      short[][] frames,
      int count,
      int from,
      int pixels,
      float[] to,
      int at,
      int pitch,
      BadValues bad) {
    boolean any = false;
    for (int i = 0; i < pixels; i += 2 * LANES) {
      int p = from + i;
      ShortVector least = ShortVector.fromArray(SHORTS, lowestCount, p);
      ShortVector most = ShortVector.fromArray(SHORTS, highestCount, p);
      for (int f = 0; f < count; f++) {
        ShortVector counts = ShortVector.fromArray(SHORTS, frames[f], p);
        VectorMask<Short> wrong =
            counts
                .compare(VectorOperators.ULT, least)
                .or(counts.compare(VectorOperators.UGT, most));
        counts.blend(0, wrong).reinterpretAsFloats().intoArray(to, at + f * pitch + i / 2);
        if (wrong.anyTrue()) {
          any = true;
          note(wrong.toLong(), p, bad, f);
        }
      }
    }
    return any;
  }

  /// Lays floats out.
  boolean pack(
      float[][] frames,
      int count,
      int from,
      int pixels,
      float[] to,
      int at,
      int pitch,
      BadValues bad) {
    boolean any = false;
    for (int i = 0; i < pixels; i += LANES) {
      int p = from + i;
      FloatVector least = FloatVector.fromArray(SPECIES, lowest, p);
      FloatVector most = FloatVector.fromArray(SPECIES, highest, p);
      for (int f = 0; f < count; f++) {
        FloatVector values = FloatVector.fromArray(SPECIES, frames[f], p);
        VectorMask<Float> good =
            values.compare(VectorOperators.GE, least).and(values.compare(VectorOperators.LE, most));
        FloatVector.zero(SPECIES).blend(values, good).intoArray(to, at + f * pitch + i);
        if (!good.allTrue()) {
          any = true;
          note(good.not().toLong(), p, bad, f);
        }
      }
    }
    return any;
  }

  /// Lays floats out as they are, up to the first that is not between two limits; false where there
  /// is one.
  static boolean plain(
      float[] frame, int from, int pixels, float least, float most, float[] to, int at) {
    for (int i = 0; i < pixels; i += LANES) {
      FloatVector values = FloatVector.fromArray(SPECIES, frame, from + i);
      values.intoArray(to, at + i);
      VectorMask<Float> good =
          values.compare(VectorOperators.GE, least).and(values.compare(VectorOperators.LE, most));
      if (!good.allTrue()) {
        return false;
      }
    }
    return true;
  }

  private void note(long wrong, int pixel, BadValues bad, int lane) {
    // The values of a vector lie in one of the 64s: vectors begin at multiples of their length.
    long left = wrong & used[pixel / Long.SIZE] >>> pixel;
    for (; left != 0; left &= left - 1) {
      note(pixel + Long.numberOfTrailingZeros(left), bad, lane);
    }
  }

  private void note(int pixel, BadValues bad, int lane) {
    bad.note(bin[pixel], lane, offset == null ? 0 : offset[pixel]);
  }

  /// A single value, 0 where it is bad.
  float sifted(int pixel, float value, BadValues bad, int lane) {
    if (value >= lowest[pixel] && value <= highest[pixel]) {
      return value;
    }
    if (bin[pixel] >= 0) {
      note(pixel, bad, lane);
    }
    return 0;
  }
}
