package org.everyshot.crystal;

/// Metric tensor of a lattice: dot products of its axes, Å².
record Metric(double aa, double bb, double cc, double bc, double ac, double ab) {
  static Metric of(UnitCell cell) {
    double[] m = cell.orthogonalization();
    return new Metric(
        dot(m, 0, 0), dot(m, 1, 1), dot(m, 2, 2), dot(m, 1, 2), dot(m, 0, 2), dot(m, 0, 1));
  }

  private static double dot(double[] columns, int p, int q) {
    double sum = 0;
    for (int row = 0; row < 9; row += 3) {
      sum += columns[row + p] * columns[row + q];
    }
    return sum;
  }

  /// Dot product of axes i and j.
  double at(int i, int j) {
    if (i == j) {
      return i == 0 ? aa : i == 1 ? bb : cc;
    }
    return i + j == 3 ? bc : i + j == 2 ? ac : ab;
  }

  /// Dot product of two vectors in fractional coordinates.
  double dot(int[] u, int[] v) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        sum += u[i] * v[j] * at(i, j);
      }
    }
    return sum;
  }

  /// The metric of new axes, given in terms of these: columns of a `[3][3]` row-major matrix.
  Metric changed(double[] axes) {
    double[][] g = new double[3][3];
    for (int p = 0; p < 3; p++) {
      for (int q = 0; q < 3; q++) {
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 3; j++) {
            g[p][q] += axes[3 * i + p] * at(i, j) * axes[3 * j + q];
          }
        }
      }
    }
    return new Metric(g[0][0], g[1][1], g[2][2], g[1][2], g[0][2], g[0][1]);
  }

  /// Largest change of a dot product under rotations (nine elements each), as a fraction of the
  /// lengths of its two axes.
  double asymmetry(int[] rotations) {
    double largest = 0;
    for (int at = 0; at < rotations.length; at += 9) {
      Metric turned = changed(matrix(rotations, at));
      for (int i = 0; i < 3; i++) {
        for (int j = i; j < 3; j++) {
          double change = Math.abs(turned.at(i, j) - at(i, j)) / Math.sqrt(at(i, i) * at(j, j));
          largest = Math.max(largest, change);
        }
      }
    }
    return largest;
  }

  /// Mean over rotations.
  Metric mean(int[] rotations) {
    double[] sum = new double[6];
    for (int at = 0; at < rotations.length; at += 9) {
      Metric turned = changed(matrix(rotations, at));
      sum[0] += turned.aa;
      sum[1] += turned.bb;
      sum[2] += turned.cc;
      sum[3] += turned.bc;
      sum[4] += turned.ac;
      sum[5] += turned.ab;
    }
    double n = rotations.length / 9.0;
    return new Metric(sum[0] / n, sum[1] / n, sum[2] / n, sum[3] / n, sum[4] / n, sum[5] / n);
  }

  private static double[] matrix(int[] rotations, int at) {
    double[] matrix = new double[9];
    for (int i = 0; i < 9; i++) {
      matrix[i] = rotations[at + i];
    }
    return matrix;
  }

  /// The cell of this metric.
  UnitCell cell() {
    double a = Math.sqrt(aa);
    double b = Math.sqrt(bb);
    double c = Math.sqrt(cc);
    return new UnitCell(a, b, c, angle(bc / (b * c)), angle(ac / (a * c)), angle(ab / (a * b)));
  }

  /// Degrees; exactly 90 and 120 where rounding alone keeps them apart.
  private static double angle(double cosine) {
    if (Math.abs(cosine) < 1e-12) {
      return 90;
    }
    return Math.abs(cosine + 0.5) < 1e-12 ? 120 : Math.toDegrees(Math.acos(cosine));
  }
}
