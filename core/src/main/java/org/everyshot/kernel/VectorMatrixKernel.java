package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarMatrixKernel] with the Vector API; sums differ by rounding only.
final class VectorMatrixKernel implements MatrixKernel {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int WIDTH = VectorMatrixTile.WIDTH;

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
    int whole = (lanes - n) / WIDTH;
    boolean part = n + whole * WIDTH < lanes;
    // Four rows at a time take all lanes that are left at once, so that more sums go side by side.
    int fours = 0;
    if (whole == 2 && part) {
      for (; fours + 4 <= rows; fours += 4) {
        VectorPartTile.fourByTwoAndPart(
            inner,
            a,
            aFrom + fours * aRow,
            aRow,
            aInner,
            b,
            bFrom + n,
            bRow,
            c,
            cFrom + fours * cRow + n,
            cRow);
      }
    } else if (whole == 2) {
      for (; fours + 4 <= rows; fours += 4) {
        VectorMatrixTile.fourByTwo(
            inner,
            a,
            aFrom + fours * aRow,
            aRow,
            aInner,
            b,
            bFrom + n,
            bRow,
            c,
            cFrom + fours * cRow + n,
            cRow);
      }
    } else if (whole == 1 && part) {
      for (; fours + 4 <= rows; fours += 4) {
        VectorPartTile.fourByOneAndPart(
            inner,
            a,
            aFrom + fours * aRow,
            aRow,
            aInner,
            b,
            bFrom + n,
            bRow,
            c,
            cFrom + fours * cRow + n,
            cRow);
      }
    }
    for (; n + WIDTH <= lanes; n += WIDTH) {
      int i = fours;
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
    if (part) {
      int i = fours;
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
      for (; i + 2 <= rows; i += 2) {
        VectorPartTile.twoRows(
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
    if (i < lanes) {
      FloatVector x = FloatVector.fromArray(SPECIES, in, a + i, VectorPartTile.PART);
      FloatVector y = FloatVector.fromArray(SPECIES, other, b + i, VectorPartTile.PART);
      x.add(y).intoArray(out, sum + i, VectorPartTile.PART);
      x.sub(y).intoArray(out, difference + i, VectorPartTile.PART);
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
}
