package org.everyshot.kernel;

/// Products of small matrices, and interpolation on a grid of complex values: the hot loops of
/// phasing, in single precision.
public sealed interface MatrixKernel permits ScalarMatrixKernel, VectorMatrixKernel {
  /// Rows of B, C and windows are read and written eight values at once.
  int LANES = 8;

  /// Grid points that a window covers along each axis.
  int TAPS = 5;

  /// Length of a window's row on a grid: [#TAPS] complex values, filled up.
  int WINDOW_ROW = 16;

  /// Length of a point's weights: [#WINDOW_ROW] along the fastest axis, each tap's twice, the last
  /// of which are 0, then [#TAPS] along the next axis, then along the slowest.
  int WEIGHTS = WINDOW_ROW + 2 * TAPS;

  /// C = A B.
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

  /// Four sums at once: `c[g] = Σ a[k][g] B[k][g]` over k, for g < 4.
  ///
  /// One alone would wait for each of its additions.
  ///
  /// @param inner terms of each sum
  /// @param lanes length of a row of B and C, a multiple of [#LANES]
  /// @param a `[inner][4]`
  /// @param b `[inner][4][lanes]`
  /// @param c receives `[4][lanes]`
  void fourSums(
      int inner, int lanes, float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom);

  /// Sums and differences of two rows: a + b and a − b.
  ///
  /// @param lanes length of a row, a multiple of [#LANES]
  void butterfly(
      float[] in, int a, float[] other, int b, float[] out, int sum, int difference, int lanes);

  /// Complex values at points between those of a grid.
  ///
  /// Real and imaginary parts alternate in the grid's rows.
  ///
  /// @param row distance of rows of the grid
  /// @param plane distance of its planes
  /// @param corners index of the first grid value that each point's window covers; a whole
  ///     [#WINDOW_ROW] is read from there
  /// @param weights `[points][WEIGHTS]`
  void gather(
      float[] grid, int row, int plane, int[] corners, float[] weights, float[] re, float[] im);

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
