package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FourierBesselBasisTest {
  /// √(2/D³)/j_{l+1}(x_s) ∫₀ᴰ j_l(α_s r) j_l(qr) r² dr by `scipy.integrate.quad` with a relative
  /// tolerance of 1e-13.
  @Test
  void transformsAgreeWithQuadrature() {
    assertEquals(-0.05180352134860137, value(2, 1, 0.13, 70), 1e-12);
    assertEquals(0.0024644799628681957, value(6, 3, 0.02, 70), 1e-12);
    assertEquals(-10.719316428753784, value(20, 2, 0.4, 80), 1e-10);
  }

  private static double value(int degree, int s, double q, double diameter) {
    double[] zeros = SphericalBesselZeros.upTo(degree, 100);
    return FourierBesselBasis.of(degree, zeros, new double[] {q}, diameter)[s - 1];
  }

  @Test
  void theLimitAtAZeroIsReachedSmoothly() {
    double diameter = 70;
    double[] zeros = SphericalBesselZeros.upTo(6, 100);
    double exact =
        Math.sqrt(diameter * diameter * diameter / 2) * SphericalBessel.upTo(7, zeros[2])[7];
    assertEquals(exact, value(6, 3, zeros[2] / diameter, diameter), 1e-12 * Math.abs(exact));
    for (double off : new double[] {0.99e-4, 1.01e-4}) {
      double low = value(6, 3, (zeros[2] - off) / diameter, diameter);
      double high = value(6, 3, (zeros[2] + off) / diameter, diameter);
      // The mean of both sides leaves the curvature's part, of order off².
      assertEquals(exact, (low + high) / 2, 1e-8 * Math.abs(exact));
    }
    double inside = value(6, 3, (zeros[2] - 0.99999999e-4) / diameter, diameter);
    double outside = value(6, 3, (zeros[2] - 1.00000001e-4) / diameter, diameter);
    assertEquals(inside, outside, 1e-10 * Math.abs(exact));
  }

  @Test
  void everyTransformVanishesAtTheOtherZeros() {
    double[] zeros = SphericalBesselZeros.upTo(4, 60);
    double[] q = new double[zeros.length];
    for (int s = 0; s < q.length; s++) {
      q[s] = zeros[s] / 50;
    }
    double[] values = FourierBesselBasis.of(4, zeros, q, 50);
    for (int k = 0; k < q.length; k++) {
      for (int s = 0; s < q.length; s++) {
        double diagonal = Math.abs(values[s * q.length + s]);
        assertEquals(k == s ? diagonal : 0, Math.abs(values[k * q.length + s]), 1e-10 * diagonal);
      }
    }
  }
}
