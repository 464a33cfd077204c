package org.everyshot.crystal;

import java.util.Arrays;

/// Points of a unit cell that belong to the bulk solvent.
///
/// What lies within van der Waals radius plus probe of an atom is closed to the solvent; then the
/// solvent takes back what is within the shrink distance of it. So the surface stands about where
/// the atoms end, and crevices too narrow for the probe stay closed. Hydrogens and atoms of
/// occupancy 0 close nothing; all others count in full.
/// Source: Jiang & Brünger, J. Mol. Biol. 243, 100 (1994).
public final class SolventMask {
  /// Radius of the probe, Å.
  public static final double PROBE = 1.0;

  /// How far the solvent comes back, Å.
  public static final double SHRINK = 1.1;

  private final MapGrid grid;
  private final double[] metric;
  private final double[] reach;
  private final boolean[] solvent;

  private SolventMask(UnitCell cell, MapGrid grid) {
    this.grid = grid;
    double[] o = cell.orthogonalization();
    this.metric =
        new double[] {
          o[0] * o[0],
          o[1] * o[1] + o[4] * o[4],
          o[2] * o[2] + o[5] * o[5] + o[8] * o[8],
          o[0] * o[1],
          o[0] * o[2],
          o[1] * o[2] + o[4] * o[5]
        };
    double[] reciprocal = cell.reciprocalMetric();
    this.reach =
        new double[] {Math.sqrt(reciprocal[0]), Math.sqrt(reciprocal[1]), Math.sqrt(reciprocal[2])};
    this.solvent = new boolean[grid.count()];
  }

  /// The solvent around a model; one thread.
  public static SolventMask of(CrystalModel model, MapGrid grid) {
    return of(model, grid, PROBE, SHRINK);
  }

  /// As [#of(CrystalModel, MapGrid)], with other distances.
  ///
  /// @param probe radius of the probe, Å
  /// @param shrink how far the solvent comes back, Å; 0 or more
  static SolventMask of(CrystalModel model, MapGrid grid, double probe, double shrink) {
    var mask = new SolventMask(model.cell(), grid);
    Arrays.fill(mask.solvent, true);
    for (SymmetryOperation operation : model.group().operations()) {
      int[] r = operation.rotation();
      int[] t = operation.translation24();
      for (int atom = 0; atom < model.count(); atom++) {
        if (model.atomicNumber(atom) > 1 && model.occupancy(atom) > 0) {
          double x = model.fraction(atom, 0);
          double y = model.fraction(atom, 1);
          double z = model.fraction(atom, 2);
          mask.close(
              r[0] * x + r[1] * y + r[2] * z + t[0] / (double) SymmetryOperation.DENOMINATOR,
              r[3] * x + r[4] * y + r[5] * z + t[1] / (double) SymmetryOperation.DENOMINATOR,
              r[6] * x + r[7] * y + r[8] * z + t[2] / (double) SymmetryOperation.DENOMINATOR,
              VanDerWaalsRadius.of(model.element(atom)) + probe);
        }
      }
    }
    mask.takeBack(shrink);
    return mask;
  }

  /// Closes the points of a sphere to the solvent.
  private void close(double x, double y, double z, double radius) {
    int nu = grid.nu();
    int nv = grid.nv();
    int nw = grid.nw();
    double[] g = metric;
    int lastW = (int) Math.floor((z + radius * reach[2]) * nw);
    int lastV = (int) Math.floor((y + radius * reach[1]) * nv);
    for (int w = (int) Math.ceil((z - radius * reach[2]) * nw); w <= lastW; w++) {
      double dz = (double) w / nw - z;
      for (int v = (int) Math.ceil((y - radius * reach[1]) * nv); v <= lastV; v++) {
        double dy = (double) v / nv - y;
        // Points of the sphere: g0 dx² + 2 p dx + q ≤ radius².
        double p = g[3] * dy + g[4] * dz;
        double q = g[1] * dy * dy + g[2] * dz * dz + 2 * g[5] * dy * dz;
        double root = p * p - g[0] * (q - radius * radius);
        if (root < 0) {
          continue;
        }
        double half = Math.sqrt(root);
        int lastU = (int) Math.floor((x + (-p + half) / g[0]) * nu);
        int line = grid.index(0, v, w);
        for (int u = (int) Math.ceil((x + (-p - half) / g[0]) * nu); u <= lastU; u++) {
          solvent[line + Math.floorMod(u, nu)] = false;
        }
      }
    }
  }

  /// Opens every closed point that has solvent within the distance.
  private void takeBack(double distance) {
    int[] steps = steps(distance);
    int nu = grid.nu();
    int nv = grid.nv();
    boolean[] before = solvent.clone();
    int at = 0;
    for (int w = 0; w < grid.nw(); w++) {
      for (int v = 0; v < nv; v++) {
        for (int u = 0; u < nu; u++, at++) {
          for (int s = 0; !solvent[at] && s < steps.length; s += 3) {
            solvent[at] = before[grid.index(u + steps[s], v + steps[s + 1], w + steps[s + 2])];
          }
        }
      }
    }
  }

  /// Steps to the points within a distance, three numbers each.
  private int[] steps(double distance) {
    int mostU = (int) Math.floor(distance * reach[0] * grid.nu());
    int mostV = (int) Math.floor(distance * reach[1] * grid.nv());
    int mostW = (int) Math.floor(distance * reach[2] * grid.nw());
    double[] g = metric;
    int[] found = new int[3 * (2 * mostU + 1) * (2 * mostV + 1) * (2 * mostW + 1)];
    int count = 0;
    for (int w = -mostW; w <= mostW; w++) {
      double z = (double) w / grid.nw();
      for (int v = -mostV; v <= mostV; v++) {
        double y = (double) v / grid.nv();
        for (int u = -mostU; u <= mostU; u++) {
          double x = (double) u / grid.nu();
          double square =
              g[0] * x * x
                  + g[1] * y * y
                  + g[2] * z * z
                  + 2 * (g[3] * x * y + g[4] * x * z + g[5] * y * z);
          if (square <= distance * distance) {
            found[count++] = u;
            found[count++] = v;
            found[count++] = w;
          }
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  /// Where the points lie.
  public MapGrid grid() {
    return grid;
  }

  /// Whether a point, by its index on the grid, is solvent.
  public boolean at(int index) {
    return solvent[index];
  }

  /// Fraction of the cell that is solvent.
  public double fraction() {
    int count = 0;
    for (boolean point : solvent) {
      if (point) {
        count++;
      }
    }
    return count / (double) solvent.length;
  }
}
