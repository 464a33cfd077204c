package org.everyshot.invariants;

import java.util.Arrays;
import org.everyshot.math.FourierBesselBasis;
import org.everyshot.math.SphericalBesselZeros;
import org.everyshot.math.SymmetricEigen;

/// The functions of q, each ring in units of its standard error, that I_lm(q) can be: all of them,
/// or with a bound on the diameter those that the Fourier–Bessel functions span.
///
/// Given by orthonormal vectors over the rings. A ridge λ damps each by s²/(s² + λ), s² what the
/// functions' normal matrix has along it relative to the mean: B ↦ H B H with the matrix of damped
/// projections H is least squares for the coefficients on both sides.
final class RingSpace {
  /// Directions of less than this share of the largest s² are no directions at all.
  private static final double SINGULAR = 1e-10;

  /// Functions above the largest q that still reach below it: without them the ends of the curves
  /// are bent.
  private static final int BEYOND = 2;

  private final boolean whole;
  private final int rings;
  private final int terms;
  private final double[][] vectors;
  private final double[] squares;

  private RingSpace(int rings, int terms, double[][] vectors, double[] squares, boolean whole) {
    this.whole = whole;
    this.rings = rings;
    this.terms = terms;
    this.vectors = vectors;
    this.squares = squares;
  }

  /// Every function.
  static RingSpace whole(int rings) {
    double[][] vectors = new double[rings][rings];
    double[] squares = new double[rings];
    for (int k = 0; k < rings; k++) {
      vectors[k][k] = 1;
      squares[k] = Double.POSITIVE_INFINITY;
    }
    return new RingSpace(rings, rings, vectors, squares, true);
  }

  /// Functions of degree l whose transforms end at a diameter.
  ///
  /// @param errors standard error of each ring, in any unit
  static RingSpace bounded(int degree, double[] q, double[] errors, double diameter) {
    int rings = q.length;
    int below = SphericalBesselZeros.upTo(degree, q[rings - 1] * diameter).length;
    double[] zeros =
        SphericalBesselZeros.upTo(degree, q[rings - 1] * diameter + (BEYOND + 2) * Math.PI);
    int count = Math.min(zeros.length, below + BEYOND);
    double[] basis = FourierBesselBasis.of(degree, Arrays.copyOf(zeros, count), q, diameter);
    for (int r = 0; r < rings; r++) {
      for (int s = 0; s < count; s++) {
        basis[r * count + s] /= errors[r];
      }
    }
    double[] gram = new double[count * count];
    double mean = 0;
    for (int s = 0; s < count; s++) {
      for (int t = 0; t < count; t++) {
        for (int r = 0; r < rings; r++) {
          gram[s * count + t] += basis[r * count + s] * basis[r * count + t];
        }
      }
      mean += gram[s * count + s] / count;
    }
    SymmetricEigen eigen = SymmetricEigen.of(gram, count);
    int kept = 0;
    while (kept < Math.min(rings, count) && eigen.value(kept) > SINGULAR * eigen.value(0)) {
      kept++;
    }
    double[][] vectors = new double[kept][rings];
    double[] squares = new double[kept];
    for (int k = 0; k < kept; k++) {
      squares[k] = eigen.value(k) / mean;
      for (int r = 0; r < rings; r++) {
        for (int s = 0; s < count; s++) {
          vectors[k][r] += basis[r * count + s] * eigen.vector(k, s) / Math.sqrt(eigen.value(k));
        }
      }
    }
    return new RingSpace(rings, below, vectors, squares, false);
  }

  /// Number of dimensions.
  int dimensions() {
    return vectors.length;
  }

  /// Fourier–Bessel functions below the largest q, S_l.
  int terms() {
    return terms;
  }

  /// Qᵀ B Q: `[dimension][dimension]`.
  double[] project(double[] matrix) {
    if (whole) {
      return matrix.clone();
    }
    int n = vectors.length;
    double[] half = new double[n * rings];
    for (int k = 0; k < n; k++) {
      for (int p = 0; p < rings; p++) {
        double a = vectors[k][p];
        for (int r = 0; r < rings; r++) {
          half[k * rings + r] += a * matrix[p * rings + r];
        }
      }
    }
    double[] out = new double[n * n];
    for (int k = 0; k < n; k++) {
      for (int m = 0; m <= k; m++) {
        double sum = 0;
        for (int r = 0; r < rings; r++) {
          sum += half[k * rings + r] * vectors[m][r];
        }
        out[k * n + m] = sum;
        out[m * n + k] = sum;
      }
    }
    return out;
  }

  /// What a ridge leaves of a projected matrix.
  double[] damped(double[] small, double ridge) {
    int n = vectors.length;
    double[] factor = damping(ridge);
    double[] out = new double[n * n];
    for (int k = 0; k < n; k++) {
      for (int m = 0; m < n; m++) {
        out[k * n + m] = factor[k] * factor[m] * small[k * n + m];
      }
    }
    return out;
  }

  private double[] damping(double ridge) {
    double[] factor = new double[vectors.length];
    for (int k = 0; k < factor.length; k++) {
      boolean free = squares[k] == Double.POSITIVE_INFINITY;
      factor[k] = free ? 1 : squares[k] / (squares[k] + ridge);
    }
    return factor;
  }

  /// Q K Qᵀ: `[ring][ring]`.
  double[] lift(double[] small) {
    if (whole) {
      return small.clone();
    }
    int n = vectors.length;
    double[] half = new double[n * rings];
    for (int k = 0; k < n; k++) {
      for (int m = 0; m < n; m++) {
        double a = small[k * n + m];
        for (int r = 0; r < rings; r++) {
          half[k * rings + r] += a * vectors[m][r];
        }
      }
    }
    double[] out = new double[rings * rings];
    for (int k = 0; k < n; k++) {
      for (int p = 0; p < rings; p++) {
        double a = vectors[k][p];
        for (int r = 0; r < rings; r++) {
          out[p * rings + r] += a * half[k * rings + r];
        }
      }
    }
    return out;
  }

  /// Standard deviation that unit white noise has in each ring after B ↦ H B, the root of the
  /// diagonal of H².
  double[] passed(double ridge) {
    double[] factor = damping(ridge);
    double[] passed = new double[rings];
    for (int r = 0; r < rings; r++) {
      double sum = 0;
      for (int k = 0; k < vectors.length; k++) {
        double f = factor[k] * vectors[k][r];
        sum += f * f;
      }
      passed[r] = Math.sqrt(sum);
    }
    return passed;
  }
}
