package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarDenseKernel] with the Vector API: tiles of eight rows by two vectors stay in
/// registers over the whole inner sum. Sums differ from the scalar ones by rounding only, and
/// depend neither on the number of rows that come with a row nor on threads.
final class VectorDenseKernel implements DenseKernel {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDE = LANES.length();
  private static final int PAIR = 2 * WIDE;
  private static final int ROWS = 8;

  private final ScalarDenseKernel rest = new ScalarDenseKernel();

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
    // Rows of X are read with stride `inner`, one element further with each step of the sum.
    sum(x, xFrom, inner, 1, rows, inner, w, wFrom, columns, y, yFrom);
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
    // The same sum with X read across: its columns are the result's rows.
    sum(x, xFrom, 1, inner, inner, rows, y, yFrom, columns, w, wFrom);
  }

  /// Adds `rows` rows of X W to Y: element (r, k) of X lies at r · down + k · along, k < `terms`.
  private static void sum(
      float[] x,
      int xFrom,
      int down,
      int along,
      int rows,
      int terms,
      float[] w,
      int wFrom,
      int columns,
      float[] y,
      int yFrom) {
    int c = 0;
    for (; c + PAIR <= columns; c += PAIR) {
      int r = 0;
      for (; r + ROWS <= rows; r += ROWS) {
        tile(
            x,
            xFrom + r * down,
            down,
            along,
            terms,
            w,
            wFrom + c,
            columns,
            y,
            yFrom + r * columns + c);
      }
      for (; r < rows; r++) {
        pair(x, xFrom + r * down, along, terms, w, wFrom + c, columns, y, yFrom + r * columns + c);
      }
    }
    for (; c + WIDE <= columns; c += WIDE) {
      for (int r = 0; r < rows; r++) {
        one(x, xFrom + r * down, along, terms, w, wFrom + c, columns, y, yFrom + r * columns + c);
      }
    }
    for (; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        float total = 0;
        for (int k = 0; k < terms; k++) {
          total += x[xFrom + r * down + k * along] * w[wFrom + k * columns + c];
        }
        y[yFrom + r * columns + c] += total;
      }
    }
  }

  private static void tile(
      float[] x,
      int x0,
      int down,
      int along,
      int terms,
      float[] w,
      int w0,
      int columns,
      float[] y,
      int y0) {
    FloatVector a0 = FloatVector.zero(LANES);
    FloatVector b0 = FloatVector.zero(LANES);
    FloatVector a1 = FloatVector.zero(LANES);
    FloatVector b1 = FloatVector.zero(LANES);
    FloatVector a2 = FloatVector.zero(LANES);
    FloatVector b2 = FloatVector.zero(LANES);
    FloatVector a3 = FloatVector.zero(LANES);
    FloatVector b3 = FloatVector.zero(LANES);
    FloatVector a4 = FloatVector.zero(LANES);
    FloatVector b4 = FloatVector.zero(LANES);
    FloatVector a5 = FloatVector.zero(LANES);
    FloatVector b5 = FloatVector.zero(LANES);
    FloatVector a6 = FloatVector.zero(LANES);
    FloatVector b6 = FloatVector.zero(LANES);
    FloatVector a7 = FloatVector.zero(LANES);
    FloatVector b7 = FloatVector.zero(LANES);
    int x1 = x0 + down;
    int x2 = x1 + down;
    int x3 = x2 + down;
    int x4 = x3 + down;
    int x5 = x4 + down;
    int x6 = x5 + down;
    int x7 = x6 + down;
    for (int k = 0, xk = 0, wk = w0; k < terms; k++, xk += along, wk += columns) {
      FloatVector left = FloatVector.fromArray(LANES, w, wk);
      FloatVector right = FloatVector.fromArray(LANES, w, wk + WIDE);
      FloatVector f0 = FloatVector.broadcast(LANES, x[x0 + xk]);
      a0 = f0.fma(left, a0);
      b0 = f0.fma(right, b0);
      FloatVector f1 = FloatVector.broadcast(LANES, x[x1 + xk]);
      a1 = f1.fma(left, a1);
      b1 = f1.fma(right, b1);
      FloatVector f2 = FloatVector.broadcast(LANES, x[x2 + xk]);
      a2 = f2.fma(left, a2);
      b2 = f2.fma(right, b2);
      FloatVector f3 = FloatVector.broadcast(LANES, x[x3 + xk]);
      a3 = f3.fma(left, a3);
      b3 = f3.fma(right, b3);
      FloatVector f4 = FloatVector.broadcast(LANES, x[x4 + xk]);
      a4 = f4.fma(left, a4);
      b4 = f4.fma(right, b4);
      FloatVector f5 = FloatVector.broadcast(LANES, x[x5 + xk]);
      a5 = f5.fma(left, a5);
      b5 = f5.fma(right, b5);
      FloatVector f6 = FloatVector.broadcast(LANES, x[x6 + xk]);
      a6 = f6.fma(left, a6);
      b6 = f6.fma(right, b6);
      FloatVector f7 = FloatVector.broadcast(LANES, x[x7 + xk]);
      a7 = f7.fma(left, a7);
      b7 = f7.fma(right, b7);
    }
    int at = y0;
    a0.add(FloatVector.fromArray(LANES, y, at)).intoArray(y, at);
    b0.add(FloatVector.fromArray(LANES, y, at + WIDE)).intoArray(y, at + WIDE);
    at += columns;
    a1.add(FloatVector.fromArray(LANES, y, at)).intoArray(y, at);
    b1.add(FloatVector.fromArray(LANES, y, at + WIDE)).intoArray(y, at + WIDE);
    at += columns;
    a2.add(FloatVector.fromArray(LANES, y, at)).intoArray(y, at);
    b2.add(FloatVector.fromArray(LANES, y, at + WIDE)).intoArray(y, at + WIDE);
    at += columns;
    a3.add(FloatVector.fromArray(LANES, y, at)).intoArray(y, at);
    b3.add(FloatVector.fromArray(LANES, y, at + WIDE)).intoArray(y, at + WIDE);
    at += columns;
    a4.add(FloatVector.fromArray(LANES, y, at)).intoArray(y, at);
    b4.add(FloatVector.fromArray(LANES, y, at + WIDE)).intoArray(y, at + WIDE);
    at += columns;
    a5.add(FloatVector.fromArray(LANES, y, at)).intoArray(y, at);
    b5.add(FloatVector.fromArray(LANES, y, at + WIDE)).intoArray(y, at + WIDE);
    at += columns;
    a6.add(FloatVector.fromArray(LANES, y, at)).intoArray(y, at);
    b6.add(FloatVector.fromArray(LANES, y, at + WIDE)).intoArray(y, at + WIDE);
    at += columns;
    a7.add(FloatVector.fromArray(LANES, y, at)).intoArray(y, at);
    b7.add(FloatVector.fromArray(LANES, y, at + WIDE)).intoArray(y, at + WIDE);
  }

  private static void pair(
      float[] x, int x0, int along, int terms, float[] w, int w0, int columns, float[] y, int y0) {
    FloatVector a = FloatVector.zero(LANES);
    FloatVector b = FloatVector.zero(LANES);
    for (int k = 0, xk = x0, wk = w0; k < terms; k++, xk += along, wk += columns) {
      FloatVector f = FloatVector.broadcast(LANES, x[xk]);
      a = f.fma(FloatVector.fromArray(LANES, w, wk), a);
      b = f.fma(FloatVector.fromArray(LANES, w, wk + WIDE), b);
    }
    a.add(FloatVector.fromArray(LANES, y, y0)).intoArray(y, y0);
    b.add(FloatVector.fromArray(LANES, y, y0 + WIDE)).intoArray(y, y0 + WIDE);
  }

  private static void one(
      float[] x, int x0, int along, int terms, float[] w, int w0, int columns, float[] y, int y0) {
    FloatVector a = FloatVector.zero(LANES);
    for (int k = 0, xk = x0, wk = w0; k < terms; k++, xk += along, wk += columns) {
      a = FloatVector.broadcast(LANES, x[xk]).fma(FloatVector.fromArray(LANES, w, wk), a);
    }
    a.add(FloatVector.fromArray(LANES, y, y0)).intoArray(y, y0);
  }

  @Override
  public void rectify(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i + WIDE <= to; i += WIDE) {
      FloatVector.fromArray(LANES, x, i).max(0f).intoArray(y, i);
    }
    rest.rectify(x, y, i, to);
  }

  @Override
  public void cut(float[] dy, float[] y, int from, int to) {
    FloatVector zero = FloatVector.zero(LANES);
    int i = from;
    for (; i + WIDE <= to; i += WIDE) {
      FloatVector gradient = FloatVector.fromArray(LANES, dy, i);
      zero.blend(gradient, FloatVector.fromArray(LANES, y, i).compare(VectorOperators.GT, 0f))
          .intoArray(dy, i);
    }
    rest.cut(dy, y, i, to);
  }

  @Override
  public void addCut(float[] dx, float[] y, float[] dy, int from, int to) {
    FloatVector zero = FloatVector.zero(LANES);
    int i = from;
    for (; i + WIDE <= to; i += WIDE) {
      FloatVector gradient = FloatVector.fromArray(LANES, dx, i);
      zero.blend(gradient, FloatVector.fromArray(LANES, y, i).compare(VectorOperators.GT, 0f))
          .add(FloatVector.fromArray(LANES, dy, i))
          .intoArray(dy, i);
    }
    rest.addCut(dx, y, dy, i, to);
  }

  @Override
  public void addRow(float[] b, int bFrom, int columns, float[] y, int yFrom, int rows) {
    int even = LANES.loopBound(columns);
    for (int r = 0; r < rows; r++) {
      int row = yFrom + r * columns;
      for (int c = 0; c < even; c += WIDE) {
        FloatVector.fromArray(LANES, b, bFrom + c)
            .add(FloatVector.fromArray(LANES, y, row + c))
            .intoArray(y, row + c);
      }
      ScalarDenseKernel.addRow(b, bFrom, even, columns, y, row);
    }
  }

  @Override
  public void sumRows(float[] y, int yFrom, int rows, int columns, float[] b, int bFrom) {
    int even = LANES.loopBound(columns);
    for (int c = 0; c < even; c += WIDE) {
      FloatVector sum = FloatVector.zero(LANES);
      for (int r = 0, at = yFrom + c; r < rows; r++, at += columns) {
        sum = sum.add(FloatVector.fromArray(LANES, y, at));
      }
      sum.add(FloatVector.fromArray(LANES, b, bFrom + c)).intoArray(b, bFrom + c);
    }
    for (int c = even; c < columns; c++) {
      ScalarDenseKernel.sumColumn(y, yFrom + c, rows, columns, b, bFrom + c);
    }
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
    int i = from;
    for (; i + WIDE <= to; i += WIDE) {
      FloatVector g =
          FloatVector.fromArray(LANES, one, i).add(FloatVector.fromArray(LANES, other, i));
      FloatVector m = FloatVector.fromArray(LANES, mean, i).mul(factors[0]).add(g.mul(factors[1]));
      FloatVector v =
          FloatVector.fromArray(LANES, square, i).mul(factors[2]).add(g.mul(factors[3]).mul(g));
      m.intoArray(mean, i);
      v.intoArray(square, i);
      FloatVector root = v.mul(factors[5]).lanewise(VectorOperators.SQRT).add(factors[6]);
      FloatVector.fromArray(LANES, values, i).sub(m.mul(factors[4]).div(root)).intoArray(values, i);
    }
    rest.adam(values, one, other, mean, square, factors, i, to);
  }
}
