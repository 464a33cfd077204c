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

  @Override
  public void rectify(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  @Override
  public void cut(float[] dy, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] = y[i] > 0 ? dy[i] : 0;
    }
  }

  @Override
  public void addCut(float[] dx, float[] y, float[] dy, int from, int to) {
    for (int i = from; i < to; i++) {
      dy[i] += y[i] > 0 ? dx[i] : 0;
    }
  }

  @Override
  public void addRow(float[] b, int bFrom, int columns, float[] y, int yFrom, int rows) {
    for (int r = 0; r < rows; r++) {
      addRow(b, bFrom, 0, columns, y, yFrom + r * columns);
    }
  }

  /// Adds elements `from` to `to` of b to one row.
  static void addRow(float[] b, int bFrom, int from, int to, float[] y, int row) {
    for (int c = from; c < to; c++) {
      y[row + c] += b[bFrom + c];
    }
  }

  @Override
  public void sumRows(float[] y, int yFrom, int rows, int columns, float[] b, int bFrom) {
    for (int c = 0; c < columns; c++) {
      sumColumn(y, yFrom + c, rows, columns, b, bFrom + c);
    }
  }

  /// Adds one column to one element of b.
  static void sumColumn(float[] y, int yFrom, int rows, int columns, float[] b, int at) {
    float sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += y[yFrom + r * columns];
    }
    b[at] += sum;
  }

  @Override
  public boolean finite(float[] x, int from, int to) {
    float zero = 0;
    for (int i = from; i < to; i++) {
      zero += 0 * x[i]; // not a number where x is not finite
    }
    return zero == 0;
  }

  @Override
  public void adam(
      float[] values,
      float[] one,
      float[] other,
      float[] mean,
      float[] square,
      float[] factors,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float g = one[i] + other[i];
      one[i] = 0;
      other[i] = 0;
      float m = factors[0] * mean[i] + factors[1] * g;
      float v = factors[2] * square[i] + factors[3] * g * g;
      m = Math.abs(m) < LEAST_MEAN ? 0 : m;
      v = v < LEAST_SQUARE ? 0 : v;
      mean[i] = m;
      square[i] = v;
      values[i] -= factors[4] * m / ((float) Math.sqrt(factors[5] * v) + factors[6]);
    }
  }
}
