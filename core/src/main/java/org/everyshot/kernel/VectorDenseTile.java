package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Parts of a product Y += X W that stay in registers over the whole inner sum: eight rows by two
/// vectors, one row by two vectors, one row by one.
///
/// There are two of the first kind, for the stride of X that is 1 in each: with a constant stride
/// the virtual machine checks bounds before the loop, not in it, which is worth a third of
/// the time.
final class VectorDenseTile {
  private static final VectorSpecies<Float> LANES = SingleTile.SPECIES;
  private static final int WIDE = LANES.length();

  /// Columns and rows of a tile.
  static final int PAIR = 2 * WIDE;

  static final int ROWS = 8;

  private VectorDenseTile() {}

  /// A tile of X W, [#ROWS] by [#PAIR]: rows of X are `terms` long, those of W [#PAIR].
  static void along(float[] x, int x0, int terms, float[] w, int w0, float[] out) {
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
    int x1 = x0 + terms;
    int x2 = x1 + terms;
    int x3 = x2 + terms;
    int x4 = x3 + terms;
    int x5 = x4 + terms;
    int x6 = x5 + terms;
    int x7 = x6 + terms;
    for (int k = 0; k < terms; k++) {
      int wk = w0 + k * PAIR;
      FloatVector left = FloatVector.fromArray(LANES, w, wk);
      FloatVector right = FloatVector.fromArray(LANES, w, wk + WIDE);
      FloatVector f0 = FloatVector.broadcast(LANES, x[x0 + k]);
      a0 = f0.fma(left, a0);
      b0 = f0.fma(right, b0);
      FloatVector f1 = FloatVector.broadcast(LANES, x[x1 + k]);
      a1 = f1.fma(left, a1);
      b1 = f1.fma(right, b1);
      FloatVector f2 = FloatVector.broadcast(LANES, x[x2 + k]);
      a2 = f2.fma(left, a2);
      b2 = f2.fma(right, b2);
      FloatVector f3 = FloatVector.broadcast(LANES, x[x3 + k]);
      a3 = f3.fma(left, a3);
      b3 = f3.fma(right, b3);
      FloatVector f4 = FloatVector.broadcast(LANES, x[x4 + k]);
      a4 = f4.fma(left, a4);
      b4 = f4.fma(right, b4);
      FloatVector f5 = FloatVector.broadcast(LANES, x[x5 + k]);
      a5 = f5.fma(left, a5);
      b5 = f5.fma(right, b5);
      FloatVector f6 = FloatVector.broadcast(LANES, x[x6 + k]);
      a6 = f6.fma(left, a6);
      b6 = f6.fma(right, b6);
      FloatVector f7 = FloatVector.broadcast(LANES, x[x7 + k]);
      a7 = f7.fma(left, a7);
      b7 = f7.fma(right, b7);
    }
    a0.intoArray(out, 0);
    b0.intoArray(out, WIDE);
    a1.intoArray(out, 2 * WIDE);
    b1.intoArray(out, 3 * WIDE);
    a2.intoArray(out, 4 * WIDE);
    b2.intoArray(out, 5 * WIDE);
    a3.intoArray(out, 6 * WIDE);
    b3.intoArray(out, 7 * WIDE);
    a4.intoArray(out, 8 * WIDE);
    b4.intoArray(out, 9 * WIDE);
    a5.intoArray(out, 10 * WIDE);
    b5.intoArray(out, 11 * WIDE);
    a6.intoArray(out, 12 * WIDE);
    b6.intoArray(out, 13 * WIDE);
    a7.intoArray(out, 14 * WIDE);
    b7.intoArray(out, 15 * WIDE);
  }

  /// A tile of Y += Xᵀ W: rows of X are `inner` long, those of W and Y `columns`.
  static void across(
      float[] x, int x0, int inner, int terms, float[] w, int w0, int columns, float[] y, int y0) {
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
    for (int k = 0; k < terms; k++) {
      int wk = w0 + k * columns;
      FloatVector left = FloatVector.fromArray(LANES, w, wk);
      FloatVector right = FloatVector.fromArray(LANES, w, wk + WIDE);
      int row = x0 + k * inner;
      FloatVector f0 = FloatVector.broadcast(LANES, x[row]);
      a0 = f0.fma(left, a0);
      b0 = f0.fma(right, b0);
      FloatVector f1 = FloatVector.broadcast(LANES, x[row + 1]);
      a1 = f1.fma(left, a1);
      b1 = f1.fma(right, b1);
      FloatVector f2 = FloatVector.broadcast(LANES, x[row + 2]);
      a2 = f2.fma(left, a2);
      b2 = f2.fma(right, b2);
      FloatVector f3 = FloatVector.broadcast(LANES, x[row + 3]);
      a3 = f3.fma(left, a3);
      b3 = f3.fma(right, b3);
      FloatVector f4 = FloatVector.broadcast(LANES, x[row + 4]);
      a4 = f4.fma(left, a4);
      b4 = f4.fma(right, b4);
      FloatVector f5 = FloatVector.broadcast(LANES, x[row + 5]);
      a5 = f5.fma(left, a5);
      b5 = f5.fma(right, b5);
      FloatVector f6 = FloatVector.broadcast(LANES, x[row + 6]);
      a6 = f6.fma(left, a6);
      b6 = f6.fma(right, b6);
      FloatVector f7 = FloatVector.broadcast(LANES, x[row + 7]);
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

  /// Two vectors of one row; element k of X lies at x0 + k · along.
  static void pair(
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

  /// The columns from `c` on, fewer than [#PAIR]: element (r, k) of X lies at r · down + k · along.
  static void rest(
      float[] x,
      int xFrom,
      int down,
      int along,
      int rows,
      int terms,
      float[] w,
      int wFrom,
      int c,
      int columns,
      float[] y,
      int yFrom) {
    int at = c;
    for (; at + WIDE <= columns; at += WIDE) {
      for (int r = 0; r < rows; r++) {
        one(x, xFrom + r * down, along, terms, w, wFrom + at, columns, y, yFrom + r * columns + at);
      }
    }
    for (; at < columns; at++) {
      for (int r = 0; r < rows; r++) {
        float total = 0;
        for (int k = 0; k < terms; k++) {
          total += x[xFrom + r * down + k * along] * w[wFrom + k * columns + at];
        }
        y[yFrom + r * columns + at] += total;
      }
    }
  }
}
