package org.everyshot.kernel;

/// Products of small matrices, and interpolation on a grid of complex values: the hot loops of
/// phasing, in single precision.
public sealed interface MatrixKernel permits ScalarMatrixKernel, VectorMatrixKernel {
  /// Rows of B, C and windows are read and written eight values at once.
  int LANES = 8;

  /// Grid points that a window covers along each axis.
  int TAPS = 5;

  /// Length of a point's weights: [#LANES] along the fastest axis, of which the last are 0, then
  /// [#TAPS] along the next, then along the slowest.
  int WEIGHTS = LANES + 2 * TAPS;

  /// C[i][n] = Σ_k A[i][k] B[k][n].
  ///
  /// @param rows of A and C
  /// @param inner columns of A, rows of B
  /// @param lanes columns of B and C, a multiple of [#LANES]
  /// @param aRow distance of A's rows
  /// @param aInner distance of A's columns
  /// @param bRow distance of B's rows
  /// @param cRow distance of C's rows
  void multiply(
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
      int cRow);

  /// Complex values at points between those of a grid.
  ///
  /// The real part of a grid's row is followed by the imaginary part, `row / 2` values later.
  ///
  /// @param row distance of rows of the grid
  /// @param plane distance of its planes
  /// @param corners index of the first grid value that each point's window covers
  /// @param weights `[points][WEIGHTS]`
  void gather(
      float[] grid, int row, int plane, int[] corners, float[] weights, float[] re, float[] im);

  /// The transpose of [#gather]: adds each point's values, weighted, to the grid.
  void scatter(
      float[] re, float[] im, int[] corners, float[] weights, int row, int plane, float[] grid);

  /// The kernel of this run: vectors where the Java machine has them, unless system property
  /// `everyshot.kernel` is `scalar`.
  static MatrixKernel chosen() {
    return Kernels.kernel() instanceof ScalarKernel
        ? new ScalarMatrixKernel()
        : new VectorMatrixKernel();
  }

  /// The scalar reference.
  static MatrixKernel scalar() {
    return new ScalarMatrixKernel();
  }
}
