package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealHarmonicsTest {
  @Test
  void lowDegreesEqualTheirClosedForms() {
    double cosine = 0.3;
    double sine = Math.sqrt(1 - cosine * cosine);
    double phi = 0.7;
    double[] y = RealHarmonics.even(2, cosine, phi);
    double[] expected = {
      Math.sqrt(1 / (4 * Math.PI)),
      Math.sqrt(5 / (16 * Math.PI)) * (3 * cosine * cosine - 1),
      Math.sqrt(15 / (4 * Math.PI)) * sine * cosine * Math.cos(phi),
      Math.sqrt(15 / (4 * Math.PI)) * sine * cosine * Math.sin(phi),
      Math.sqrt(15 / (16 * Math.PI)) * sine * sine * Math.cos(2 * phi),
      Math.sqrt(15 / (16 * Math.PI)) * sine * sine * Math.sin(2 * phi)
    };
    assertArrayEquals(expected, y, 1e-15);
  }

  /// Σ_m Y_lm(a) Y_lm(b) = (2l + 1)/4π P_l(a · b).
  @Test
  void theAdditionTheoremHoldsToHighDegree() {
    double[] a = RealHarmonics.even(64, 0.6, 0.2);
    double[] b = RealHarmonics.even(64, -0.35, 2.9);
    double product = 0.6 * -0.35 + Math.sqrt((1 - 0.36) * (1 - 0.1225)) * Math.cos(2.9 - 0.2);
    double[] p = Legendre.upTo(64, product);
    for (int l = 0; l <= 64; l += 2) {
      double sum = 0;
      for (int c = 0; c <= 2 * l; c++) {
        sum += a[RealHarmonics.offset(l) + c] * b[RealHarmonics.offset(l) + c];
      }
      assertEquals((2 * l + 1) / (4 * Math.PI) * p[l], sum, 1e-12);
    }
  }

  /// Single precision leaves 1e-6 of coefficients of order 1.
  @ParameterizedTest
  @CsvSource({"2,0", "4,4", "7,6", "20,12", "36,22"})
  void coefficientsComeBackFromTheValuesThatTheyMake(int band, int degreeMax) {
    var sphere = new HalfSphere(band, degreeMax);
    var random = new Random(band);
    int count = RealHarmonics.count(degreeMax);
    float[] coefficients = new float[count];
    for (int i = 0; i < count; i++) {
      coefficients[i] = random.nextFloat() - 0.5f;
    }
    float[] values = new float[sphere.points() + 3];
    double area = 0;
    for (int p = 0; p < sphere.points(); p++) {
      double[] y = RealHarmonics.even(degreeMax, sphere.cosine(p), sphere.azimuth(p));
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += y[i] * coefficients[i];
      }
      values[3 + p] = (float) sum;
      area += sphere.weight(p);
    }
    assertEquals(4 * Math.PI, area, 1e-12);
    float[] found = new float[count + 1];
    sphere.analyse(values, 3, found, 1, new float[sphere.scratchLength()]);
    for (int i = 0; i < count; i++) {
      assertEquals(coefficients[i], found[i + 1], 3e-6);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,0", "4,4", "7,6", "20,12"})
  void theAdjointIsTheTranspose(int band, int degreeMax) {
    var sphere = new HalfSphere(band, degreeMax);
    float[] coefficients = new float[RealHarmonics.count(degreeMax)];
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = (float) Math.cos(i);
    }
    float[] values = new float[sphere.points()];
    sphere.adjoint(coefficients, 0, values, 0, new float[sphere.scratchLength()]);
    for (int p = 0; p < sphere.points(); p++) {
      double[] y = RealHarmonics.even(degreeMax, sphere.cosine(p), sphere.azimuth(p));
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += y[i] * coefficients[i];
      }
      assertEquals(sum * sphere.weight(p), values[p], 3e-6 * y.length * sphere.weight(p));
    }
  }
}
