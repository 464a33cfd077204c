package org.everyshot.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Turns as many rings as a vector has lanes from ring after ring to lane after lane.
///
/// A square of vectors is transposed by exchanging its off-diagonal quarters, then those of each
/// quarter, and so on down to single values.
final class DoubleTransposition {
  private static final VectorSpecies<Double> SPECIES = DoubleTile.SPECIES;
  private static final int LANES = DoubleTile.LANES;

  private static final VectorShuffle<Double> UP_4 = shuffle(-4);
  private static final VectorShuffle<Double> DOWN_4 = shuffle(4);
  private static final VectorMask<Double> HIGH_4 = mask(4, 4);
  private static final VectorMask<Double> LOW_4 = mask(4, 0);
  private static final VectorShuffle<Double> UP_2 = shuffle(-2);
  private static final VectorShuffle<Double> DOWN_2 = shuffle(2);
  private static final VectorMask<Double> HIGH_2 = mask(2, 2);
  private static final VectorMask<Double> LOW_2 = mask(2, 0);
  private static final VectorShuffle<Double> UP_1 = shuffle(-1);
  private static final VectorShuffle<Double> DOWN_1 = shuffle(1);
  private static final VectorMask<Double> HIGH_1 = mask(1, 1);
  private static final VectorMask<Double> LOW_1 = mask(1, 0);

  private DoubleTransposition() {}

  private static VectorShuffle<Double> shuffle(int by) {
    return VectorShuffle.fromOp(SPECIES, lane -> Math.floorMod(lane + by, LANES));
  }

  private static VectorMask<Double> mask(int bit, int value) {
    boolean[] set = new boolean[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      set[lane] = (lane & bit) == value;
    }
    return VectorMask.fromArray(SPECIES, set, 0);
  }

  /// Transposes what fills whole squares of the first `length` values of each ring.
  ///
  /// @param pitch distance of two rings
  /// @param into where the values go in `to`
  /// @return number of values done, from the first
  static int plain(double[] images, int from, int pitch, int length, double[] to, int into) {
    int end = length - length % LANES;
    switch (LANES) {
      case 8 -> plain8(images, from, pitch, end, to, into);
      default -> {
        return 0;
      }
    }
    return end;
  }

  /// The same for sums of values `length` apart.
  static int folded(double[] images, int from, int pitch, int length, double[] to, int into) {
    int end = length - length % LANES;
    switch (LANES) {
      case 8 -> folded8(images, from, pitch, length, end, to, into);
      default -> {
        return 0;
      }
    }
    return end;
  }

  private static void plain8(double[] images, int from, int pitch, int end, double[] to, int into) {
    for (int j = 0; j < end; j += LANES) {
      int at = from + j;
      DoubleVector a0 = DoubleVector.fromArray(SPECIES, images, at);
      DoubleVector a1 = DoubleVector.fromArray(SPECIES, images, at + pitch);
      DoubleVector a2 = DoubleVector.fromArray(SPECIES, images, at + 2 * pitch);
      DoubleVector a3 = DoubleVector.fromArray(SPECIES, images, at + 3 * pitch);
      DoubleVector a4 = DoubleVector.fromArray(SPECIES, images, at + 4 * pitch);
      DoubleVector a5 = DoubleVector.fromArray(SPECIES, images, at + 5 * pitch);
      DoubleVector a6 = DoubleVector.fromArray(SPECIES, images, at + 6 * pitch);
      DoubleVector a7 = DoubleVector.fromArray(SPECIES, images, at + 7 * pitch);
      DoubleVector b0 = a0.blend(a4.rearrange(UP_4), HIGH_4);
      DoubleVector b1 = a1.blend(a5.rearrange(UP_4), HIGH_4);
      DoubleVector b2 = a2.blend(a6.rearrange(UP_4), HIGH_4);
      DoubleVector b3 = a3.blend(a7.rearrange(UP_4), HIGH_4);
      DoubleVector b4 = a4.blend(a0.rearrange(DOWN_4), LOW_4);
      DoubleVector b5 = a5.blend(a1.rearrange(DOWN_4), LOW_4);
      DoubleVector b6 = a6.blend(a2.rearrange(DOWN_4), LOW_4);
      DoubleVector b7 = a7.blend(a3.rearrange(DOWN_4), LOW_4);
      DoubleVector c0 = b0.blend(b2.rearrange(UP_2), HIGH_2);
      DoubleVector c1 = b1.blend(b3.rearrange(UP_2), HIGH_2);
      DoubleVector c2 = b2.blend(b0.rearrange(DOWN_2), LOW_2);
      DoubleVector c3 = b3.blend(b1.rearrange(DOWN_2), LOW_2);
      DoubleVector c4 = b4.blend(b6.rearrange(UP_2), HIGH_2);
      DoubleVector c5 = b5.blend(b7.rearrange(UP_2), HIGH_2);
      DoubleVector c6 = b6.blend(b4.rearrange(DOWN_2), LOW_2);
      DoubleVector c7 = b7.blend(b5.rearrange(DOWN_2), LOW_2);
      DoubleVector d0 = c0.blend(c1.rearrange(UP_1), HIGH_1);
      DoubleVector d1 = c1.blend(c0.rearrange(DOWN_1), LOW_1);
      DoubleVector d2 = c2.blend(c3.rearrange(UP_1), HIGH_1);
      DoubleVector d3 = c3.blend(c2.rearrange(DOWN_1), LOW_1);
      DoubleVector d4 = c4.blend(c5.rearrange(UP_1), HIGH_1);
      DoubleVector d5 = c5.blend(c4.rearrange(DOWN_1), LOW_1);
      DoubleVector d6 = c6.blend(c7.rearrange(UP_1), HIGH_1);
      DoubleVector d7 = c7.blend(c6.rearrange(DOWN_1), LOW_1);
      d0.intoArray(to, into + j * LANES);
      d1.intoArray(to, into + (j + 1) * LANES);
      d2.intoArray(to, into + (j + 2) * LANES);
      d3.intoArray(to, into + (j + 3) * LANES);
      d4.intoArray(to, into + (j + 4) * LANES);
      d5.intoArray(to, into + (j + 5) * LANES);
      d6.intoArray(to, into + (j + 6) * LANES);
      d7.intoArray(to, into + (j + 7) * LANES);
    }
  }

  private static void folded8(
      double[] images, int from, int pitch, int length, int end, double[] to, int into) {
    for (int j = 0; j < end; j += LANES) {
      int at = from + j;
      DoubleVector a0 =
          DoubleVector.fromArray(SPECIES, images, at)
              .add(DoubleVector.fromArray(SPECIES, images, at + length));
      DoubleVector a1 =
          DoubleVector.fromArray(SPECIES, images, at + pitch)
              .add(DoubleVector.fromArray(SPECIES, images, at + length + pitch));
      DoubleVector a2 =
          DoubleVector.fromArray(SPECIES, images, at + 2 * pitch)
              .add(DoubleVector.fromArray(SPECIES, images, at + length + 2 * pitch));
      DoubleVector a3 =
          DoubleVector.fromArray(SPECIES, images, at + 3 * pitch)
              .add(DoubleVector.fromArray(SPECIES, images, at + length + 3 * pitch));
      DoubleVector a4 =
          DoubleVector.fromArray(SPECIES, images, at + 4 * pitch)
              .add(DoubleVector.fromArray(SPECIES, images, at + length + 4 * pitch));
      DoubleVector a5 =
          DoubleVector.fromArray(SPECIES, images, at + 5 * pitch)
              .add(DoubleVector.fromArray(SPECIES, images, at + length + 5 * pitch));
      DoubleVector a6 =
          DoubleVector.fromArray(SPECIES, images, at + 6 * pitch)
              .add(DoubleVector.fromArray(SPECIES, images, at + length + 6 * pitch));
      DoubleVector a7 =
          DoubleVector.fromArray(SPECIES, images, at + 7 * pitch)
              .add(DoubleVector.fromArray(SPECIES, images, at + length + 7 * pitch));
      DoubleVector b0 = a0.blend(a4.rearrange(UP_4), HIGH_4);
      DoubleVector b1 = a1.blend(a5.rearrange(UP_4), HIGH_4);
      DoubleVector b2 = a2.blend(a6.rearrange(UP_4), HIGH_4);
      DoubleVector b3 = a3.blend(a7.rearrange(UP_4), HIGH_4);
      DoubleVector b4 = a4.blend(a0.rearrange(DOWN_4), LOW_4);
      DoubleVector b5 = a5.blend(a1.rearrange(DOWN_4), LOW_4);
      DoubleVector b6 = a6.blend(a2.rearrange(DOWN_4), LOW_4);
      DoubleVector b7 = a7.blend(a3.rearrange(DOWN_4), LOW_4);
      DoubleVector c0 = b0.blend(b2.rearrange(UP_2), HIGH_2);
      DoubleVector c1 = b1.blend(b3.rearrange(UP_2), HIGH_2);
      DoubleVector c2 = b2.blend(b0.rearrange(DOWN_2), LOW_2);
      DoubleVector c3 = b3.blend(b1.rearrange(DOWN_2), LOW_2);
      DoubleVector c4 = b4.blend(b6.rearrange(UP_2), HIGH_2);
      DoubleVector c5 = b5.blend(b7.rearrange(UP_2), HIGH_2);
      DoubleVector c6 = b6.blend(b4.rearrange(DOWN_2), LOW_2);
      DoubleVector c7 = b7.blend(b5.rearrange(DOWN_2), LOW_2);
      DoubleVector d0 = c0.blend(c1.rearrange(UP_1), HIGH_1);
      DoubleVector d1 = c1.blend(c0.rearrange(DOWN_1), LOW_1);
      DoubleVector d2 = c2.blend(c3.rearrange(UP_1), HIGH_1);
      DoubleVector d3 = c3.blend(c2.rearrange(DOWN_1), LOW_1);
      DoubleVector d4 = c4.blend(c5.rearrange(UP_1), HIGH_1);
      DoubleVector d5 = c5.blend(c4.rearrange(DOWN_1), LOW_1);
      DoubleVector d6 = c6.blend(c7.rearrange(UP_1), HIGH_1);
      DoubleVector d7 = c7.blend(c6.rearrange(DOWN_1), LOW_1);
      d0.intoArray(to, into + j * LANES);
      d1.intoArray(to, into + (j + 1) * LANES);
      d2.intoArray(to, into + (j + 2) * LANES);
      d3.intoArray(to, into + (j + 3) * LANES);
      d4.intoArray(to, into + (j + 4) * LANES);
      d5.intoArray(to, into + (j + 5) * LANES);
      d6.intoArray(to, into + (j + 6) * LANES);
      d7.intoArray(to, into + (j + 7) * LANES);
    }
  }
}
