package org.everyshot.math;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;

/// Eigenvalues, largest first, and orthonormal eigenvectors of a real symmetric matrix.
///
/// The component of largest magnitude of each vector is positive, so that equal matrices give equal
/// vectors. By EJML's tridiagonal QR algorithm.
public final class SymmetricEigen {
  private final int n;
  private final double[] values;
  private final double[] vectors;

  private SymmetricEigen(int n, double[] values, double[] vectors) {
    this.n = n;
    this.values = values;
    this.vectors = vectors;
  }

  /// @param matrix `[n][n]`; what is above and below the diagonal is averaged; unchanged
  /// @throws IllegalArgumentException where a value is not finite
  public static SymmetricEigen of(double[] matrix, int n) {
    var symmetric = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double mean = (matrix[i * n + j] + matrix[j * n + i]) / 2;
        if (!Double.isFinite(mean)) {
          throw new IllegalArgumentException("matrix element " + i + ", " + j + " is " + mean);
        }
        symmetric.unsafe_set(i, j, mean);
      }
    }
    var solver = new SymmetricQRAlgorithmDecomposition_DDRM(true);
    if (n > 0 && !solver.decompose(symmetric)) {
      throw new IllegalArgumentException("eigenvalues of " + n + " rows do not converge");
    }
    Integer[] order = new Integer[n];
    double[] found = new double[n];
    for (int k = 0; k < n; k++) {
      order[k] = k;
      found[k] = solver.getEigenvalue(k).getReal();
    }
    Arrays.sort(order, (a, b) -> Double.compare(found[b], found[a]));
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    for (int k = 0; k < n; k++) {
      values[k] = found[order[k]];
      double[] vector = solver.getEigenVector(order[k]).data;
      int largest = 0;
      for (int i = 1; i < n; i++) {
        largest = Math.abs(vector[i]) > Math.abs(vector[largest]) ? i : largest;
      }
      double sign = vector[largest] < 0 ? -1 : 1;
      for (int i = 0; i < n; i++) {
        vectors[k * n + i] = sign * vector[i];
      }
    }
    return new SymmetricEigen(n, values, vectors);
  }

  /// Number of rows.
  public int size() {
    return n;
  }

  /// Eigenvalue `k`, the largest being 0.
  public double value(int k) {
    return values[k];
  }

  /// All eigenvalues, descending.
  public double[] values() {
    return values.clone();
  }

  /// Component `i` of eigenvector `k`.
  public double vector(int k, int i) {
    return vectors[k * n + i];
  }

  /// vᵀ M v, v eigenvector `k`.
  ///
  /// @param matrix `[n][n]`, row-major
  public double form(int k, double[] matrix) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double row = 0;
      for (int j = 0; j < n; j++) {
        row += matrix[i * n + j] * vectors[k * n + j];
      }
      sum += row * vectors[k * n + i];
    }
    return sum;
  }

  /// Scalar product of eigenvector `k` with another matrix' eigenvector `m`.
  public double product(int k, SymmetricEigen other, int m) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += vectors[k * n + i] * other.vectors[m * n + i];
    }
    return sum;
  }
}
