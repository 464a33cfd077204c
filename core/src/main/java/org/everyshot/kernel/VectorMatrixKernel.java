package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarMatrixKernel] with the Vector API; sums differ by rounding only.
final class VectorMatrixKernel implements MatrixKernel {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int WIDTH = VectorMatrixTile.WIDTH;

  /// The imaginary parts of a row.
  private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xAAAA);

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
    for (; n + 3 * WIDTH <= lanes; n += 3 * WIDTH) {
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        VectorMatrixTile.fourByThree(
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
      for (; i + 2 <= rows; i += 2) {
        VectorMatrixTile.twoByThree(
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
      if (i < rows) {
        VectorMatrixTile.oneByThree(
            inner, a, aFrom + i * aRow, aInner, b, bFrom + n, bRow, c, cFrom + i * cRow + n);
      }
    }
    for (; n + WIDTH <= lanes; n += WIDTH) {
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        VectorMatrixTile.fourByOne(
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
      for (; i + 2 <= rows; i += 2) {
        VectorMatrixTile.twoByOne(
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
      if (i < rows) {
        VectorMatrixTile.oneByOne(
            inner, a, aFrom + i * aRow, aInner, b, bFrom + n, bRow, c, cFrom + i * cRow + n);
      }
    }
    if (n < lanes) {
      int i = 0;
      for (; i + 4 <= rows; i += 4) {
        VectorPartTile.fourRows(
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
        VectorPartTile.oneRow(
            inner, a, aFrom + i * aRow, aInner, b, bFrom + n, bRow, c, cFrom + i * cRow + n);
      }
    }
  }

  @Override
  public void fourSums(
      int inner, int lanes, float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom) {
    int n = 0;
    for (; n + 2 * WIDTH <= lanes; n += 2 * WIDTH) {
      VectorMatrixTile.fourSumsByTwo(inner, lanes, a, aFrom, b, bFrom + n, c, cFrom + n);
    }
    if (n + WIDTH <= lanes) {
      VectorMatrixTile.fourSumsByOne(inner, lanes, a, aFrom, b, bFrom + n, c, cFrom + n);
      n += WIDTH;
    }
    if (n < lanes) {
      VectorPartTile.fourSums(inner, lanes, a, aFrom, b, bFrom + n, c, cFrom + n);
    }
  }

  @Override
  public void butterfly(
      float[] in, int a, float[] other, int b, float[] out, int sum, int difference, int lanes) {
    int i = 0;
    for (; i + WIDTH <= lanes; i += WIDTH) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, other, b + i);
      x.add(y).intoArray(out, sum + i);
      x.sub(y).intoArray(out, difference + i);
    }
    for (; i < lanes; i++) {
      float x = in[a + i];
      float y = other[b + i];
      out[sum + i] = x + y;
      out[difference + i] = x - y;
    }
  }

  @Override
  public void gather(
      float[] grid, int row, int plane, int[] corners, float[] weights, float[] re, float[] im) {
    float[] sums = new float[WINDOW_ROW];
    for (int p = 0; p < corners.length; p++) {
      int w = p * WEIGHTS;
      int yz = w + WINDOW_ROW;
      FloatVector y0 = FloatVector.broadcast(SPECIES, weights[yz]);
      FloatVector y1 = FloatVector.broadcast(SPECIES, weights[yz + 1]);
      FloatVector y2 = FloatVector.broadcast(SPECIES, weights[yz + 2]);
      FloatVector y3 = FloatVector.broadcast(SPECIES, weights[yz + 3]);
      FloatVector y4 = FloatVector.broadcast(SPECIES, weights[yz + 4]);
      for (int part = 0; part < WINDOW_ROW; part += WIDTH) {
        FloatVector total = FloatVector.zero(SPECIES);
        int at = corners[p] + part;
        for (int c = 0; c < TAPS; c++) {
          FloatVector sum = FloatVector.fromArray(SPECIES, grid, at).mul(y0);
          FloatVector even = FloatVector.fromArray(SPECIES, grid, at + row).mul(y1);
          sum = FloatVector.fromArray(SPECIES, grid, at + 2 * row).fma(y2, sum);
          even = FloatVector.fromArray(SPECIES, grid, at + 3 * row).fma(y3, even);
          sum = FloatVector.fromArray(SPECIES, grid, at + 4 * row).fma(y4, sum);
          total = sum.add(even).fma(FloatVector.broadcast(SPECIES, weights[yz + TAPS + c]), total);
          at += plane;
        }
        total.mul(FloatVector.fromArray(SPECIES, weights, w + part)).intoArray(sums, part);
      }
      re[p] = (sums[0] + sums[2]) + (sums[4] + sums[6]) + sums[8];
      im[p] = (sums[1] + sums[3]) + (sums[5] + sums[7]) + sums[9];
    }
  }

  @Override
  public void scatter(
      float[] re, float[] im, int[] corners, float[] weights, int row, int plane, float[] grid) {
    for (int p = 0; p < corners.length; p++) {
      FloatVector pair = FloatVector.broadcast(SPECIES, re[p]).blend(im[p], ODD);
      int w = p * WEIGHTS;
      int yz = w + WINDOW_ROW;
      for (int part = 0; part < WINDOW_ROW; part += WIDTH) {
        FloatVector value = pair.mul(FloatVector.fromArray(SPECIES, weights, w + part));
        int at = corners[p] + part;
        for (int c = 0; c < TAPS; c++) {
          FloatVector plain = value.mul(weights[yz + TAPS + c]);
          for (int b = 0; b < TAPS; b++) {
            int to = at + b * row;
            plain
                .fma(
                    FloatVector.broadcast(SPECIES, weights[yz + b]),
                    FloatVector.fromArray(SPECIES, grid, to))
                .intoArray(grid, to);
          }
          at += plane;
        }
      }
    }
  }
}
