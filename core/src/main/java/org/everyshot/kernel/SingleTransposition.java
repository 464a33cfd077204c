package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Turns as many rings as a vector has lanes from ring after ring to lane after lane.
///
/// A square of vectors is transposed by exchanging its off-diagonal quarters, then those of each
/// quarter, and so on down to single values.
final class SingleTransposition {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int LANES = SingleTile.LANES;

  static final VectorShuffle<Float> UP_8 = shuffle(-8);
  static final VectorShuffle<Float> DOWN_8 = shuffle(8);
  static final VectorMask<Float> HIGH_8 = mask(8, 8);
  static final VectorMask<Float> LOW_8 = mask(8, 0);
  static final VectorShuffle<Float> UP_4 = shuffle(-4);
  static final VectorShuffle<Float> DOWN_4 = shuffle(4);
  static final VectorMask<Float> HIGH_4 = mask(4, 4);
  static final VectorMask<Float> LOW_4 = mask(4, 0);
  static final VectorShuffle<Float> UP_2 = shuffle(-2);
  static final VectorShuffle<Float> DOWN_2 = shuffle(2);
  static final VectorMask<Float> HIGH_2 = mask(2, 2);
  static final VectorMask<Float> LOW_2 = mask(2, 0);
  static final VectorShuffle<Float> UP_1 = shuffle(-1);
  static final VectorShuffle<Float> DOWN_1 = shuffle(1);
  static final VectorMask<Float> HIGH_1 = mask(1, 1);
  static final VectorMask<Float> LOW_1 = mask(1, 0);

  private SingleTransposition() {}

  private static VectorShuffle<Float> shuffle(int by) {
    return VectorShuffle.fromOp(SPECIES, lane -> Math.floorMod(lane + by, LANES));
  }

  private static VectorMask<Float> mask(int bit, int value) {
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
  static int plain(float[] images, int from, int pitch, int length, float[] to, int into) {
    int end = length - length % LANES;
    switch (LANES) {
      case 16 -> plain16(images, from, pitch, end, to, into);
      case 8 -> plain8(images, from, pitch, end, to, into);
      default -> {
        return 0;
      }
    }
    return end;
  }

  private static void plain16(float[] images, int from, int pitch, int end, float[] to, int into) {
    for (int j = 0; j < end; j += LANES) {
      int at = from + j;
      FloatVector a0 = FloatVector.fromArray(SPECIES, images, at);
      FloatVector a1 = FloatVector.fromArray(SPECIES, images, at + pitch);
      FloatVector a2 = FloatVector.fromArray(SPECIES, images, at + 2 * pitch);
      FloatVector a3 = FloatVector.fromArray(SPECIES, images, at + 3 * pitch);
      FloatVector a4 = FloatVector.fromArray(SPECIES, images, at + 4 * pitch);
      FloatVector a5 = FloatVector.fromArray(SPECIES, images, at + 5 * pitch);
      FloatVector a6 = FloatVector.fromArray(SPECIES, images, at + 6 * pitch);
      FloatVector a7 = FloatVector.fromArray(SPECIES, images, at + 7 * pitch);
      FloatVector a8 = FloatVector.fromArray(SPECIES, images, at + 8 * pitch);
      FloatVector a9 = FloatVector.fromArray(SPECIES, images, at + 9 * pitch);
      FloatVector a10 = FloatVector.fromArray(SPECIES, images, at + 10 * pitch);
      FloatVector a11 = FloatVector.fromArray(SPECIES, images, at + 11 * pitch);
      FloatVector a12 = FloatVector.fromArray(SPECIES, images, at + 12 * pitch);
      FloatVector a13 = FloatVector.fromArray(SPECIES, images, at + 13 * pitch);
      FloatVector a14 = FloatVector.fromArray(SPECIES, images, at + 14 * pitch);
      FloatVector a15 = FloatVector.fromArray(SPECIES, images, at + 15 * pitch);
      FloatVector b0 = a0.blend(a8.rearrange(UP_8), HIGH_8);
      FloatVector b1 = a1.blend(a9.rearrange(UP_8), HIGH_8);
      FloatVector b2 = a2.blend(a10.rearrange(UP_8), HIGH_8);
      FloatVector b3 = a3.blend(a11.rearrange(UP_8), HIGH_8);
      FloatVector b4 = a4.blend(a12.rearrange(UP_8), HIGH_8);
      FloatVector b5 = a5.blend(a13.rearrange(UP_8), HIGH_8);
      FloatVector b6 = a6.blend(a14.rearrange(UP_8), HIGH_8);
      FloatVector b7 = a7.blend(a15.rearrange(UP_8), HIGH_8);
      FloatVector b8 = a8.blend(a0.rearrange(DOWN_8), LOW_8);
      FloatVector b9 = a9.blend(a1.rearrange(DOWN_8), LOW_8);
      FloatVector b10 = a10.blend(a2.rearrange(DOWN_8), LOW_8);
      FloatVector b11 = a11.blend(a3.rearrange(DOWN_8), LOW_8);
      FloatVector b12 = a12.blend(a4.rearrange(DOWN_8), LOW_8);
      FloatVector b13 = a13.blend(a5.rearrange(DOWN_8), LOW_8);
      FloatVector b14 = a14.blend(a6.rearrange(DOWN_8), LOW_8);
      FloatVector b15 = a15.blend(a7.rearrange(DOWN_8), LOW_8);
      FloatVector c0 = b0.blend(b4.rearrange(UP_4), HIGH_4);
      FloatVector c1 = b1.blend(b5.rearrange(UP_4), HIGH_4);
      FloatVector c2 = b2.blend(b6.rearrange(UP_4), HIGH_4);
      FloatVector c3 = b3.blend(b7.rearrange(UP_4), HIGH_4);
      FloatVector c4 = b4.blend(b0.rearrange(DOWN_4), LOW_4);
      FloatVector c5 = b5.blend(b1.rearrange(DOWN_4), LOW_4);
      FloatVector c6 = b6.blend(b2.rearrange(DOWN_4), LOW_4);
      FloatVector c7 = b7.blend(b3.rearrange(DOWN_4), LOW_4);
      FloatVector c8 = b8.blend(b12.rearrange(UP_4), HIGH_4);
      FloatVector c9 = b9.blend(b13.rearrange(UP_4), HIGH_4);
      FloatVector c10 = b10.blend(b14.rearrange(UP_4), HIGH_4);
      FloatVector c11 = b11.blend(b15.rearrange(UP_4), HIGH_4);
      FloatVector c12 = b12.blend(b8.rearrange(DOWN_4), LOW_4);
      FloatVector c13 = b13.blend(b9.rearrange(DOWN_4), LOW_4);
      FloatVector c14 = b14.blend(b10.rearrange(DOWN_4), LOW_4);
      FloatVector c15 = b15.blend(b11.rearrange(DOWN_4), LOW_4);
      FloatVector d0 = c0.blend(c2.rearrange(UP_2), HIGH_2);
      FloatVector d1 = c1.blend(c3.rearrange(UP_2), HIGH_2);
      FloatVector d2 = c2.blend(c0.rearrange(DOWN_2), LOW_2);
      FloatVector d3 = c3.blend(c1.rearrange(DOWN_2), LOW_2);
      FloatVector d4 = c4.blend(c6.rearrange(UP_2), HIGH_2);
      FloatVector d5 = c5.blend(c7.rearrange(UP_2), HIGH_2);
      FloatVector d6 = c6.blend(c4.rearrange(DOWN_2), LOW_2);
      FloatVector d7 = c7.blend(c5.rearrange(DOWN_2), LOW_2);
      FloatVector d8 = c8.blend(c10.rearrange(UP_2), HIGH_2);
      FloatVector d9 = c9.blend(c11.rearrange(UP_2), HIGH_2);
      FloatVector d10 = c10.blend(c8.rearrange(DOWN_2), LOW_2);
      FloatVector d11 = c11.blend(c9.rearrange(DOWN_2), LOW_2);
      FloatVector d12 = c12.blend(c14.rearrange(UP_2), HIGH_2);
      FloatVector d13 = c13.blend(c15.rearrange(UP_2), HIGH_2);
      FloatVector d14 = c14.blend(c12.rearrange(DOWN_2), LOW_2);
      FloatVector d15 = c15.blend(c13.rearrange(DOWN_2), LOW_2);
      FloatVector e0 = d0.blend(d1.rearrange(UP_1), HIGH_1);
      FloatVector e1 = d1.blend(d0.rearrange(DOWN_1), LOW_1);
      FloatVector e2 = d2.blend(d3.rearrange(UP_1), HIGH_1);
      FloatVector e3 = d3.blend(d2.rearrange(DOWN_1), LOW_1);
      FloatVector e4 = d4.blend(d5.rearrange(UP_1), HIGH_1);
      FloatVector e5 = d5.blend(d4.rearrange(DOWN_1), LOW_1);
      FloatVector e6 = d6.blend(d7.rearrange(UP_1), HIGH_1);
      FloatVector e7 = d7.blend(d6.rearrange(DOWN_1), LOW_1);
      FloatVector e8 = d8.blend(d9.rearrange(UP_1), HIGH_1);
      FloatVector e9 = d9.blend(d8.rearrange(DOWN_1), LOW_1);
      FloatVector e10 = d10.blend(d11.rearrange(UP_1), HIGH_1);
      FloatVector e11 = d11.blend(d10.rearrange(DOWN_1), LOW_1);
      FloatVector e12 = d12.blend(d13.rearrange(UP_1), HIGH_1);
      FloatVector e13 = d13.blend(d12.rearrange(DOWN_1), LOW_1);
      FloatVector e14 = d14.blend(d15.rearrange(UP_1), HIGH_1);
      FloatVector e15 = d15.blend(d14.rearrange(DOWN_1), LOW_1);
      e0.intoArray(to, into + j * LANES);
      e1.intoArray(to, into + (j + 1) * LANES);
      e2.intoArray(to, into + (j + 2) * LANES);
      e3.intoArray(to, into + (j + 3) * LANES);
      e4.intoArray(to, into + (j + 4) * LANES);
      e5.intoArray(to, into + (j + 5) * LANES);
      e6.intoArray(to, into + (j + 6) * LANES);
      e7.intoArray(to, into + (j + 7) * LANES);
      e8.intoArray(to, into + (j + 8) * LANES);
      e9.intoArray(to, into + (j + 9) * LANES);
      e10.intoArray(to, into + (j + 10) * LANES);
      e11.intoArray(to, into + (j + 11) * LANES);
      e12.intoArray(to, into + (j + 12) * LANES);
      e13.intoArray(to, into + (j + 13) * LANES);
      e14.intoArray(to, into + (j + 14) * LANES);
      e15.intoArray(to, into + (j + 15) * LANES);
    }
  }

  private static void plain8(float[] images, int from, int pitch, int end, float[] to, int into) {
    for (int j = 0; j < end; j += LANES) {
      int at = from + j;
      FloatVector a0 = FloatVector.fromArray(SPECIES, images, at);
      FloatVector a1 = FloatVector.fromArray(SPECIES, images, at + pitch);
      FloatVector a2 = FloatVector.fromArray(SPECIES, images, at + 2 * pitch);
      FloatVector a3 = FloatVector.fromArray(SPECIES, images, at + 3 * pitch);
      FloatVector a4 = FloatVector.fromArray(SPECIES, images, at + 4 * pitch);
      FloatVector a5 = FloatVector.fromArray(SPECIES, images, at + 5 * pitch);
      FloatVector a6 = FloatVector.fromArray(SPECIES, images, at + 6 * pitch);
      FloatVector a7 = FloatVector.fromArray(SPECIES, images, at + 7 * pitch);
      FloatVector b0 = a0.blend(a4.rearrange(UP_4), HIGH_4);
      FloatVector b1 = a1.blend(a5.rearrange(UP_4), HIGH_4);
      FloatVector b2 = a2.blend(a6.rearrange(UP_4), HIGH_4);
      FloatVector b3 = a3.blend(a7.rearrange(UP_4), HIGH_4);
      FloatVector b4 = a4.blend(a0.rearrange(DOWN_4), LOW_4);
      FloatVector b5 = a5.blend(a1.rearrange(DOWN_4), LOW_4);
      FloatVector b6 = a6.blend(a2.rearrange(DOWN_4), LOW_4);
      FloatVector b7 = a7.blend(a3.rearrange(DOWN_4), LOW_4);
      FloatVector c0 = b0.blend(b2.rearrange(UP_2), HIGH_2);
      FloatVector c1 = b1.blend(b3.rearrange(UP_2), HIGH_2);
      FloatVector c2 = b2.blend(b0.rearrange(DOWN_2), LOW_2);
      FloatVector c3 = b3.blend(b1.rearrange(DOWN_2), LOW_2);
      FloatVector c4 = b4.blend(b6.rearrange(UP_2), HIGH_2);
      FloatVector c5 = b5.blend(b7.rearrange(UP_2), HIGH_2);
      FloatVector c6 = b6.blend(b4.rearrange(DOWN_2), LOW_2);
      FloatVector c7 = b7.blend(b5.rearrange(DOWN_2), LOW_2);
      FloatVector d0 = c0.blend(c1.rearrange(UP_1), HIGH_1);
      FloatVector d1 = c1.blend(c0.rearrange(DOWN_1), LOW_1);
      FloatVector d2 = c2.blend(c3.rearrange(UP_1), HIGH_1);
      FloatVector d3 = c3.blend(c2.rearrange(DOWN_1), LOW_1);
      FloatVector d4 = c4.blend(c5.rearrange(UP_1), HIGH_1);
      FloatVector d5 = c5.blend(c4.rearrange(DOWN_1), LOW_1);
      FloatVector d6 = c6.blend(c7.rearrange(UP_1), HIGH_1);
      FloatVector d7 = c7.blend(c6.rearrange(DOWN_1), LOW_1);
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
