package org.everyshot.kernel;

/// The scalar reference: rows one by one, in the order of the sums' definition.
final class ScalarDenseKernel implements DenseKernel {
  @Override
  public void multiply(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] y,
      int yFrom) {
    for (int r = 0; r < rows; r++) {
      int to = yFrom + r * columns;
      for (int k = 0; k < inner; k++) {
        float factor = x[xFrom + r * inner + k];
        int from = wFrom + k * columns;
        for (int c = 0; c < columns; c++) {
          y[to + c] += factor * w[from + c];
        }
      }
    }
  }

  @Override
  public void multiplyTransposed(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] y,
      int yFrom) {
    for (int r = 0; r < rows; r++) {
      int row = xFrom + r * inner;
      for (int c = 0; c < columns; c++) {
        int other = wFrom + c * inner;
        float sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += x[row + k] * w[other + k];
        }
        y[yFrom + r * columns + c] += sum;
      }
    }
  }

  @Override
  public void gradient(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] y,
      int yFrom,
      int columns,
      float[] w,
      int wFrom) {
    for (int r = 0; r < rows; r++) {
      int from = yFrom + r * columns;
      for (int k = 0; k < inner; k++) {
        float factor = x[xFrom + r * inner + k];
        int to = wFrom + k * columns;
        for (int c = 0; c < columns; c++) {
          w[to + c] += factor * y[from + c];
        }
      }
    }
  }
}
