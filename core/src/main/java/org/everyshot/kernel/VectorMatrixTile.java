package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Rows times lanes of a product that are summed at once, each in the order of its terms, so that
/// no tile changes a bit of what another gives.
///
/// Vectors are as long as those of [SingleTile], see there.
final class VectorMatrixTile {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;

  /// Lanes of a vector.
  static final int WIDTH = SPECIES.length();

  private VectorMatrixTile() {}

  static void fourByThree(
      int inner,
      float[] a,
      int aFrom,
      int aRow,
      int aInner,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s32 = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + WIDTH);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * WIDTH);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      at += aInner;
      from += bRow;
    }
    int to = cFrom;
    s00.intoArray(c, to);
    s01.intoArray(c, to + WIDTH);
    s02.intoArray(c, to + 2 * WIDTH);
    to += cRow;
    s10.intoArray(c, to);
    s11.intoArray(c, to + WIDTH);
    s12.intoArray(c, to + 2 * WIDTH);
    to += cRow;
    s20.intoArray(c, to);
    s21.intoArray(c, to + WIDTH);
    s22.intoArray(c, to + 2 * WIDTH);
    to += cRow;
    s30.intoArray(c, to);
    s31.intoArray(c, to + WIDTH);
    s32.intoArray(c, to + 2 * WIDTH);
  }

  static void oneByThree(
      int inner,
      float[] a,
      int aFrom,
      int aInner,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, a[at]);
      s0 = factor.fma(FloatVector.fromArray(SPECIES, b, from), s0);
      s1 = factor.fma(FloatVector.fromArray(SPECIES, b, from + WIDTH), s1);
      s2 = factor.fma(FloatVector.fromArray(SPECIES, b, from + 2 * WIDTH), s2);
      at += aInner;
      from += bRow;
    }
    s0.intoArray(c, cFrom);
    s1.intoArray(c, cFrom + WIDTH);
    s2.intoArray(c, cFrom + 2 * WIDTH);
  }

  static void fourByTwo(
      int inner,
      float[] a,
      int aFrom,
      int aRow,
      int aInner,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + WIDTH);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      at += aInner;
      from += bRow;
    }
    int to = cFrom;
    s00.intoArray(c, to);
    s01.intoArray(c, to + WIDTH);
    to += cRow;
    s10.intoArray(c, to);
    s11.intoArray(c, to + WIDTH);
    to += cRow;
    s20.intoArray(c, to);
    s21.intoArray(c, to + WIDTH);
    to += cRow;
    s30.intoArray(c, to);
    s31.intoArray(c, to + WIDTH);
  }

  static void fourByOne(
      int inner,
      float[] a,
      int aFrom,
      int aRow,
      int aInner,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector row = FloatVector.fromArray(SPECIES, b, from);
      s0 = FloatVector.broadcast(SPECIES, a[at]).fma(row, s0);
      s1 = FloatVector.broadcast(SPECIES, a[at + aRow]).fma(row, s1);
      s2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]).fma(row, s2);
      s3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]).fma(row, s3);
      at += aInner;
      from += bRow;
    }
    s0.intoArray(c, cFrom);
    s1.intoArray(c, cFrom + cRow);
    s2.intoArray(c, cFrom + 2 * cRow);
    s3.intoArray(c, cFrom + 3 * cRow);
  }

  static void oneByOne(
      int inner,
      float[] a,
      int aFrom,
      int aInner,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      sum = FloatVector.broadcast(SPECIES, a[at]).fma(FloatVector.fromArray(SPECIES, b, from), sum);
      at += aInner;
      from += bRow;
    }
    sum.intoArray(c, cFrom);
  }

  static void twoByThree(
      int inner,
      float[] a,
      int aFrom,
      int aRow,
      int aInner,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + WIDTH);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * WIDTH);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      at += aInner;
      from += bRow;
    }
    s00.intoArray(c, cFrom);
    s01.intoArray(c, cFrom + WIDTH);
    s02.intoArray(c, cFrom + 2 * WIDTH);
    s10.intoArray(c, cFrom + cRow);
    s11.intoArray(c, cFrom + cRow + WIDTH);
    s12.intoArray(c, cFrom + cRow + 2 * WIDTH);
  }

  static void twoByOne(
      int inner,
      float[] a,
      int aFrom,
      int aRow,
      int aInner,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, from);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      at += aInner;
      from += bRow;
    }
    s00.intoArray(c, cFrom);
    s10.intoArray(c, cFrom + cRow);
  }

  static void fourSumsByTwo(
      int inner, int lanes, float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(FloatVector.fromArray(SPECIES, b, from), s00);
      s01 = a0.fma(FloatVector.fromArray(SPECIES, b, from + WIDTH), s01);
      from += lanes;
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      s10 = a1.fma(FloatVector.fromArray(SPECIES, b, from), s10);
      s11 = a1.fma(FloatVector.fromArray(SPECIES, b, from + WIDTH), s11);
      from += lanes;
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      s20 = a2.fma(FloatVector.fromArray(SPECIES, b, from), s20);
      s21 = a2.fma(FloatVector.fromArray(SPECIES, b, from + WIDTH), s21);
      from += lanes;
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      s30 = a3.fma(FloatVector.fromArray(SPECIES, b, from), s30);
      s31 = a3.fma(FloatVector.fromArray(SPECIES, b, from + WIDTH), s31);
      from += lanes;
      at += 4;
    }
    int to = cFrom;
    s00.intoArray(c, to);
    s01.intoArray(c, to + WIDTH);
    to += lanes;
    s10.intoArray(c, to);
    s11.intoArray(c, to + WIDTH);
    to += lanes;
    s20.intoArray(c, to);
    s21.intoArray(c, to + WIDTH);
    to += lanes;
    s30.intoArray(c, to);
    s31.intoArray(c, to + WIDTH);
  }

  static void fourSumsByOne(
      int inner, int lanes, float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(FloatVector.fromArray(SPECIES, b, from), s00);
      from += lanes;
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      s10 = a1.fma(FloatVector.fromArray(SPECIES, b, from), s10);
      from += lanes;
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      s20 = a2.fma(FloatVector.fromArray(SPECIES, b, from), s20);
      from += lanes;
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      s30 = a3.fma(FloatVector.fromArray(SPECIES, b, from), s30);
      from += lanes;
      at += 4;
    }
    int to = cFrom;
    s00.intoArray(c, to);
    to += lanes;
    s10.intoArray(c, to);
    to += lanes;
    s20.intoArray(c, to);
    to += lanes;
    s30.intoArray(c, to);
  }
}
