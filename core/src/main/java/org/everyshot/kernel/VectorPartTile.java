package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The tiles of [VectorMatrixTile] for [MatrixKernel#LANES] lanes where a vector is longer.
final class VectorPartTile {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final VectorMask<Float> PART = SPECIES.indexInRange(0, MatrixKernel.LANES);

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
