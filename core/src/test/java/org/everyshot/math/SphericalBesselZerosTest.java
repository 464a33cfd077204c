package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SphericalBesselZerosTest {
  /// Zeros that scipy 1.x finds by Brent's method on `spherical_jn`.
  @Test
  void firstZerosAreThoseOfScipy() {
    assertFirst(0, Math.PI, 2 * Math.PI, 3 * Math.PI);
    assertFirst(1, 4.493409457909063, 7.725251836937707, 10.904121659428899);
    assertFirst(2, 5.76345919689455, 9.095011330476355, 12.322940970566583);
    assertFirst(6, 10.512835408093999, 14.20739245884246, 17.647974870165896);
    assertFirst(20, 25.955680785040137, 30.52514669524632, 34.570462511536356);
    assertFirst(64, 72.19978093323306, 78.29760247461115, 83.5024321277942);
  }

  private static void assertFirst(int degree, double... expected) {
    double[] zeros = SphericalBesselZeros.upTo(degree, expected[2] + 0.01);
    assertArrayEquals(expected, zeros, 1e-12 * expected[2]);
  }

  /// Zeros of neighbouring degrees alternate (Abramowitz & Stegun, 9.5.2), so none was passed over.
  @Test
  void zerosOfNeighbouringDegreesAlternate() {
    double[] before = SphericalBesselZeros.upTo(0, 200);
    assertEquals(63, before.length);
    for (int l = 1; l <= 100; l++) {
      double[] zeros = SphericalBesselZeros.upTo(l, 200);
      for (int s = 0; s < zeros.length; s++) {
        assertTrue(before[s] < zeros[s], "l " + l + ", zero " + s);
        assertTrue(s + 1 >= before.length || zeros[s] < before[s + 1], "l " + l + ", zero " + s);
      }
      assertTrue(before.length - zeros.length <= 1);
      before = zeros;
    }
  }

  @Test
  void noZeroLiesBelowTheDegree() {
    assertEquals(0, SphericalBesselZeros.upTo(30, 33).length);
    assertEquals(0, SphericalBesselZeros.upTo(0, 3).length);
  }
}
