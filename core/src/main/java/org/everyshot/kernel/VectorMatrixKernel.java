package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarMatrixKernel] with the Vector API; sums differ by rounding only.
final class VectorMatrixKernel implements MatrixKernel {
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

  @Override
  public void multiply(
      int rows,
      int inner,
      int lanes,
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
    int n = 0;
    for (; n + 3 * LANES <= lanes; n += 3 * LANES) {
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        fourByThree(
            inner,
            a,
            aFrom + i * aRow,
            aRow,
            aInner,
            b,
            bFrom + n,
            bRow,
            c,
            cFrom + i * cRow + n,
            cRow);
      }
      for (; i < rows; i++) {
        oneByThree(inner, a, aFrom + i * aRow, aInner, b, bFrom + n, bRow, c, cFrom + i * cRow + n);
      }
    }
    for (; n < lanes; n += LANES) {
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        fourByOne(
            inner,
            a,
            aFrom + i * aRow,
            aRow,
            aInner,
            b,
            bFrom + n,
            bRow,
            c,
            cFrom + i * cRow + n,
            cRow);
      }
      for (; i < rows; i++) {
        oneByOne(inner, a, aFrom + i * aRow, aInner, b, bFrom + n, bRow, c, cFrom + i * cRow + n);
      }
    }
  }

  private static void fourByThree(
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
    FloatVector s00 = FloatVector.zero(EIGHT);
    FloatVector s01 = FloatVector.zero(EIGHT);
    FloatVector s02 = FloatVector.zero(EIGHT);
    FloatVector s10 = FloatVector.zero(EIGHT);
    FloatVector s11 = FloatVector.zero(EIGHT);
    FloatVector s12 = FloatVector.zero(EIGHT);
    FloatVector s20 = FloatVector.zero(EIGHT);
    FloatVector s21 = FloatVector.zero(EIGHT);
    FloatVector s22 = FloatVector.zero(EIGHT);
    FloatVector s30 = FloatVector.zero(EIGHT);
    FloatVector s31 = FloatVector.zero(EIGHT);
    FloatVector s32 = FloatVector.zero(EIGHT);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector b0 = FloatVector.fromArray(EIGHT, b, from);
      FloatVector b1 = FloatVector.fromArray(EIGHT, b, from + LANES);
      FloatVector b2 = FloatVector.fromArray(EIGHT, b, from + 2 * LANES);
      FloatVector a0 = FloatVector.broadcast(EIGHT, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      FloatVector a1 = FloatVector.broadcast(EIGHT, a[at + aRow]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      FloatVector a2 = FloatVector.broadcast(EIGHT, a[at + 2 * aRow]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      FloatVector a3 = FloatVector.broadcast(EIGHT, a[at + 3 * aRow]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      at += aInner;
      from += bRow;
    }
    int to = cFrom;
    s00.intoArray(c, to);
    s01.intoArray(c, to + LANES);
    s02.intoArray(c, to + 2 * LANES);
    to += cRow;
    s10.intoArray(c, to);
    s11.intoArray(c, to + LANES);
    s12.intoArray(c, to + 2 * LANES);
    to += cRow;
    s20.intoArray(c, to);
    s21.intoArray(c, to + LANES);
    s22.intoArray(c, to + 2 * LANES);
    to += cRow;
    s30.intoArray(c, to);
    s31.intoArray(c, to + LANES);
    s32.intoArray(c, to + 2 * LANES);
  }

  private static void oneByThree(
      int inner,
      float[] a,
      int aFrom,
      int aInner,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom) {
    FloatVector s0 = FloatVector.zero(EIGHT);
    FloatVector s1 = FloatVector.zero(EIGHT);
    FloatVector s2 = FloatVector.zero(EIGHT);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector factor = FloatVector.broadcast(EIGHT, a[at]);
      s0 = factor.fma(FloatVector.fromArray(EIGHT, b, from), s0);
      s1 = factor.fma(FloatVector.fromArray(EIGHT, b, from + LANES), s1);
      s2 = factor.fma(FloatVector.fromArray(EIGHT, b, from + 2 * LANES), s2);
      at += aInner;
      from += bRow;
    }
    s0.intoArray(c, cFrom);
    s1.intoArray(c, cFrom + LANES);
    s2.intoArray(c, cFrom + 2 * LANES);
  }

  private static void fourByOne(
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
    FloatVector s0 = FloatVector.zero(EIGHT);
    FloatVector s1 = FloatVector.zero(EIGHT);
    FloatVector s2 = FloatVector.zero(EIGHT);
    FloatVector s3 = FloatVector.zero(EIGHT);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      FloatVector row = FloatVector.fromArray(EIGHT, b, from);
      s0 = FloatVector.broadcast(EIGHT, a[at]).fma(row, s0);
      s1 = FloatVector.broadcast(EIGHT, a[at + aRow]).fma(row, s1);
      s2 = FloatVector.broadcast(EIGHT, a[at + 2 * aRow]).fma(row, s2);
      s3 = FloatVector.broadcast(EIGHT, a[at + 3 * aRow]).fma(row, s3);
      at += aInner;
      from += bRow;
    }
    s0.intoArray(c, cFrom);
    s1.intoArray(c, cFrom + cRow);
    s2.intoArray(c, cFrom + 2 * cRow);
    s3.intoArray(c, cFrom + 3 * cRow);
  }

  private static void oneByOne(
      int inner,
      float[] a,
      int aFrom,
      int aInner,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom) {
    FloatVector sum = FloatVector.zero(EIGHT);
    int at = aFrom;
    int from = bFrom;
    for (int k = 0; k < inner; k++) {
      sum = FloatVector.broadcast(EIGHT, a[at]).fma(FloatVector.fromArray(EIGHT, b, from), sum);
      at += aInner;
      from += bRow;
    }
    sum.intoArray(c, cFrom);
  }

  @Override
  public void gather(
      float[] grid, int row, int plane, int[] corners, float[] weights, float[] re, float[] im) {
    int half = row / 2;
    for (int p = 0; p < corners.length; p++) {
      int w = p * WEIGHTS;
      FloatVector y0 = FloatVector.broadcast(EIGHT, weights[w + LANES]);
      FloatVector y1 = FloatVector.broadcast(EIGHT, weights[w + LANES + 1]);
      FloatVector y2 = FloatVector.broadcast(EIGHT, weights[w + LANES + 2]);
      FloatVector y3 = FloatVector.broadcast(EIGHT, weights[w + LANES + 3]);
      FloatVector y4 = FloatVector.broadcast(EIGHT, weights[w + LANES + 4]);
      FloatVector real = FloatVector.zero(EIGHT);
      FloatVector imaginary = FloatVector.zero(EIGHT);
      int at = corners[p];
      for (int c = 0; c < TAPS; c++) {
        FloatVector z = FloatVector.broadcast(EIGHT, weights[w + LANES + TAPS + c]);
        FloatVector sum = FloatVector.fromArray(EIGHT, grid, at).mul(y0);
        sum = FloatVector.fromArray(EIGHT, grid, at + row).fma(y1, sum);
        sum = FloatVector.fromArray(EIGHT, grid, at + 2 * row).fma(y2, sum);
        sum = FloatVector.fromArray(EIGHT, grid, at + 3 * row).fma(y3, sum);
        sum = FloatVector.fromArray(EIGHT, grid, at + 4 * row).fma(y4, sum);
        real = sum.fma(z, real);
        int next = at + half;
        sum = FloatVector.fromArray(EIGHT, grid, next).mul(y0);
        sum = FloatVector.fromArray(EIGHT, grid, next + row).fma(y1, sum);
        sum = FloatVector.fromArray(EIGHT, grid, next + 2 * row).fma(y2, sum);
        sum = FloatVector.fromArray(EIGHT, grid, next + 3 * row).fma(y3, sum);
        sum = FloatVector.fromArray(EIGHT, grid, next + 4 * row).fma(y4, sum);
        imaginary = sum.fma(z, imaginary);
        at += plane;
      }
      FloatVector x = FloatVector.fromArray(EIGHT, weights, w);
      re[p] = real.mul(x).reduceLanes(VectorOperators.ADD);
      im[p] = imaginary.mul(x).reduceLanes(VectorOperators.ADD);
    }
  }

  @Override
  public void scatter(
      float[] re, float[] im, int[] corners, float[] weights, int row, int plane, float[] grid) {
    int half = row / 2;
    for (int p = 0; p < corners.length; p++) {
      int w = p * WEIGHTS;
      FloatVector x = FloatVector.fromArray(EIGHT, weights, w);
      FloatVector real = x.mul(re[p]);
      FloatVector imaginary = x.mul(im[p]);
      int at = corners[p];
      for (int c = 0; c < TAPS; c++) {
        float z = weights[w + LANES + TAPS + c];
        FloatVector r = real.mul(z);
        FloatVector i = imaginary.mul(z);
        for (int b = 0; b < TAPS; b++) {
          FloatVector y = FloatVector.broadcast(EIGHT, weights[w + LANES + b]);
          int to = at + b * row;
          r.fma(y, FloatVector.fromArray(EIGHT, grid, to)).intoArray(grid, to);
          to += half;
          i.fma(y, FloatVector.fromArray(EIGHT, grid, to)).intoArray(grid, to);
        }
        at += plane;
      }
    }
  }
}
