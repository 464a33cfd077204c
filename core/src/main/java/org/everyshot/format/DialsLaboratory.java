package org.everyshot.format;

import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.DamagedDataException;

/// From DIALS' laboratory to ours.
///
/// DIALS gives a beam's direction from the sample to the source, so that s₀ = −direction/λ,
/// usually along −z, with y up. Ours has z along s₀, y along the normal of the polarisation plane,
/// and x = y × z. For the usual beam this turns about y: (x, y, z) becomes (−x, y, −z).
///
/// A crystal's axes a, b, c are the rows of its matrix; the columns a*, b*, c* of the inverse are
/// the orientation.
final class DialsLaboratory {
  /// Rows: our axes in DIALS' laboratory.
  private final double[] rows;

  private DialsLaboratory(double[] rows) {
    this.rows = rows;
  }

  /// @param file for messages
  static DialsLaboratory of(String file, DialsExperiments.Beam beam) {
    double[] z = unit(-beam.direction[0], -beam.direction[1], -beam.direction[2]);
    double[] n = beam.normal;
    double along = z[0] * n[0] + z[1] * n[1] + z[2] * n[2];
    double[] y = unit(n[0] - along * z[0], n[1] - along * z[1], n[2] - along * z[2]);
    double[] rows = {
      y[1] * z[2] - y[2] * z[1],
      y[2] * z[0] - y[0] * z[2],
      y[0] * z[1] - y[1] * z[0], //
      y[0],
      y[1],
      y[2],
      z[0],
      z[1],
      z[2]
    };
    for (double value : rows) {
      if (!Double.isFinite(value)) {
        throw new DamagedDataException(
            file + ": a beam without direction, or polarised along its direction");
      }
    }
    return new DialsLaboratory(rows);
  }

  private static double[] unit(double x, double y, double z) {
    double length = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / length, y / length, z / length};
  }

  /// Component of a vector of DIALS' laboratory along our axis 0, 1 or 2.
  double along(int axis, double x, double y, double z) {
    return rows[3 * axis] * x + rows[3 * axis + 1] * y + rows[3 * axis + 2] * z;
  }

  /// Reciprocal axes in our laboratory.
  ///
  /// @param axes rows a, b, c in DIALS' laboratory, Å
  Orientation orientation(String file, double[] axes) {
    double[] reciprocal = new double[9]; // rows a*, b*, c*
    double volume = 0;
    for (int i = 0; i < 3; i++) {
      int p = 3 * ((i + 1) % 3);
      int q = 3 * ((i + 2) % 3);
      for (int c = 0; c < 3; c++) {
        int d = (c + 1) % 3;
        int e = (c + 2) % 3;
        reciprocal[3 * i + c] = axes[p + d] * axes[q + e] - axes[p + e] * axes[q + d];
      }
      volume =
          axes[3 * i] * reciprocal[3 * i]
              + axes[3 * i + 1] * reciprocal[3 * i + 1]
              + axes[3 * i + 2] * reciprocal[3 * i + 2];
    }
    if (!(Math.abs(volume) > 1e-6 && Double.isFinite(volume))) {
      throw new DamagedDataException(file + ": a crystal whose axes enclose no volume");
    }
    double[] matrix = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 3; i++) {
        matrix[3 * row + i] =
            along(row, reciprocal[3 * i], reciprocal[3 * i + 1], reciprocal[3 * i + 2]) / volume;
      }
    }
    return Orientation.ofMatrix(matrix);
  }

  /// Cell of a crystal.
  ///
  /// @param axes rows a, b, c, Å
  static UnitCell cell(String file, double[] axes) {
    double a = length(axes, 0);
    double b = length(axes, 3);
    double c = length(axes, 6);
    try {
      return new UnitCell(
          a, b, c, angle(axes, 3, 6, b, c), angle(axes, 0, 6, a, c), angle(axes, 0, 3, a, b));
    } catch (IllegalArgumentException e) {
      throw new DamagedDataException(file + ": " + e.getMessage(), e);
    }
  }

  private static double length(double[] v, int at) {
    return Math.sqrt(v[at] * v[at] + v[at + 1] * v[at + 1] + v[at + 2] * v[at + 2]);
  }

  private static double angle(double[] v, int p, int q, double lengthP, double lengthQ) {
    double dot = v[p] * v[q] + v[p + 1] * v[q + 1] + v[p + 2] * v[q + 2];
    return Math.toDegrees(Math.acos(dot / lengthP / lengthQ));
  }
}
