package org.everyshot.crystal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Shortest primitive axes of a lattice, by the reduction of Selling and Delaunay.
///
/// Four vectors that sum to zero are replaced until no two of them enclose an acute angle; the
/// three shortest independent ones among them and their pairwise sums are the shortest of the
/// lattice.
/// Source: Delaunay, Z. Kristallogr. 84, 109 (1933); International Tables A, chapter 3.1.
final class LatticeReduction {
  private static final int LARGEST_NUMBER_OF_STEPS = 1000;

  private LatticeReduction() {}

  /// Reduced axes as columns of the rotation, in fractions of the cell's own axes.
  ///
  /// @param centring translations of the lattice in the cell, 24ths
  static SymmetryOperation axes(Metric metric, List<int[]> centring) {
    int[][] b = primitive(centring);
    int[] last = new int[3];
    for (int i = 0; i < 3; i++) {
      last[i] = -b[0][i] - b[1][i] - b[2][i];
    }
    int[][] four = {b[0], b[1], b[2], last};
    double tolerance = 1e-9 * 576 * (metric.aa() + metric.bb() + metric.cc());
    for (int step = 0; step < LARGEST_NUMBER_OF_STEPS && opened(metric, four, tolerance); step++) {
      // Each step makes the sum of the four squares smaller.
    }
    List<int[]> seven = new ArrayList<>(List.of(four));
    for (int i = 0; i < 3; i++) {
      seven.add(sum(four[i], four[(i + 1) % 3]));
    }
    seven.sort(Comparator.comparingDouble(v -> metric.dot(v, v)));
    int volume = Math.abs(determinant(b[0], b[1], b[2]));
    for (int k = 2; k < 7; k++) {
      for (int j = 1; j < k; j++) {
        for (int i = 0; i < j; i++) {
          int[][] three = {seven.get(i), seven.get(j), seven.get(k)};
          int found = determinant(three[0], three[1], three[2]);
          if (Math.abs(found) == volume) {
            return columns(three, found > 0 ? 1 : -1);
          }
        }
      }
    }
    throw new IllegalStateException("no reduced axes for " + metric);
  }

  private static boolean opened(Metric metric, int[][] four, double tolerance) {
    for (int i = 0; i < 4; i++) {
      for (int j = i + 1; j < 4; j++) {
        if (metric.dot(four[i], four[j]) > tolerance) {
          for (int k = 0; k < 4; k++) {
            if (k != i && k != j) {
              four[k] = sum(four[k], four[i]);
            }
          }
          four[i] = new int[] {-four[i][0], -four[i][1], -four[i][2]};
          return true;
        }
      }
    }
    return false;
  }

  /// Three vectors of the lattice whose cell holds one lattice point, 24ths.
  private static int[][] primitive(List<int[]> centring) {
    List<int[]> vectors = new ArrayList<>(centring.subList(1, centring.size()));
    vectors.add(new int[] {24, 0, 0});
    vectors.add(new int[] {0, 24, 0});
    vectors.add(new int[] {0, 0, 24});
    int volume = 24 * 24 * 24 / centring.size();
    for (int[] a : vectors) {
      for (int[] b : vectors) {
        for (int[] c : vectors) {
          if (determinant(a, b, c) == volume) {
            return new int[][] {a, b, c};
          }
        }
      }
    }
    throw new IllegalStateException("no primitive axes among " + vectors.size() + " vectors");
  }

  private static int[] sum(int[] u, int[] v) {
    return new int[] {u[0] + v[0], u[1] + v[1], u[2] + v[2]};
  }

  private static int determinant(int[] a, int[] b, int[] c) {
    return a[0] * (b[1] * c[2] - b[2] * c[1])
        - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0]);
  }

  private static SymmetryOperation columns(int[][] three, int sign) {
    int[] matrix = new int[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        matrix[3 * i + j] = sign * three[j][i];
      }
    }
    return SymmetryOperation.of24(matrix, new int[3]);
  }
}
