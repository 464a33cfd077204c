package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SphericalBesselTest {
  /// Referee: closed forms j₁ = sin x/x² − cos x/x and j₂ = (3/x² − 1) sin x/x − 3 cos x/x².
  @ParameterizedTest
  @CsvSource({"0.5", "1", "3.14159265", "7.3", "40", "333.3"})
  void lowDegreesEqualTheirClosedForms(double x) {
    double[] j = SphericalBessel.upTo(2, x);
    double tolerance = 1e-13 / Math.max(1, x); // digits that cancel in the closed forms, too
    assertEquals(Math.sin(x) / x, j[0], tolerance);
    assertEquals(Math.sin(x) / (x * x) - Math.cos(x) / x, j[1], tolerance);
    assertEquals(
        (3 / (x * x) - 1) * Math.sin(x) / x - 3 * Math.cos(x) / (x * x), j[2], 4 * tolerance);
  }

  /// Small x: the leading term x^l / (2l+1)!!.
  @Test
  void highDegreesDecayAsTheirLeadingTerm() {
    double x = 1e-3;
    double expected = 1;
    double[] j = SphericalBessel.upTo(20, x);
    for (int l = 0; l <= 20; l++) {
      assertEquals(expected, j[l], 1e-6 * expected);
      expected *= x / (2 * l + 3);
    }
    assertArrayEquals(new double[] {1, 0, 0}, SphericalBessel.upTo(2, 0));
  }

  /// Referee: scipy.special.spherical_jn.
  @ParameterizedTest
  @CsvSource({
    "10, 2.0, 6.825300864974743e-08",
    "20, 40.0, 0.026535391837540286",
    "5, 200.0, -0.002756802734336175",
    "60, 31.5, 1.441175610414085e-13"
  })
  void valuesAgreeWithScipy(int degree, double x, double expected) {
    assertEquals(expected, SphericalBessel.upTo(degree, x)[degree], 1e-12 * Math.abs(expected));
    assertEquals(expected, SphericalBessel.upTo(degree + 7, x)[degree], 1e-12 * Math.abs(expected));
  }

  /// ∫ x^k over [−1, 1] is 2/(k+1) for even k; exact up to degree 2n − 1.
  @Test
  void gaussRuleIntegratesPolynomials() {
    double[][] rule = Legendre.gauss(12);
    for (int k = 0; k < 24; k++) {
      double sum = 0;
      for (int i = 0; i < 12; i++) {
        sum += rule[1][i] * Math.pow(rule[0][i], k);
      }
      assertEquals(k % 2 == 0 ? 2.0 / (k + 1) : 0, sum, 1e-14);
    }
  }
}
