package org.everyshot.kernel;

import java.util.Arrays;

/// The products of a dense layer, Y = X W + b, and of its gradients. Matrices are row-major parts
/// of flat arrays, each given by the array and where it begins.
///
/// Both add to what is there, so that a bias, a residual path or the gradient of other rows
/// costs nothing. The way back, dX += dY Wᵀ, is [#multiply] with W transposed beforehand. What the
/// layers of a residual block need besides is done on the product while it is near; the default
/// methods say what that is. Sizes: some hundred rows, 1 to some hundred columns.
public sealed interface DenseKernel permits ScalarDenseKernel, VectorDenseKernel {
  /// Running means of gradients, and of their squares, that move nothing by as much as single
  /// precision can tell; kept, they become denormal numbers, which processors are slow with.
  float LEAST_MEAN = 1e-30f;

  float LEAST_SQUARE = 1e-36f;

  /// Y += X W, with X `[rows][inner]`, W `[inner][columns]`, Y `[rows][columns]`.
  void multiply(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] y,
      int yFrom);

  /// W += Xᵀ Y, with X `[rows][inner]`, Y `[rows][columns]`, W `[inner][columns]`.
  void gradient(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] y,
      int yFrom,
      int columns,
      float[] w,
      int wFrom);

  /// Y = max(0, X W + b).
  default void layer(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] b,
      int bFrom,
      float[] y,
      int yFrom) {
    int yTo = yFrom + rows * columns;
    Arrays.fill(y, yFrom, yTo, 0);
    addRow(b, bFrom, columns, y, yFrom, rows);
    multiply(x, xFrom, rows, inner, w, wFrom, columns, y, yFrom);
    rectify(y, y, yFrom, yTo);
  }

  /// Y += X W + b, and Z = max(0, Y); both begin at `yFrom`.
  default void residual(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] b,
      int bFrom,
      float[] y,
      float[] z,
      int yFrom) {
    addRow(b, bFrom, columns, y, yFrom, rows);
    multiply(x, xFrom, rows, inner, w, wFrom, columns, y, yFrom);
    rectify(y, z, yFrom, yFrom + rows * columns);
  }

  /// Y = X W where `passed`, laid out as Y, is above 0; elsewhere 0.
  default void layerBack(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] passed,
      float[] y,
      int yFrom) {
    int yTo = yFrom + rows * columns;
    Arrays.fill(y, yFrom, yTo, 0);
    multiply(x, xFrom, rows, inner, w, wFrom, columns, y, yFrom);
    cut(y, passed, yFrom, yTo);
  }

  /// Y += X W where `passed`, laid out as Y, is above 0.
  ///
  /// @param scratch as long as Y
  default void residualBack(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] passed,
      float[] y,
      int yFrom,
      float[] scratch) {
    int yTo = yFrom + rows * columns;
    Arrays.fill(scratch, yFrom, yTo, 0);
    multiply(x, xFrom, rows, inner, w, wFrom, columns, scratch, yFrom);
    addCut(scratch, passed, y, yFrom, yTo);
  }

  /// Y = max(X, 0), over elements `from` to `to`; X and Y may be one.
  void rectify(float[] x, float[] y, int from, int to);

  /// dY = 0 where Y is not above 0.
  void cut(float[] dy, float[] y, int from, int to);

  /// dY += dX where Y is above 0.
  void addCut(float[] dx, float[] y, float[] dy, int from, int to);

  /// Every row of Y += b, with Y `[rows][columns]`.
  void addRow(float[] b, int bFrom, int columns, float[] y, int yFrom, int rows);

  /// b += the sum of the rows of Y, with Y `[rows][columns]`.
  void sumRows(float[] y, int yFrom, int rows, int columns, float[] b, int bFrom);

  /// Whether elements `from` to `to` are finite.
  boolean finite(float[] x, int from, int to);

  /// A step of Adam for parameters `from` to `to`, down the sum of two gradients g: m = β₁ m +
  /// (1 − β₁) g, v = β₂ v + (1 − β₂) g², parameter −= r₁ m/(√(r₂ v) + ε). The gradients become
  /// 0, and so do m and v below [#LEAST_MEAN] and [#LEAST_SQUARE].
  ///
  /// @param factors β₁, 1 − β₁, β₂, 1 − β₂, r₁, r₂, ε
  void adam(
      float[] values,
      float[] one,
      float[] other,
      float[] mean,
      float[] square,
      float[] factors,
      int from,
      int to);

  /// A kernel of this run: vectors where the Java machine has them, unless system property
  /// `everyshot.kernel` is `scalar`. Not for several threads at once.
  static DenseKernel chosen() {
    return Kernels.kernel() instanceof ScalarKernel
        ? new ScalarDenseKernel()
        : new VectorDenseKernel();
  }

  /// The scalar reference.
  static DenseKernel scalar() {
    return new ScalarDenseKernel();
  }
}
