package org.everyshot.math;

import java.util.Arrays;

/// The matrix with orthonormal rows that is nearest to a given one: U = X Yᵀ where M = X Σ Yᵀ.
///
/// It solves the orthogonal Procrustes problem max tr(Uᵀ M). By one-sided Jacobi rotations of
/// the rows, which find small singular values to their own relative precision; the rotations
/// are kept, so that a matrix near the last one takes few. Where M lacks rank, rows that are
/// orthogonal to the others complete U. An instance holds its state: one for each thread and
/// sequence of matrices.
/// Error: rows are orthonormal to 10⁻¹² where singular values span less than 10¹², and completed
/// below that.
/// Source: Schönemann, Psychometrika 31, 1 (1966); Hestenes, J. SIAM 6, 51 (1958); Demmel &
/// Veselić, SIAM J. Matrix Anal. Appl. 13, 1204 (1992).
public final class Procrustes {
  private static final double NEGLIGIBLE = 1e-13;
  private static final int MOST_SWEEPS = 60;

  private final int rows;
  private final int columns;
  private final double tolerance;
  private final double[] turned;
  private final double[] turns;
  private final double[] squares;

  /// @param rows of the matrices, at most `columns`
  /// @param tolerance cosine between rows that counts as zero
  public Procrustes(int rows, int columns, double tolerance) {
    if (rows > columns || rows < 1) {
      throw new IllegalArgumentException(rows + " orthonormal rows of " + columns);
    }
    this.rows = rows;
    this.columns = columns;
    this.tolerance = tolerance;
    this.turned = new double[rows * columns];
    this.turns = new double[rows * rows];
    this.squares = new double[rows];
    reset();
  }

  /// Forgets the matrices before.
  public void reset() {
    Arrays.fill(turns, 0);
    for (int i = 0; i < rows; i++) {
      turns[i * rows + i] = 1;
    }
  }

  /// @param matrix `[rows][columns]`
  /// @param nearest receives `[rows][columns]`
  public void nearest(double[] matrix, double[] nearest) {
    product(turns, false, matrix, turned);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      for (int i = 0; i < rows; i++) {
        squares[i] = dot(turned, i * columns, turned, i * columns, columns);
      }
      if (!sweep()) {
        break;
      }
    }
    normalise();
    product(turns, true, turned, nearest);
  }

  /// out = T · in, or Tᵀ · in.
  private void product(double[] t, boolean transposed, double[] in, double[] out) {
    Arrays.fill(out, 0, rows * columns, 0);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < rows; k++) {
        double factor = transposed ? t[k * rows + i] : t[i * rows + k];
        add(factor, in, k * columns, out, i * columns, columns);
      }
    }
  }

  private static void add(double factor, double[] in, int from, double[] out, int to, int count) {
    for (int c = 0; c < count; c++) {
      out[to + c] += factor * in[from + c];
    }
  }

  private static double dot(double[] a, int aFrom, double[] b, int bFrom, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int c = 0;
    for (; c + 4 <= count; c += 4) {
      s0 += a[aFrom + c] * b[bFrom + c];
      s1 += a[aFrom + c + 1] * b[bFrom + c + 1];
      s2 += a[aFrom + c + 2] * b[bFrom + c + 2];
      s3 += a[aFrom + c + 3] * b[bFrom + c + 3];
    }
    for (; c < count; c++) {
      s0 += a[aFrom + c] * b[bFrom + c];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// Turns every pair of rows until they are orthogonal; whether any needed it.
  private boolean sweep() {
    double largest = 0;
    for (double square : squares) {
      largest = Math.max(largest, square);
    }
    double least = largest * NEGLIGIBLE * NEGLIGIBLE;
    boolean any = false;
    for (int i = 0; i < rows; i++) {
      for (int j = i + 1; j < rows; j++) {
        if (!(squares[i] > least && squares[j] > least)) {
          continue;
        }
        double product = dot(turned, i * columns, turned, j * columns, columns);
        if (Math.abs(product) <= tolerance * Math.sqrt(squares[i] * squares[j])) {
          continue;
        }
        any = true;
        double zeta = (squares[j] - squares[i]) / (2 * product);
        double root = Math.abs(zeta) + Math.sqrt(1 + zeta * zeta);
        double tangent = zeta < 0 ? -1 / root : 1 / root;
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        turn(turned, i * columns, j * columns, columns, cosine, cosine * tangent);
        turn(turns, i * rows, j * rows, rows, cosine, cosine * tangent);
        squares[i] -= tangent * product;
        squares[j] += tangent * product;
      }
    }
    return any;
  }

  private static void turn(double[] a, int i, int j, int count, double cosine, double sine) {
    for (int c = 0; c < count; c++) {
      double x = a[i + c];
      double y = a[j + c];
      a[i + c] = cosine * x - sine * y;
      a[j + c] = sine * x + cosine * y;
    }
  }

  /// Rows to length 1; rows that vanish are replaced by unit vectors made orthogonal to all others.
  private void normalise() {
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      squares[i] = dot(turned, i * columns, turned, i * columns, columns);
      largest = Math.max(largest, squares[i]);
    }
    double least = largest * NEGLIGIBLE * NEGLIGIBLE;
    for (int i = 0; i < rows; i++) {
      boolean held = squares[i] > least;
      double scale = held ? 1 / Math.sqrt(squares[i]) : 0;
      for (int c = 0; c < columns; c++) {
        turned[i * columns + c] *= scale;
      }
      squares[i] = held ? 1 : 0;
    }
    int axis = 0;
    for (int i = 0; i < rows; i++) {
      while (squares[i] == 0) {
        complete(i, axis++);
      }
    }
  }

  /// Tries to make row `i` of a coordinate axis.
  private void complete(int i, int axis) {
    int row = i * columns;
    Arrays.fill(turned, row, row + columns, 0);
    turned[row + axis] = 1;
    for (int pass = 0; pass < 2; pass++) {
      for (int j = 0; j < rows; j++) {
        if (j != i && squares[j] > 0) {
          double overlap = dot(turned, row, turned, j * columns, columns);
          add(-overlap, turned, j * columns, turned, row, columns);
        }
      }
    }
    double square = dot(turned, row, turned, row, columns);
    if (square > 0.25 / columns) {
      double scale = 1 / Math.sqrt(square);
      for (int c = 0; c < columns; c++) {
        turned[row + c] *= scale;
      }
      squares[i] = 1;
    }
  }
}
