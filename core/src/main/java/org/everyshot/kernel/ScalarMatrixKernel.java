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
  public void gather(
      float[] grid, int row, int plane, int[] corners, float[] weights, float[] re, float[] im) {
    for (int p = 0; p < corners.length; p++) {
      int w = p * WEIGHTS;
      float sumRe = 0;
      float sumIm = 0;
      for (int c = 0; c < TAPS; c++) {
        for (int b = 0; b < TAPS; b++) {
          float factor = weights[w + LANES + TAPS + c] * weights[w + LANES + b];
          int from = corners[p] + c * plane + b * row;
          for (int a = 0; a < TAPS; a++) {
            sumRe += factor * weights[w + a] * grid[from + a];
            sumIm += factor * weights[w + a] * grid[from + row / 2 + a];
          }
        }
      }
      re[p] = sumRe;
      im[p] = sumIm;
    }
  }

  @Override
  public void scatter(
      float[] re, float[] im, int[] corners, float[] weights, int row, int plane, float[] grid) {
    for (int p = 0; p < corners.length; p++) {
      int w = p * WEIGHTS;
      for (int c = 0; c < TAPS; c++) {
        for (int b = 0; b < TAPS; b++) {
          float factor = weights[w + LANES + TAPS + c] * weights[w + LANES + b];
          int to = corners[p] + c * plane + b * row;
          for (int a = 0; a < TAPS; a++) {
            grid[to + a] += factor * weights[w + a] * re[p];
            grid[to + row / 2 + a] += factor * weights[w + a] * im[p];
          }
        }
      }
    }
  }
}
