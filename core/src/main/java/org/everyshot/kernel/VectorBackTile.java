package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of the products within a residual block on the way back; as those of [VectorLayerTile].
final class VectorBackTile {
  private static final VectorSpecies<Float> LANES = SingleTile.SPECIES;
  private static final int WIDE = LANES.length();
  private static final int PAIR = VectorDenseTile.PAIR;

  private VectorBackTile() {}

  /// Y = X W where `passed` is above 0, elsewhere 0.
  static void cut(
      float[] x,
      int x0,
      int terms,
      float[] w,
      int w0,
      float[] passed,
      float[] y,
      int y0,
      int columns) {
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
    int at = y0;
    FloatVector zero = FloatVector.zero(LANES);
    zero.blend(a0, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .intoArray(y, at);
    zero.blend(b0, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a1, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .intoArray(y, at);
    zero.blend(b1, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a2, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .intoArray(y, at);
    zero.blend(b2, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a3, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .intoArray(y, at);
    zero.blend(b3, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a4, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .intoArray(y, at);
    zero.blend(b4, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a5, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .intoArray(y, at);
    zero.blend(b5, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a6, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .intoArray(y, at);
    zero.blend(b6, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a7, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .intoArray(y, at);
    zero.blend(b7, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .intoArray(y, at + WIDE);
  }

  /// Y += X W where `passed` is above 0.
  static void addCut(
      float[] x,
      int x0,
      int terms,
      float[] w,
      int w0,
      float[] passed,
      float[] y,
      int y0,
      int columns) {
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
    int at = y0;
    FloatVector zero = FloatVector.zero(LANES);
    zero.blend(a0, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at))
        .intoArray(y, at);
    zero.blend(b0, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at + WIDE))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a1, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at))
        .intoArray(y, at);
    zero.blend(b1, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at + WIDE))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a2, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at))
        .intoArray(y, at);
    zero.blend(b2, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at + WIDE))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a3, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at))
        .intoArray(y, at);
    zero.blend(b3, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at + WIDE))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a4, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at))
        .intoArray(y, at);
    zero.blend(b4, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at + WIDE))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a5, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at))
        .intoArray(y, at);
    zero.blend(b5, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at + WIDE))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a6, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at))
        .intoArray(y, at);
    zero.blend(b6, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at + WIDE))
        .intoArray(y, at + WIDE);
    at += columns;
    zero.blend(a7, FloatVector.fromArray(LANES, passed, at).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at))
        .intoArray(y, at);
    zero.blend(b7, FloatVector.fromArray(LANES, passed, at + WIDE).compare(VectorOperators.GT, 0f))
        .add(FloatVector.fromArray(LANES, y, at + WIDE))
        .intoArray(y, at + WIDE);
  }
}
