package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WignerTest {
  @Test
  void firstDegreeIsTheTextbooks() {
    double beta = 0.7;
    double c = Math.cos(beta);
    double s = Math.sin(beta);
    double r = Math.sqrt(2);
    // Rows m = −1, 0, 1; Varshalovich, Moskalev & Khersonskii (1988), table 4.3.
    double[] expected = {
      (1 + c) / 2, s / r, (1 - c) / 2, -s / r, c, s / r, (1 - c) / 2, -s / r, (1 + c) / 2
    };
    double[] found = Wigner.small(1, beta)[1];
    for (int i = 0; i < 9; i++) {
      assertEquals(expected[i], found[i], 1e-14);
    }
  }

  @Test
  void middleElementsAreLegendrePolynomials() {
    double[] legendre = Legendre.upTo(40, Math.cos(1.1));
    double[][] d = Wigner.small(40, 1.1);
    for (int l = 0; l <= 40; l++) {
      assertEquals(legendre[l], d[l][l * (2 * l + 1) + l], 1e-12);
    }
  }

  @Test
  void rowsAreOrthonormal() {
    double[] d = Wigner.small(40, 2.6)[40];
    for (int m = 0; m < 81; m++) {
      for (int n = 0; n <= m; n++) {
        double sum = 0;
        for (int k = 0; k < 81; k++) {
          sum += d[m * 81 + k] * d[n * 81 + k];
        }
        assertEquals(m == n ? 1 : 0, sum, 1e-11);
      }
    }
  }
}
