package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarMatrixKernel] with the Vector API; sums differ by rounding only.
final class VectorMatrixKernel implements MatrixKernel {
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

  /// A window's row in one vector where the processor has vectors so long, else in two.
  private static final VectorSpecies<Float> WIDE =
      FloatVector.SPECIES_PREFERRED.length() >= WINDOW_ROW ? FloatVector.SPECIES_512 : EIGHT;

  private static final int WIDTH = WIDE.length();

  /// The imaginary parts of a row.
  private static final VectorMask<Float> ODD = VectorMask.fromLong(WIDE, 0xAAAA);

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
  public void butterfly(
      float[] in, int a, float[] other, int b, float[] out, int sum, int difference, int lanes) {
    for (int i = 0; i < lanes; i += LANES) {
      FloatVector x = FloatVector.fromArray(EIGHT, in, a + i);
      FloatVector y = FloatVector.fromArray(EIGHT, other, b + i);
      x.add(y).intoArray(out, sum + i);
      x.sub(y).intoArray(out, difference + i);
    }
  }

  @Override
  public void gather(
      float[] grid, int row, int plane, int[] corners, float[] weights, float[] re, float[] im) {
    float[] sums = new float[WINDOW_ROW];
    for (int p = 0; p < corners.length; p++) {
      int w = p * WEIGHTS;
      int yz = w + WINDOW_ROW;
      FloatVector y0 = FloatVector.broadcast(WIDE, weights[yz]);
      FloatVector y1 = FloatVector.broadcast(WIDE, weights[yz + 1]);
      FloatVector y2 = FloatVector.broadcast(WIDE, weights[yz + 2]);
      FloatVector y3 = FloatVector.broadcast(WIDE, weights[yz + 3]);
      FloatVector y4 = FloatVector.broadcast(WIDE, weights[yz + 4]);
      for (int part = 0; part < WINDOW_ROW; part += WIDTH) {
        FloatVector total = FloatVector.zero(WIDE);
        int at = corners[p] + part;
        for (int c = 0; c < TAPS; c++) {
          FloatVector sum = FloatVector.fromArray(WIDE, grid, at).mul(y0);
          FloatVector even = FloatVector.fromArray(WIDE, grid, at + row).mul(y1);
          sum = FloatVector.fromArray(WIDE, grid, at + 2 * row).fma(y2, sum);
          even = FloatVector.fromArray(WIDE, grid, at + 3 * row).fma(y3, even);
          sum = FloatVector.fromArray(WIDE, grid, at + 4 * row).fma(y4, sum);
          total = sum.add(even).fma(FloatVector.broadcast(WIDE, weights[yz + TAPS + c]), total);
          at += plane;
        }
        total.mul(FloatVector.fromArray(WIDE, weights, w + part)).intoArray(sums, part);
      }
      re[p] = (sums[0] + sums[2]) + (sums[4] + sums[6]) + sums[8];
      im[p] = (sums[1] + sums[3]) + (sums[5] + sums[7]) + sums[9];
    }
  }

  @Override
  public void scatter(
      float[] re, float[] im, int[] corners, float[] weights, int row, int plane, float[] grid) {
    for (int p = 0; p < corners.length; p++) {
      FloatVector pair = FloatVector.broadcast(WIDE, re[p]).blend(im[p], ODD);
      int w = p * WEIGHTS;
      int yz = w + WINDOW_ROW;
      for (int part = 0; part < WINDOW_ROW; part += WIDTH) {
        FloatVector value = pair.mul(FloatVector.fromArray(WIDE, weights, w + part));
        int at = corners[p] + part;
        for (int c = 0; c < TAPS; c++) {
          FloatVector plain = value.mul(weights[yz + TAPS + c]);
          for (int b = 0; b < TAPS; b++) {
            int to = at + b * row;
            plain
                .fma(
                    FloatVector.broadcast(WIDE, weights[yz + b]),
                    FloatVector.fromArray(WIDE, grid, to))
                .intoArray(grid, to);
          }
          at += plane;
        }
      }
    }
  }
}
