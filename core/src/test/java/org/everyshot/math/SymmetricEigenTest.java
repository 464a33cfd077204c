package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
  /// The second difference of n points has the eigenvalues 2 − 2 cos(kπ/(n+1)).
  @Test
  void secondDifferencesHaveTheirClosedForm() {
    int n = 40;
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = 2;
      if (i > 0) {
        matrix[i * n + i - 1] = -1;
        matrix[(i - 1) * n + i] = -1;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(matrix, n);
    for (int k = 0; k < n; k++) {
      double expected = 2 - 2 * Math.cos((n - k) * Math.PI / (n + 1));
      assertEquals(expected, eigen.value(k), 1e-13);
    }
  }

  @Test
  void vectorsAreOrthonormalAndRebuildTheMatrix() {
    int n = 17;
    var random = new Random(3);
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i * n + j] = random.nextGaussian();
        matrix[j * n + i] = matrix[i * n + j];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(matrix, n);
    for (int i = 0; i < n; i++) {
      double largest = 0;
      for (int j = 0; j < n; j++) {
        double product = 0;
        double rebuilt = 0;
        for (int k = 0; k < n; k++) {
          product += eigen.vector(i, k) * eigen.vector(j, k);
          rebuilt += eigen.value(k) * eigen.vector(k, i) * eigen.vector(k, j);
        }
        assertEquals(i == j ? 1 : 0, product, 1e-13);
        assertEquals(matrix[i * n + j], rebuilt, 1e-12);
        double component = eigen.vector(i, j);
        largest = Math.abs(component) > Math.abs(largest) ? component : largest;
      }
      assertTrue(largest > 0, "sign of vector " + i);
      assertTrue(i == 0 || eigen.value(i) <= eigen.value(i - 1));
    }
  }

  @Test
  void missingElementsAreRefused() {
    double[] matrix = {1, Double.NaN, Double.NaN, 1};
    assertThrows(IllegalArgumentException.class, () -> SymmetricEigen.of(matrix, 2));
  }
}
