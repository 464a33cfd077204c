package org.everyshot.kernel;

/// Plain Java loops: the reference for [VectorMatrixKernel].
final class ScalarMatrixKernel implements MatrixKernel {
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
    for (int i = 0; i < rows; i++) {
      int to = cFrom + i * cRow;
      for (int n = 0; n < lanes; n++) {
        c[to + n] = 0;
      }
      for (int k = 0; k < inner; k++) {
        float factor = a[aFrom + i * aRow + k * aInner];
        int from = bFrom + k * bRow;
        for (int n = 0; n < lanes; n++) {
          c[to + n] += factor * b[from + n];
        }
      }
    }
  }

  @Override
  public void fourSums(
      int inner, int lanes, float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom) {
    for (int g = 0; g < 4; g++) {
      multiply(
          1,
          inner,
          lanes,
          a,
          aFrom + g,
          0,
          4,
          b,
          bFrom + g * lanes,
          4 * lanes,
          c,
          cFrom + g * lanes,
          0);
    }
  }

  @Override
  public void butterfly(
      float[] in, int a, float[] other, int b, float[] out, int sum, int difference, int lanes) {
    for (int i = 0; i < lanes; i++) {
      float x = in[a + i];
      float y = other[b + i];
      out[sum + i] = x + y;
      out[difference + i] = x - y;
    }
  }

  @Override
  public void gather(
      float[] grid, int row, int plane, int[] corners, float[] weights, float[] re, float[] im) {
    for (int p = 0; p < corners.length; p++) {
      int w = p * WEIGHTS;
      float sumRe = 0;
      float sumIm = 0;
      for (int c = 0; c < TAPS; c++) {
        for (int b = 0; b < TAPS; b++) {
          float factor = weights[w + WINDOW_ROW + TAPS + c] * weights[w + WINDOW_ROW + b];
          int from = corners[p] + c * plane + b * row;
          for (int a = 0; a < 2 * TAPS; a += 2) {
            sumRe += factor * weights[w + a] * grid[from + a];
            sumIm += factor * weights[w + a + 1] * grid[from + a + 1];
          }
        }
      }
      re[p] = sumRe;
      im[p] = sumIm;
    }
  }
}
