package org.everyshot.crystal;

/// Density over one whole unit cell, with the symmetry of a space group.
///
/// Values lie as [MapGrid] says, u fastest. The array is not copied: the holder must not change it.
public final class CrystalMap {
  private final UnitCell cell;
  private final SpaceGroup group;
  private final MapGrid grid;
  private final float[] values;
  private final double mean;
  private final double sigma;

  public CrystalMap(UnitCell cell, SpaceGroup group, MapGrid grid, float[] values) {
    if (values.length != grid.count()) {
      throw new IllegalArgumentException(grid + " with " + values.length + " values");
    }
    this.cell = cell;
    this.group = group;
    this.grid = grid;
    this.values = values;
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    this.mean = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    this.sigma = Math.sqrt(squares / values.length);
  }

  /// Unit cell.
  public UnitCell cell() {
    return cell;
  }

  /// Space group.
  public SpaceGroup group() {
    return group;
  }

  /// Where the values lie.
  public MapGrid grid() {
    return grid;
  }

  /// The values, u fastest.
  public float[] values() {
    return values;
  }

  /// Mean over the whole cell.
  public double mean() {
    return mean;
  }

  /// Standard deviation over the whole cell.
  public double sigma() {
    return sigma;
  }

  /// Value of a point anywhere: cells repeat.
  public float at(int u, int v, int w) {
    return values[grid.index(u, v, w)];
  }

  /// Value at fractions of the cell, between points by a cubic through four of them along each
  /// axis (Catmull & Rom 1974).
  public double interpolated(double x, double y, double z) {
    double u = x * grid.nu();
    double v = y * grid.nv();
    double w = z * grid.nw();
    int u0 = (int) Math.floor(u);
    int v0 = (int) Math.floor(v);
    int w0 = (int) Math.floor(w);
    double alongW = 0;
    for (int c = -1; c < 3; c++) {
      double alongV = 0;
      for (int b = -1; b < 3; b++) {
        double alongU = 0;
        for (int a = -1; a < 3; a++) {
          alongU += weight(u - u0, a) * at(u0 + a, v0 + b, w0 + c);
        }
        alongV += weight(v - v0, b) * alongU;
      }
      alongW += weight(w - w0, c) * alongV;
    }
    return alongW;
  }

  /// Weight of the point `i` (−1 to 2) at `t` between points 0 and 1.
  private static double weight(double t, int i) {
    double x = Math.abs(t - i);
    return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
  }
}
