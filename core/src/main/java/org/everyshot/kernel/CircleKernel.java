package org.everyshot.kernel;

/// Interpolation on circles about an axis of a grid of complex values: the hot loops of phasing,
/// in single precision.
///
/// All points of a circle lie as far along the axis, so the grid's planes across it are blended
/// first, once for them all, and the points interpolated on what comes out. Real and imaginary
/// parts alternate in rows.
public sealed interface CircleKernel permits ScalarCircleKernel, VectorCircleKernel {
  /// Grid points that a window covers along each axis.
  int TAPS = MatrixKernel.TAPS;

  /// Rows of a blend are read and written so many values at once.
  int LANES = 16;

  /// Length of a window's row: [#TAPS] complex values, filled up. As many are read from a blend.
  int WINDOW_ROW = MatrixKernel.WINDOW_ROW;

  /// Length of a point's weights: [#TAPS] along the rows and as many zeros as fill up eight, then
  /// [#TAPS] across, then nothing that matters.
  int WEIGHTS = 16;

  /// Where a point's weights across the rows begin.
  int ACROSS = 8;

  /// Blends [#TAPS] planes of a grid into one: rows of the sum of weights times planes.
  ///
  /// @param from index of the first value of the first plane
  /// @param row distance of rows of the grid
  /// @param plane distance of its planes
  /// @param lanes length of a row of the blend, a multiple of [#LANES]
  /// @param weights of the planes, from index `at` on
  /// @param blend receives `[rows][lanes]`
  void blend(
      float[] grid,
      int from,
      int row,
      int plane,
      int rows,
      int lanes,
      float[] weights,
      int at,
      float[] blend);

  /// The transpose of [#blend]: adds the weighted blend to the planes.
  void spread(
      float[] blend,
      int rows,
      int lanes,
      float[] weights,
      int at,
      float[] grid,
      int from,
      int row,
      int plane);

  /// Values at the points `first` to `end` − 1 of a blend.
  ///
  /// @param lanes length of a row of the blend; [#WINDOW_ROW] more values follow the last
  /// @param corners index in the blend of the first value that each point's window covers
  /// @param weights `[points][WEIGHTS]`
  void gather(
      float[] blend,
      int lanes,
      int[] corners,
      float[] weights,
      int first,
      int end,
      float[] re,
      float[] im);

  /// The transpose of [#gather]: adds each point's values, weighted, to the blend. Points are taken
  /// in the order of [#inTurn], so that no window waits for the one before.
  void scatter(
      float[] re,
      float[] im,
      int[] corners,
      float[] weights,
      int first,
      int end,
      float[] blend,
      int lanes);

  /// Points between those that are taken one after the other.
  static int inTurn(int points) {
    return points / 8 + 1;
  }

  /// Complex values to a row of pairs: `count` real parts, then as many imaginary ones.
  ///
  /// @param count a multiple of [#LANES]
  void pair(float[] parts, int from, int count, float[] pairs, int to);

  /// The inverse of [#pair].
  void part(float[] pairs, int from, int count, float[] parts, int to);

  /// The kernel of this run: vectors where the Java machine has them, unless system property
  /// `everyshot.kernel` is `scalar`.
  static CircleKernel chosen() {
    return Kernels.kernel() instanceof ScalarKernel
        ? new ScalarCircleKernel()
        : new VectorCircleKernel();
  }
}
