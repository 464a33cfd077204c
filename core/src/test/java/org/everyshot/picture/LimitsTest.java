package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void limitsAreThePercentilesOfTheSortedValues() {
    var random = new Random(5);
    for (int n : new int[] {1, 2, 3, 10, 1001, 50_000}) {
      double[] values = new double[n];
      for (int i = 0; i < n; i++) {
        // Many are equal.
        values[i] = 1 + random.nextInt(1 + n / 3) + (i % 2 == 0 ? random.nextDouble() : 0);
      }
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      LogScale log = Limits.log(values.clone(), 1, 99.9);
      double low = sorted[(int) Math.round(0.01 * (n - 1))];
      double high = sorted[(int) Math.round(0.999 * (n - 1))];
      LogScale expected = LogScale.of(Math.max(low, high / 1e6), high);
      assertEquals(expected, log, n + " values");
      double most = sorted[(int) Math.round(0.99 * (n - 1))];
      assertEquals(LinearScale.of(-most, most), Limits.symmetric(negated(values), 99));
    }
  }

  @Test
  void aFewWildOnesAndMissingOnesDoNotCount() {
    double[] values = new double[1000];
    Arrays.fill(values, 0, 900, 2);
    Arrays.fill(values, 900, 995, Double.NaN);
    Arrays.fill(values, 995, 1000, 1e9);
    assertEquals(LinearScale.of(-2, 2), Limits.symmetric(values, 99));
    assertEquals(LinearScale.of(-1, 1), Limits.symmetric(new double[] {Double.NaN, 0}, 99));
  }

  private static double[] negated(double[] values) {
    double[] negated = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      negated[i] = i % 3 == 0 ? -values[i] : values[i];
    }
    return negated;
  }
}
