package org.everyshot.kernel;

/// The products of a dense layer, Y = X W + b, and of its gradients. Matrices are row-major parts
/// of flat arrays, each given by the array and where it begins.
///
/// Both add to what is there, so that a bias, a residual path or the gradient of other rows
/// costs nothing. The way back, dX += dY Wᵀ, is [#multiply] with W transposed beforehand. Sizes:
/// some hundred rows, 1 to some hundred columns.
public sealed interface DenseKernel permits ScalarDenseKernel, VectorDenseKernel {
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

  /// A step of Adam for parameters `from` to `to`, down the sum of two gradients g: m = β₁ m +
  /// (1 − β₁) g, v = β₂ v + (1 − β₂) g², parameter −= r₁ m/(√(r₂ v) + ε).
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
