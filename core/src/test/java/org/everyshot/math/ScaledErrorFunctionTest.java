package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// The scaled complementary error function beside mpmath with 60 digits.
class ScaledErrorFunctionTest {
  private static final double[][] MPMATH = {
    {0, 1.0},
    {0.5, 0.6156903441929259},
    {1, 0.427583576155807},
    {2, 0.25539567631050575},
    {3.5, 0.1552936556088943},
    {5, 0.11070463773306863},
    {8, 0.06998516620088092},
    {20, 0.02817434874105132},
    {100, 0.005641613782989433},
    {1e4, 5.641895807268084e-05},
    {1e8, 5.641895835477562e-09},
    {-0.5, 1.952360489182557},
    {-1, 5.008980080762283},
    {-3, 16205.988853999586},
    {-5, 144009798674.66104},
    {-8, 1.2470298161623233e+28},
  };

  @Test
  void equalsMpmathToThirteenDigits() {
    for (double[] row : MPMATH) {
      double tolerance = 1e-13 * row[1];
      assertEquals(row[1], ScaledErrorFunction.erfcx(row[0]), tolerance, "at " + row[0]);
    }
  }

  @Test
  void itsDerivativeObeysTheDifferentialEquation() {
    // d/dx erfcx = 2x erfcx − 2/√π; a central difference of step h errs by h²/6 times the third
    // derivative, below 1e-8 for x > 0 and h = 1e-4.
    for (double x = 0.1; x < 30; x *= 1.07) {
      double h = 1e-4;
      double slope =
          (ScaledErrorFunction.erfcx(x + h) - ScaledErrorFunction.erfcx(x - h)) / (2 * h);
      double expected = 2 * x * ScaledErrorFunction.erfcx(x) - 2 / Math.sqrt(Math.PI);
      assertEquals(expected, slope, 3e-8, "at " + x);
    }
  }

  @Test
  void largestAndSmallestArgumentsStayInRange() {
    assertEquals(0, ScaledErrorFunction.erfcx(Double.POSITIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, ScaledErrorFunction.erfcx(-40));
    assertEquals(8.1213, ScaledErrorFunction.inverseMills(-8), 1e-4);
  }
}
