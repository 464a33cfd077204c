package org.everyshot.math;

/// Cholesky factors of small symmetric positive definite matrices, in place, without allocation.
///
/// A matrix of n rows is its lower triangle, row by row: element (i, j), j ≤ i, at i(i+1)/2 + j.
/// The factor L, A = L Lᵀ, takes its place; its diagonal is held inverted.
public final class SmallCholesky {
  private SmallCholesky() {}

  /// Elements of the lower triangle of `n` rows.
  public static int elements(int n) {
    return n * (n + 1) / 2;
  }

  /// Replaces a matrix by its factor.
  ///
  /// @return whether the matrix was positive definite; if not, what is left is of no use
  public static boolean factor(double[] a, int n) {
    for (int i = 0; i < n; i++) {
      int row = i * (i + 1) / 2;
      for (int j = 0; j <= i; j++) {
        int other = j * (j + 1) / 2;
        double sum = a[row + j];
        for (int k = 0; k < j; k++) {
          sum -= a[row + k] * a[other + k];
        }
        if (j < i) {
          a[row + j] = sum * a[other + j];
        } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
          a[row + i] = 1 / Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }

  /// Replaces `b` by L⁻¹ b.
  public static void forward(double[] factor, int n, double[] b) {
    for (int i = 0; i < n; i++) {
      int row = i * (i + 1) / 2;
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= factor[row + k] * b[k];
      }
      b[i] = sum * factor[row + i];
    }
  }

  /// Replaces `b` by A⁻¹ b.
  public static void solve(double[] factor, int n, double[] b) {
    forward(factor, n, b);
    for (int i = n - 1; i >= 0; i--) {
      double sum = b[i];
      for (int k = i + 1; k < n; k++) {
        sum -= factor[k * (k + 1) / 2 + i] * b[k];
      }
      b[i] = sum * factor[i * (i + 1) / 2 + i];
    }
  }

  /// Writes the diagonal of A⁻¹ into `out`, using `scratch` of `n` elements.
  public static void inverseDiagonal(double[] factor, int n, double[] scratch, double[] out) {
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        scratch[k] = k == i ? 1 : 0;
      }
      forward(factor, n, scratch);
      double sum = 0;
      for (int k = i; k < n; k++) {
        sum += scratch[k] * scratch[k];
      }
      out[i] = sum;
    }
  }
}
