package org.everyshot.merging;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UnitCell;

/// Distances in a crystal, over all copies by symmetry and all cells.
final class AtomNeighbours {
  private final CrystalModel model;
  private final int[] rotations;
  private final double[] translations;
  private final double[] axes;
  private final double[] reach;

  AtomNeighbours(CrystalModel model) {
    this.model = model;
    List<SymmetryOperation> operations = model.group().operations();
    this.rotations = new int[9 * operations.size()];
    this.translations = new double[3 * operations.size()];
    for (int i = 0; i < operations.size(); i++) {
      System.arraycopy(operations.get(i).rotation(), 0, rotations, 9 * i, 9);
      for (int axis = 0; axis < 3; axis++) {
        translations[3 * i + axis] =
            operations.get(i).translation24()[axis] / (double) SymmetryOperation.DENOMINATOR;
      }
    }
    UnitCell cell = model.cell();
    this.axes = cell.orthogonalization();
    double[] metric = cell.reciprocalMetric();
    this.reach = new double[] {Math.sqrt(metric[0]), Math.sqrt(metric[1]), Math.sqrt(metric[2])};
  }

  /// What was found: squared distance, Å², and the copy of the point that is nearest, fractions.
  static final class Nearest {
    double square;
    double x;
    double y;
    double z;
    int atom = -1;
    private final double limit;

    private Nearest(double limit) {
      this.limit = limit * limit;
      this.square = this.limit;
    }

    boolean found() {
      return square < limit;
    }
  }

  /// The atom nearest to any copy of a point, if it is nearer than `limit` Å.
  Nearest nearestAtom(double[] point, double limit) {
    var nearest = new Nearest(limit);
    for (int op = 0; op < translations.length / 3; op++) {
      double[] copy = copy(op, point);
      for (int atom = 0; atom < model.count(); atom++) {
        double before = nearest.square;
        approach(
            copy,
            model.fraction(atom, 0),
            model.fraction(atom, 1),
            model.fraction(atom, 2),
            nearest);
        if (nearest.square < before) {
          nearest.atom = atom;
        }
      }
    }
    return nearest;
  }

  /// The copy of one point nearest to another, if it is nearer than `limit` Å.
  Nearest nearestCopy(double[] of, double[] to, double limit) {
    var nearest = new Nearest(limit);
    for (int op = 0; op < translations.length / 3; op++) {
      approach(copy(op, of), to[0], to[1], to[2], nearest);
    }
    return nearest;
  }

  /// All copies of atoms within `limit` Å of a point.
  List<Neighbour> around(double[] point, double limit) {
    List<Neighbour> found = new ArrayList<>();
    for (int op = 0; op < translations.length / 3; op++) {
      for (int atom = 0; atom < model.count(); atom++) {
        double[] of = {model.fraction(atom, 0), model.fraction(atom, 1), model.fraction(atom, 2)};
        double[] d = copy(op, of);
        for (int i = 0; i < 3; i++) {
          d[i] -= point[i];
        }
        collect(atom, d, limit, found);
      }
    }
    return found;
  }

  private void collect(int atom, double[] d, double limit, List<Neighbour> found) {
    double rx = limit * reach[0];
    double ry = limit * reach[1];
    double rz = limit * reach[2];
    for (double c = Math.ceil(-rz - d[2]); c <= rz - d[2]; c++) {
      for (double b = Math.ceil(-ry - d[1]); b <= ry - d[1]; b++) {
        for (double a = Math.ceil(-rx - d[0]); a <= rx - d[0]; a++) {
          double x = axes[0] * (d[0] + a) + axes[1] * (d[1] + b) + axes[2] * (d[2] + c);
          double y = axes[4] * (d[1] + b) + axes[5] * (d[2] + c);
          double z = axes[8] * (d[2] + c);
          if (x * x + y * y + z * z <= limit * limit) {
            found.add(new Neighbour(atom, x, y, z));
          }
        }
      }
    }
  }

  private double[] copy(int op, double[] point) {
    int r = 9 * op;
    double[] out = new double[3];
    for (int i = 0; i < 3; i++) {
      out[i] =
          rotations[r + 3 * i] * point[0]
              + rotations[r + 3 * i + 1] * point[1]
              + rotations[r + 3 * i + 2] * point[2]
              + translations[3 * op + i];
    }
    return out;
  }

  /// Tries every cell that can bring `copy` nearer to (x, y, z) than what was found.
  private void approach(double[] copy, double x, double y, double z, Nearest nearest) {
    double dx = copy[0] - x;
    double dy = copy[1] - y;
    double dz = copy[2] - z;
    double limit = Math.sqrt(nearest.square);
    double rx = limit * reach[0];
    double ry = limit * reach[1];
    double rz = limit * reach[2];
    for (double c = Math.ceil(-rz - dz); c <= rz - dz; c++) {
      for (double b = Math.ceil(-ry - dy); b <= ry - dy; b++) {
        for (double a = Math.ceil(-rx - dx); a <= rx - dx; a++) {
          double px = axes[0] * (dx + a) + axes[1] * (dy + b) + axes[2] * (dz + c);
          double py = axes[4] * (dy + b) + axes[5] * (dz + c);
          double pz = axes[8] * (dz + c);
          double square = px * px + py * py + pz * pz;
          if (square < nearest.square) {
            nearest.square = square;
            nearest.x = copy[0] + a;
            nearest.y = copy[1] + b;
            nearest.z = copy[2] + c;
          }
        }
      }
    }
  }
}
