package org.everyshot.kernel;

import static org.everyshot.kernel.SingleTransposition.DOWN_1;
import static org.everyshot.kernel.SingleTransposition.DOWN_2;
import static org.everyshot.kernel.SingleTransposition.DOWN_4;
import static org.everyshot.kernel.SingleTransposition.DOWN_8;
import static org.everyshot.kernel.SingleTransposition.HIGH_1;
import static org.everyshot.kernel.SingleTransposition.HIGH_2;
import static org.everyshot.kernel.SingleTransposition.HIGH_4;
import static org.everyshot.kernel.SingleTransposition.HIGH_8;
import static org.everyshot.kernel.SingleTransposition.LOW_1;
import static org.everyshot.kernel.SingleTransposition.LOW_2;
import static org.everyshot.kernel.SingleTransposition.LOW_4;
import static org.everyshot.kernel.SingleTransposition.LOW_8;
import static org.everyshot.kernel.SingleTransposition.UP_1;
import static org.everyshot.kernel.SingleTransposition.UP_2;
import static org.everyshot.kernel.SingleTransposition.UP_4;
import static org.everyshot.kernel.SingleTransposition.UP_8;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Turns pairs of counts of 16 frames from frame after frame to lane after lane, straight from the
/// frames: squares of 16 × 16 as in [SingleTransposition], a pair in the place of a float.
final class CountTransposition {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, SPECIES.vectorShape());

  /// Frames, and pairs of a frame that make a square.
  private static final int SIDE = 16;

  /// Whether the machine's vectors are as long as that takes.
  static final boolean POSSIBLE = SingleTile.LANES == SIDE;

  private CountTransposition() {}

  /// Turns `pairs` pairs, a multiple of 16, of each frame from its pixel `from` on.
  ///
  /// @param into where the first pair goes in `to`, `[pair][lane]`
  /// @return the bits that are set in any of the counts
  static int turn(short[][] frames, int from, int pairs, float[] to, int into) {
    short[] f0 = frames[0];
    short[] f1 = frames[1];
    short[] f2 = frames[2];
    short[] f3 = frames[3];
    short[] f4 = frames[4];
    short[] f5 = frames[5];
    short[] f6 = frames[6];
    short[] f7 = frames[7];
    short[] f8 = frames[8];
    short[] f9 = frames[9];
    short[] f10 = frames[10];
    short[] f11 = frames[11];
    short[] f12 = frames[12];
    short[] f13 = frames[13];
    short[] f14 = frames[14];
    short[] f15 = frames[15];
    ShortVector seen = ShortVector.zero(SHORTS);
    for (int j = 0; j < pairs; j += SIDE) {
      int at = from + 2 * j;
      ShortVector s0 = ShortVector.fromArray(SHORTS, f0, at);
      ShortVector s1 = ShortVector.fromArray(SHORTS, f1, at);
      ShortVector s2 = ShortVector.fromArray(SHORTS, f2, at);
      ShortVector s3 = ShortVector.fromArray(SHORTS, f3, at);
      ShortVector s4 = ShortVector.fromArray(SHORTS, f4, at);
      ShortVector s5 = ShortVector.fromArray(SHORTS, f5, at);
      ShortVector s6 = ShortVector.fromArray(SHORTS, f6, at);
      ShortVector s7 = ShortVector.fromArray(SHORTS, f7, at);
      ShortVector s8 = ShortVector.fromArray(SHORTS, f8, at);
      ShortVector s9 = ShortVector.fromArray(SHORTS, f9, at);
      ShortVector s10 = ShortVector.fromArray(SHORTS, f10, at);
      ShortVector s11 = ShortVector.fromArray(SHORTS, f11, at);
      ShortVector s12 = ShortVector.fromArray(SHORTS, f12, at);
      ShortVector s13 = ShortVector.fromArray(SHORTS, f13, at);
      ShortVector s14 = ShortVector.fromArray(SHORTS, f14, at);
      ShortVector s15 = ShortVector.fromArray(SHORTS, f15, at);
      seen = seen.or(s0.or(s1)).or(s2.or(s3));
      seen = seen.or(s4.or(s5)).or(s6.or(s7));
      seen = seen.or(s8.or(s9)).or(s10.or(s11));
      seen = seen.or(s12.or(s13)).or(s14.or(s15));
      FloatVector a0 = s0.reinterpretAsFloats();
      FloatVector a1 = s1.reinterpretAsFloats();
      FloatVector a2 = s2.reinterpretAsFloats();
      FloatVector a3 = s3.reinterpretAsFloats();
      FloatVector a4 = s4.reinterpretAsFloats();
      FloatVector a5 = s5.reinterpretAsFloats();
      FloatVector a6 = s6.reinterpretAsFloats();
      FloatVector a7 = s7.reinterpretAsFloats();
      FloatVector a8 = s8.reinterpretAsFloats();
      FloatVector a9 = s9.reinterpretAsFloats();
      FloatVector a10 = s10.reinterpretAsFloats();
      FloatVector a11 = s11.reinterpretAsFloats();
      FloatVector a12 = s12.reinterpretAsFloats();
      FloatVector a13 = s13.reinterpretAsFloats();
      FloatVector a14 = s14.reinterpretAsFloats();
      FloatVector a15 = s15.reinterpretAsFloats();
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
      e0.intoArray(to, into + j * SIDE);
      e1.intoArray(to, into + (j + 1) * SIDE);
      e2.intoArray(to, into + (j + 2) * SIDE);
      e3.intoArray(to, into + (j + 3) * SIDE);
      e4.intoArray(to, into + (j + 4) * SIDE);
      e5.intoArray(to, into + (j + 5) * SIDE);
      e6.intoArray(to, into + (j + 6) * SIDE);
      e7.intoArray(to, into + (j + 7) * SIDE);
      e8.intoArray(to, into + (j + 8) * SIDE);
      e9.intoArray(to, into + (j + 9) * SIDE);
      e10.intoArray(to, into + (j + 10) * SIDE);
      e11.intoArray(to, into + (j + 11) * SIDE);
      e12.intoArray(to, into + (j + 12) * SIDE);
      e13.intoArray(to, into + (j + 13) * SIDE);
      e14.intoArray(to, into + (j + 14) * SIDE);
      e15.intoArray(to, into + (j + 15) * SIDE);
    }
    return seen.reduceLanes(VectorOperators.OR) & 0xffff;
  }
}
