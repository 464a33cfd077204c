package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of the products within a residual block on the way there, eight rows by two vectors.
///
/// Each does what its layer does to the product while that is in registers: written out and read
/// again, it would cost a third of the time. They differ in how they begin and end; a method
/// for that is too much for the virtual machine to inline.
///
/// Rows of X are `terms` long, those of W [VectorDenseTile#PAIR], those of Y `columns`.
final class VectorLayerTile {
  private static final VectorSpecies<Float> LANES = SingleTile.SPECIES;
  private static final int WIDE = LANES.length();
  private static final int PAIR = VectorDenseTile.PAIR;

  private VectorLayerTile() {}

  /// Y = max(0, X W + b).
  static void rectified(
      float[] x,
      int x0,
      int terms,
      float[] w,
      int w0,
      float[] b,
      int bFrom,
      float[] y,
      int y0,
      int columns) {
    FloatVector a0 = FloatVector.fromArray(LANES, b, bFrom);
    FloatVector b0 = FloatVector.fromArray(LANES, b, bFrom + WIDE);
    FloatVector a1 = a0;
    FloatVector b1 = b0;
    FloatVector a2 = a0;
    FloatVector b2 = b0;
    FloatVector a3 = a0;
    FloatVector b3 = b0;
    FloatVector a4 = a0;
    FloatVector b4 = b0;
    FloatVector a5 = a0;
    FloatVector b5 = b0;
    FloatVector a6 = a0;
    FloatVector b6 = b0;
    FloatVector a7 = a0;
    FloatVector b7 = b0;
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
    int at = y0;
    a0.max(0f).intoArray(y, at);
    b0.max(0f).intoArray(y, at + WIDE);
    at += columns;
    a1.max(0f).intoArray(y, at);
    b1.max(0f).intoArray(y, at + WIDE);
    at += columns;
    a2.max(0f).intoArray(y, at);
    b2.max(0f).intoArray(y, at + WIDE);
    at += columns;
    a3.max(0f).intoArray(y, at);
    b3.max(0f).intoArray(y, at + WIDE);
    at += columns;
    a4.max(0f).intoArray(y, at);
    b4.max(0f).intoArray(y, at + WIDE);
    at += columns;
    a5.max(0f).intoArray(y, at);
    b5.max(0f).intoArray(y, at + WIDE);
    at += columns;
    a6.max(0f).intoArray(y, at);
    b6.max(0f).intoArray(y, at + WIDE);
    at += columns;
    a7.max(0f).intoArray(y, at);
    b7.max(0f).intoArray(y, at + WIDE);
  }

  /// Y += X W + b, and Z = max(0, Y).
  static void residual(
      float[] x,
      int x0,
      int terms,
      float[] w,
      int w0,
      float[] b,
      int bFrom,
      float[] y,
      float[] z,
      int y0,
      int columns) {
    FloatVector a0 = FloatVector.fromArray(LANES, b, bFrom);
    FloatVector b0 = FloatVector.fromArray(LANES, b, bFrom + WIDE);
    FloatVector a1 = a0;
    FloatVector b1 = b0;
    FloatVector a2 = a0;
    FloatVector b2 = b0;
    FloatVector a3 = a0;
    FloatVector b3 = b0;
    FloatVector a4 = a0;
    FloatVector b4 = b0;
    FloatVector a5 = a0;
    FloatVector b5 = b0;
    FloatVector a6 = a0;
    FloatVector b6 = b0;
    FloatVector a7 = a0;
    FloatVector b7 = b0;
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
    int at = y0;
    a0 = a0.add(FloatVector.fromArray(LANES, y, at));
    a0.intoArray(y, at);
    a0.max(0f).intoArray(z, at);
    b0 = b0.add(FloatVector.fromArray(LANES, y, at + WIDE));
    b0.intoArray(y, at + WIDE);
    b0.max(0f).intoArray(z, at + WIDE);
    at += columns;
    a1 = a1.add(FloatVector.fromArray(LANES, y, at));
    a1.intoArray(y, at);
    a1.max(0f).intoArray(z, at);
    b1 = b1.add(FloatVector.fromArray(LANES, y, at + WIDE));
    b1.intoArray(y, at + WIDE);
    b1.max(0f).intoArray(z, at + WIDE);
    at += columns;
    a2 = a2.add(FloatVector.fromArray(LANES, y, at));
    a2.intoArray(y, at);
    a2.max(0f).intoArray(z, at);
    b2 = b2.add(FloatVector.fromArray(LANES, y, at + WIDE));
    b2.intoArray(y, at + WIDE);
    b2.max(0f).intoArray(z, at + WIDE);
    at += columns;
    a3 = a3.add(FloatVector.fromArray(LANES, y, at));
    a3.intoArray(y, at);
    a3.max(0f).intoArray(z, at);
    b3 = b3.add(FloatVector.fromArray(LANES, y, at + WIDE));
    b3.intoArray(y, at + WIDE);
    b3.max(0f).intoArray(z, at + WIDE);
    at += columns;
    a4 = a4.add(FloatVector.fromArray(LANES, y, at));
    a4.intoArray(y, at);
    a4.max(0f).intoArray(z, at);
    b4 = b4.add(FloatVector.fromArray(LANES, y, at + WIDE));
    b4.intoArray(y, at + WIDE);
    b4.max(0f).intoArray(z, at + WIDE);
    at += columns;
    a5 = a5.add(FloatVector.fromArray(LANES, y, at));
    a5.intoArray(y, at);
    a5.max(0f).intoArray(z, at);
    b5 = b5.add(FloatVector.fromArray(LANES, y, at + WIDE));
    b5.intoArray(y, at + WIDE);
    b5.max(0f).intoArray(z, at + WIDE);
    at += columns;
    a6 = a6.add(FloatVector.fromArray(LANES, y, at));
    a6.intoArray(y, at);
    a6.max(0f).intoArray(z, at);
    b6 = b6.add(FloatVector.fromArray(LANES, y, at + WIDE));
    b6.intoArray(y, at + WIDE);
    b6.max(0f).intoArray(z, at + WIDE);
    at += columns;
    a7 = a7.add(FloatVector.fromArray(LANES, y, at));
    a7.intoArray(y, at);
    a7.max(0f).intoArray(z, at);
    b7 = b7.add(FloatVector.fromArray(LANES, y, at + WIDE));
    b7.intoArray(y, at + WIDE);
    b7.max(0f).intoArray(z, at + WIDE);
  }
}
