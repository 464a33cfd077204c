package org.everyshot.kernel;

/// Squared modulus of a complex field between the nodes of a lattice, at many rotated points.
///
/// The field at lattice coordinates u is Σ gₙ ψ(u − n) over the 4 × 4 × 4 nodes around u, with a
/// separable window ψ that is given as a table. Nodes are interleaved complex numbers,
/// `[nz][ny][nx][2]`.
public final class LatticeSampler {
  /// Nodes along each axis that the window reaches.
  public static final int WIDTH = 4;

  private final float[] nodes;
  private final int nx;
  private final int ny;
  private final int nz;
  private final float[] window;
  private final float[] doubledWindow;
  private final int resolution;

  /// @param nodes interleaved complex nodes, `[nz][ny][nx][2]`
  /// @param window `[resolution + 1][4]`: weights of nodes −1, 0, 1, 2 at fraction row/resolution
  public LatticeSampler(float[] nodes, int nx, int ny, int nz, float[] window) {
    if (nodes.length != Math.multiplyExact(2, Math.multiplyExact(nx, Math.multiplyExact(ny, nz)))) {
      throw new IllegalArgumentException(
          nodes.length + " numbers for " + nx + " × " + ny + " × " + nz + " complex nodes");
    }
    this.nodes = nodes;
    this.nx = nx;
    this.ny = ny;
    this.nz = nz;
    this.window = window;
    this.resolution = window.length / WIDTH - 1;
    if (Integer.bitCount(resolution) != 1) {
      throw new IllegalArgumentException("window of " + resolution + " rows per node");
    }
    this.doubledWindow = new float[2 * window.length];
    for (int i = 0; i < doubledWindow.length; i++) {
      doubledWindow[i] = window[i / 2];
    }
  }

  /// Adds weight·|field|² at points, lattice coordinates = matrix · point + offset.
  ///
  /// @param matrix row-major, `[9]`
  /// @param offset `[3]`
  /// @param points `[count][3]`
  /// @param sum `[count]`
  /// @throws IndexOutOfBoundsException for a point whose nodes are not all in the lattice
  public void addSquares(
      double[] matrix, double[] offset, float[] points, double weight, float[] sum) {
    FieldKernel.chosen().addSquares(this, matrix, offset, points, weight, sum);
  }

  /// The field at points, lattice coordinates = matrix · point + offset.
  ///
  /// @param matrix row-major, `[9]`
  /// @param offset `[3]`
  /// @param points `[count][3]`
  /// @param re real part, `[count]`
  /// @param im imaginary part, `[count]`
  /// @throws IndexOutOfBoundsException for a point whose nodes are not all in the lattice
  public void sample(double[] matrix, double[] offset, float[] points, float[] re, float[] im) {
    FieldKernel.chosen().sample(this, matrix, offset, points, re, im);
  }

  static IndexOutOfBoundsException outside(int point, float u, float v, float w) {
    return new IndexOutOfBoundsException(
        "point " + point + " at (" + u + ", " + v + ", " + w + ")");
  }

  float[] nodes() {
    return nodes;
  }

  float[] window() {
    return window;
  }

  /// The window with every weight twice, for the two parts of a complex number.
  float[] doubledWindow() {
    return doubledWindow;
  }

  int nx() {
    return nx;
  }

  int ny() {
    return ny;
  }

  int nz() {
    return nz;
  }

  /// Rows of the window's table per node, a power of two.
  int resolution() {
    return resolution;
  }
}
