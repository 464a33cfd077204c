package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;

class VectorMathTest {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  @Test
  void exponentialsAndLogarithmsAgreeWithStrictMathToTwoUnitsInTheLastPlace() {
    var random = new Random(4);
    double[] x = new double[2 * LANES.length()];
    double[] exp = new double[x.length];
    double[] log = new double[x.length];
    for (int trial = 0; trial < 20_000; trial++) {
      for (int lane = 0; lane < x.length; lane++) {
        x[lane] =
            trial == 0 ? 0 : trial % 2 == 0 ? 60 * random.nextGaussian() : random.nextGaussian();
      }
      System.arraycopy(x, 0, exp, 0, x.length);
      VectorMath.exp(exp, x.length);
      for (int lane = 0; lane < x.length; lane++) {
        double expected = StrictMath.exp(x[lane]);
        assertEquals(expected, exp[lane], 2 * Math.ulp(expected), "exp " + x[lane]);
      }
      System.arraycopy(exp, 0, log, 0, x.length);
      VectorMath.log(log, x.length);
      for (int lane = 0; lane < x.length; lane++) {
        double expected = StrictMath.log(exp[lane]);
        assertEquals(expected, log[lane], 2 * Math.ulp(expected), "log " + exp[lane]);
      }
    }
  }

  @Test
  void compiledCodeHasTheBitsOfInterpretedCode() {
    double[] x = new double[LANES.length()];
    for (int lane = 0; lane < x.length; lane++) {
      x[lane] = 0.1 + 0.37 * lane;
    }
    double first = value(x);
    for (int repeat = 0; repeat < 50_000; repeat++) {
      assertEquals(first, value(x), 0);
    }
  }

  private static double value(double[] x) {
    double[] lanes = x.clone();
    VectorMath.exp(lanes, x.length);
    for (int lane = 0; lane < x.length; lane++) {
      lanes[lane]++;
    }
    VectorMath.log(lanes, x.length);
    return VectorMath.sum(lanes, 0);
  }
}
