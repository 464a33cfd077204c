package org.everyshot.invariants;

import org.everyshot.math.SymmetricEigen;

/// Tier 3: what of a symmetric matrix stands above its noise.
///
/// B_l is a sum of 2l + 1 squares: no eigenvalue is negative, and no more than 2l + 1 differ from
/// zero. What noise adds is as often negative as positive, so the most negative eigenvalue shows
/// how large an eigenvalue of noise alone may be.
final class LowRank {
  private LowRank() {}

  /// The magnitude of the most negative eigenvalue; 0 where none is negative.
  static double floor(SymmetricEigen eigen) {
    return eigen.size() == 0 ? 0 : Math.max(0, -eigen.value(eigen.size() - 1));
  }

  /// Eigenvalues above the floor, at most 2l + 1.
  static int rank(SymmetricEigen eigen, double floor, int degree) {
    int rank = 0;
    int most = Math.min(eigen.size(), 2 * degree + 1);
    while (rank < most && eigen.value(rank) > floor) {
      rank++;
    }
    return rank;
  }

  /// The first `rank` eigenvalues' part of a matrix.
  static double[] part(SymmetricEigen eigen, int rank) {
    int n = eigen.size();
    double[] out = new double[n * n];
    for (int k = 0; k < rank; k++) {
      double value = Math.max(0, eigen.value(k));
      for (int i = 0; i < n; i++) {
        double a = value * eigen.vector(k, i);
        for (int j = 0; j < n; j++) {
          out[i * n + j] += a * eigen.vector(k, j);
        }
      }
    }
    return out;
  }
}
