package org.everyshot.kernel;

/// The products of a dense layer, Y = X W + b, and of its gradients. Matrices are row-major parts
/// of flat arrays, each given by the array and where it begins.
///
/// All three add to what is there, so that a bias, a residual path or the gradient of other rows
/// costs nothing. Sizes: some hundred rows, 1 to some hundred columns.
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

  /// Y += X Wᵀ, with X `[rows][inner]`, W `[columns][inner]`, Y `[rows][columns]`.
  void multiplyTransposed(
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
