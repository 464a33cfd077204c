package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [VectorMatrixTile] that end with [MatrixKernel#LANES] lanes where a vector is
/// longer.
final class VectorPartTile {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int WIDTH = SPECIES.length();

  /// The lanes of a part.
  static final VectorMask<Float> PART = SPECIES.indexInRange(0, MatrixKernel.LANES);

  private VectorPartTile() {}

  static void fourRows(
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
      FloatVector row = FloatVector.fromArray(SPECIES, b, from, PART);
      s0 = FloatVector.broadcast(SPECIES, a[at]).fma(row, s0);
      s1 = FloatVector.broadcast(SPECIES, a[at + aRow]).fma(row, s1);
      s2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]).fma(row, s2);
      s3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]).fma(row, s3);
      at += aInner;
      from += bRow;
    }
    s0.intoArray(c, cFrom, PART);
    s1.intoArray(c, cFrom + cRow, PART);
    s2.intoArray(c, cFrom + 2 * cRow, PART);
    s3.intoArray(c, cFrom + 3 * cRow, PART);
  }

  static void fourByTwoAndPart(
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
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * WIDTH, PART);
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
    s02.intoArray(c, to + 2 * WIDTH, PART);
    to += cRow;
    s10.intoArray(c, to);
    s11.intoArray(c, to + WIDTH);
    s12.intoArray(c, to + 2 * WIDTH, PART);
    to += cRow;
    s20.intoArray(c, to);
    s21.intoArray(c, to + WIDTH);
    s22.intoArray(c, to + 2 * WIDTH, PART);
    to += cRow;
    s30.intoArray(c, to);
    s31.intoArray(c, to + WIDTH);
    s32.intoArray(c, to + 2 * WIDTH, PART);
  }

  static void fourByOneAndPart(
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
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + WIDTH, PART);
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
    s01.intoArray(c, to + WIDTH, PART);
    to += cRow;
    s10.intoArray(c, to);
    s11.intoArray(c, to + WIDTH, PART);
    to += cRow;
    s20.intoArray(c, to);
    s21.intoArray(c, to + WIDTH, PART);
    to += cRow;
    s30.intoArray(c, to);
    s31.intoArray(c, to + WIDTH, PART);
  }

  static void twoRows(
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
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, from, PART);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = a0.fma(b0, s00);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      at += aInner;
      from += bRow;
    }
    int to = cFrom;
    s00.intoArray(c, to, PART);
    to += cRow;
    s10.intoArray(c, to, PART);
  }

  static void oneRow(
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
      FloatVector row = FloatVector.fromArray(SPECIES, b, from, PART);
      sum = FloatVector.broadcast(SPECIES, a[at]).fma(row, sum);
      at += aInner;
      from += bRow;
    }
    sum.intoArray(c, cFrom, PART);
  }

  static void fourSums(
      int inner, int lanes, float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, from, PART);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, from + lanes, PART);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, from + 2 * lanes, PART);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, from + 3 * lanes, PART);
      s0 = FloatVector.broadcast(SPECIES, a[at]).fma(b0, s0);
      s1 = FloatVector.broadcast(SPECIES, a[at + 1]).fma(b1, s1);
      s2 = FloatVector.broadcast(SPECIES, a[at + 2]).fma(b2, s2);
      s3 = FloatVector.broadcast(SPECIES, a[at + 3]).fma(b3, s3);
      from += 4 * lanes;
      at += 4;
    }
    s0.intoArray(c, cFrom, PART);
    s1.intoArray(c, cFrom + lanes, PART);
    s2.intoArray(c, cFrom + 2 * lanes, PART);
    s3.intoArray(c, cFrom + 3 * lanes, PART);
  }
}
