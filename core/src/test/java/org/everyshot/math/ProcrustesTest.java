package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcrustesTest {
  private static double[] random(int count, long seed) {
    return new Random(seed).doubles(count, -1, 1).toArray();
  }

  private static void assertOrthonormal(double[] u, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        double sum = 0;
        for (int c = 0; c < columns; c++) {
          sum += u[i * columns + c] * u[j * columns + c];
        }
        assertEquals(i == j ? 1 : 0, sum, 1e-10);
      }
    }
  }

  /// U is the polar factor where M Uᵀ is symmetric and positive.
  @ParameterizedTest
  @CsvSource({"1,1", "1,5", "3,3", "5,9", "15,29", "29,45"})
  void theNearestLeavesASymmetricPositivePart(int rows, int columns) {
    double[] m = random(rows * columns, rows);
    double[] u = new double[m.length];
    var procrustes = new Procrustes(rows, columns, 1e-13);
    procrustes.nearest(m, u);
    assertOrthonormal(u, rows, columns);
    double[] h = new double[rows * rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        for (int c = 0; c < columns; c++) {
          h[i * rows + j] += m[i * columns + c] * u[j * columns + c];
        }
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < rows; j++) {
        assertEquals(h[i * rows + j], h[j * rows + i], 1e-10);
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(h, rows);
    assertTrue(eigen.value(rows - 1) > 0);

    double[] again = new double[m.length];
    procrustes.nearest(m, again);
    assertArrayEquals(u, again, 1e-11);
  }

  /// Rows of sizes 1 to 10⁻⁹: D Q, with orthonormal Q and diagonal D, has the polar factor Q.
  @Test
  void smallSingularValuesKeepTheirOwnPrecision() {
    int rows = 10;
    int columns = 21;
    double[] q = new double[rows * columns];
    new Procrustes(rows, columns, 1e-14).nearest(random(rows * columns, 3), q);
    double[] m = q.clone();
    for (int i = 0; i < m.length; i++) {
      int row = i / columns;
      m[i] *= Math.pow(10, -(double) row);
    }
    double[] u = new double[m.length];
    new Procrustes(rows, columns, 1e-13).nearest(m, u);
    assertArrayEquals(q, u, 1e-9);
  }

  @Test
  void missingRankIsCompleted() {
    int rows = 4;
    int columns = 5;
    double[] m = new double[rows * columns];
    double[] row = random(columns, 4);
    for (int i = 0; i < 2; i++) {
      for (int c = 0; c < columns; c++) {
        m[i * columns + c] = (i + 1) * row[c];
      }
    }
    double[] u = new double[m.length];
    new Procrustes(rows, columns, 1e-13).nearest(m, u);
    assertOrthonormal(u, rows, columns);
    double trace = 0;
    double square = 0;
    for (int c = 0; c < columns; c++) {
      trace += m[c] * u[c] + m[columns + c] * u[columns + c];
      square += row[c] * row[c];
    }
    // the sum of singular values of a matrix of rank one is its norm
    assertEquals(Math.sqrt(5 * square), trace, 1e-9);
    new Procrustes(rows, columns, 1e-13).nearest(new double[m.length], u);
    assertOrthonormal(u, rows, columns);
  }
}
