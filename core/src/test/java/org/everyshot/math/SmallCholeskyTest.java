package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SmallCholeskyTest {
  private static final int N = 7;

  /// A Gram matrix of random vectors, positive definite, full.
  private static double[][] gram(RandomStream random) {
    double[][] rows = new double[N + 3][N];
    for (double[] row : rows) {
      for (int i = 0; i < N; i++) {
        row[i] = random.normal();
      }
    }
    double[][] a = new double[N][N];
    for (double[] row : rows) {
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          a[i][j] += row[i] * row[j];
        }
      }
    }
    return a;
  }

  private static double[] packed(double[][] a) {
    double[] lower = new double[SmallCholesky.elements(N)];
    for (int i = 0, at = 0; i < N; i++) {
      for (int j = 0; j <= i; j++) {
        lower[at++] = a[i][j];
      }
    }
    return lower;
  }

  @Test
  void solutionsSatisfyTheirEquations() {
    var random = new RandomStream(1, 0, 0);
    for (int trial = 0; trial < 50; trial++) {
      double[][] a = gram(random);
      double[] x = new double[N];
      double[] b = new double[N];
      for (int i = 0; i < N; i++) {
        x[i] = random.normal();
      }
      for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
          b[i] += a[i][j] * x[j];
        }
      }
      double[] factor = packed(a);
      assertTrue(SmallCholesky.factor(factor, N));
      SmallCholesky.solve(factor, N, b);
      for (int i = 0; i < N; i++) {
        // Condition numbers of such matrices stay below 1e6.
        assertEquals(x[i], b[i], 1e-9);
      }
    }
  }

  @Test
  void inverseDiagonalIsThatOfSolvedUnitVectors() {
    double[] factor = packed(gram(new RandomStream(2, 0, 0)));
    assertTrue(SmallCholesky.factor(factor, N));
    double[] diagonal = new double[N];
    SmallCholesky.inverseDiagonal(factor, N, new double[N], diagonal);
    for (int i = 0; i < N; i++) {
      double[] unit = new double[N];
      unit[i] = 1;
      SmallCholesky.solve(factor, N, unit);
      assertEquals(unit[i], diagonal[i], 1e-12);
    }
  }

  @Test
  void matricesThatAreNotPositiveDefiniteAreRefused() {
    assertFalse(SmallCholesky.factor(new double[] {1, 2, 1}, 2));
    assertFalse(SmallCholesky.factor(new double[] {Double.NaN}, 1));
    assertFalse(SmallCholesky.factor(new double[] {Double.POSITIVE_INFINITY}, 1));
  }
}
