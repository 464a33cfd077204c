package org.everyshot.structure;

/// Density sampled on a lattice of points, of an electron microscopy or crystallographic map.
///
/// Value of point (i, j, k), i fastest: `values[(k * ny + j) * nx + i]`, at
/// origin + i·stepX + j·stepY + k·stepZ, in Å. Steps are vectors, so that cells need not be
/// rectangular. The arrays are not copied: the holder must not change them.
public final class DensityMap implements Structure {
  private final String name;
  private final int nx;
  private final int ny;
  private final int nz;
  private final double[] steps;
  private final double[] origin;
  private final float[] values;

  /// @param steps the three step vectors after one another, `[9]`, Å
  /// @param origin position of point (0, 0, 0), `[3]`, Å
  public DensityMap(
      String name, int nx, int ny, int nz, double[] steps, double[] origin, float[] values) {
    if (steps.length != 9
        || origin.length != 3
        || values.length != Math.multiplyExact(nx, Math.multiplyExact(ny, nz))) {
      throw new IllegalArgumentException(
          "map of " + nx + " × " + ny + " × " + nz + " with " + values.length + " values");
    }
    this.name = name;
    this.nx = nx;
    this.ny = ny;
    this.nz = nz;
    this.steps = steps.clone();
    this.origin = origin.clone();
    this.values = values;
  }

  @Override
  public String name() {
    return name;
  }

  /// Number of points along the fastest axis.
  public int nx() {
    return nx;
  }

  /// Number of points along the middle axis.
  public int ny() {
    return ny;
  }

  /// Number of points along the slowest axis.
  public int nz() {
    return nz;
  }

  /// Component `axis` (0 x, 1 y, 2 z) of step vector `step` (0 fastest, 2 slowest), Å.
  public double step(int step, int axis) {
    return steps[3 * step + axis];
  }

  /// Component of the position of point (0, 0, 0), Å.
  public double origin(int axis) {
    return origin[axis];
  }

  /// Value of a point.
  public float at(int i, int j, int k) {
    return values[(k * ny + j) * nx + i];
  }

  /// All values, i fastest; not to be changed.
  public float[] values() {
    return values;
  }

  /// Volume that belongs to one point, Å³.
  public double voxelVolume() {
    double[] s = steps;
    return Math.abs(
        s[0] * (s[4] * s[8] - s[5] * s[7])
            - s[1] * (s[3] * s[8] - s[5] * s[6])
            + s[2] * (s[3] * s[7] - s[4] * s[6]));
  }
}
