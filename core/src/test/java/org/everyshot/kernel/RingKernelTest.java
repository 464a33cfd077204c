package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingKernelTest {
  private static final RingKernel[] BOTH = {new ScalarRingKernel(), new VectorRingKernel()};

  private static float[] random(int count) {
    var random = new Random(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 100 * random.nextFloat();
    }
    return values;
  }

  /// Sizes around four vectors of 2, 4 or 8 lanes; doubles round to 1e-15 of a term.
  @ParameterizedTest
  @CsvSource({"1,1", "3,7", "5,13", "2,31", "4,32", "3,33", "1,207", "7,256", "0,8"})
  void vectorTotalsMatchScalarAndLeaveTheRestAlone(int rings, int azimuths) {
    float[] image = random(5 + rings * azimuths + 9);
    double[][] totals = new double[2][rings + 4];
    for (int k = 0; k < 2; k++) {
      BOTH[k].totals(image, 5, rings, azimuths, totals[k], 3);
      assertEquals(0, totals[k][2]);
      assertEquals(0, totals[k][rings + 3]);
    }
    assertArrayEquals(totals[0], totals[1], 1e-11);
  }

  @Test
  void wholeNumbersSumExactly() {
    float[] image = new float[300];
    for (int i = 0; i < image.length; i++) {
      image[i] = 16_000_000 + i;
    }
    for (RingKernel kernel : BOTH) {
      double[] total = new double[1];
      kernel.totals(image, 0, 1, 300, total, 0);
      assertEquals(300 * 16_000_000.0 + 299 * 300 / 2.0, total[0]);
    }
  }

  @Test
  void aTotalIsFiniteWhereAllItsValuesAreHoweverLarge() {
    for (RingKernel kernel : BOTH) {
      for (int at = 0; at < 40; at++) {
        for (float bad :
            new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
          float[] image = random(120);
          image[40 + at] = bad;
          double[] totals = new double[3];
          kernel.totals(image, 0, 3, 40, totals, 0);
          assertEquals(Double.isFinite(totals[0]), Double.isFinite(totals[2]));
          assertFalse(Double.isFinite(totals[1]));
        }
      }
      float[] large = new float[40];
      Arrays.fill(large, Float.MAX_VALUE);
      double[] totals = new double[1];
      kernel.totals(large, 0, 1, 40, totals, 0);
      assertEquals(40.0 * Float.MAX_VALUE, totals[0], 1e27);
    }
  }
}
