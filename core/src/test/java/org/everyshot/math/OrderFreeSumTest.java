package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderFreeSumTest {
  private static final int LENGTH = 150;

  /// Vectors of random sign; element k is spread over `octaves` binary orders of magnitude.
  private static List<double[]> vectors(int count, int octaves, long seed) {
    var random = new Random(seed);
    var all = new ArrayList<double[]>();
    for (int i = 0; i < count; i++) {
      double[] x = new double[LENGTH];
      for (int k = 0; k < LENGTH; k++) {
        int exponent = octaves == 0 ? 0 : random.nextInt(2 * octaves + 1) - octaves;
        x[k] = Math.scalb(random.nextGaussian(), exponent);
      }
      all.add(x);
    }
    return all;
  }

  private static OrderFreeSum onePass(List<double[]> vectors) {
    var sum = new OrderFreeSum(LENGTH);
    vectors.forEach(sum::add);
    return sum;
  }

  /// Shuffles, deals out to parts, and merges the parts two at a time at random.
  private static OrderFreeSum shuffledParts(List<double[]> vectors, int parts, Random random) {
    var order = new ArrayList<>(vectors);
    Collections.shuffle(order, random);
    var sums = new ArrayList<OrderFreeSum>();
    for (int p = 0; p < parts; p++) {
      sums.add(new OrderFreeSum(LENGTH));
    }
    for (double[] x : order) {
      sums.get(random.nextInt(parts)).add(x);
    }
    while (sums.size() > 1) {
      OrderFreeSum other = sums.remove(random.nextInt(sums.size()));
      sums.get(random.nextInt(sums.size())).merge(other);
    }
    return sums.getFirst();
  }

  @ParameterizedTest
  @CsvSource({"40, 0, 5", "60, 40, 7", "60, 300, 9", "200, 3, 1", "5000, 20, 3", "9000, 60, 40"})
  void anyOrderAndAnyGroupingGiveTheSameBits(int count, int octaves, int parts) {
    List<double[]> vectors = vectors(count, octaves, 11 + count + octaves);
    double[] expected = onePass(vectors).values();
    var random = new Random(3);
    for (int trial = 0; trial < 4; trial++) {
      assertArrayEquals(expected, shuffledParts(vectors, parts, random).values(), 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "300, 0", "300, 60", "300, 300", "5000, 1"})
  void errorStaysBelowTheBoundOfTheLargestTerm(int count, int octaves) {
    List<double[]> vectors = vectors(count, octaves, 5 + count);
    double[] sums = onePass(vectors).values();
    for (int k = 0; k < LENGTH; k++) {
      BigDecimal exact = BigDecimal.ZERO;
      double largest = 0;
      for (double[] x : vectors) {
        exact = exact.add(new BigDecimal(x[k]));
        largest = Math.max(largest, Math.abs(x[k]));
      }
      double error = new BigDecimal(sums[k]).subtract(exact).abs().doubleValue();
      // The bound is 2⁻⁴² a term, besides the rounding of the result itself; errors of random sign
      // add up as the root of their number.
      double bound = 0x1p-42 * largest * 2 * Math.sqrt(count) + Math.ulp(exact.doubleValue());
      assertTrue(error <= bound, error + " above " + bound);
    }
  }

  @Test
  void tiesAreCutTheSameWhateverWasAddedBefore() {
    // Half units of both bins, where rounding to even would look at the running sum's last bit.
    double[] ties = {0.5, -0.5, 1.5, 0x1.8p-42, 0x1p-43, -0x1p-43, 0x1.8p-43, 1, 1 + 0x1p-43, 3};
    var vectors = new ArrayList<double[]>();
    var random = new Random(17);
    for (int i = 0; i < 300; i++) {
      double[] x = new double[LENGTH];
      for (int k = 0; k < LENGTH; k++) {
        x[k] = ties[random.nextInt(ties.length)] * (random.nextInt(60) == 0 ? 0x1p42 : 1);
      }
      vectors.add(x);
    }
    double[] expected = onePass(vectors).values();
    for (int trial = 0; trial < 20; trial++) {
      assertArrayEquals(expected, shuffledParts(vectors, 6, random).values(), 0);
    }
  }

  @Test
  void edgesOfBinsAndOfTheRangeAreTakenIn() {
    double[] edges = {
      0,
      -0.0,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      0x1p41,
      Math.nextDown(0x1p41),
      0x1p-1,
      0x1p83,
      -0x1p83,
      Math.nextDown(0x1p1007),
      1e300,
      -1e300,
      1e-300
    };
    var vectors = new ArrayList<double[]>();
    var random = new Random(23);
    for (int i = 0; i < 60; i++) {
      double[] x = new double[LENGTH];
      for (int k = 0; k < LENGTH; k++) {
        x[k] = edges[random.nextInt(1 + k % edges.length)];
      }
      vectors.add(x);
    }
    double[] expected = onePass(vectors).values();
    for (int trial = 0; trial < 10; trial++) {
      assertArrayEquals(expected, shuffledParts(vectors, 4, random).values(), 0);
    }
  }

  @Test
  void wholeNumbersAreSummedExactlyPastTheCarry() {
    var sum = new OrderFreeSum(2);
    double big = 0x1p40 + 1;
    for (int i = 0; i < 10_000; i++) {
      sum.add(new double[] {big, -3});
    }
    assertEquals(10_000 * big, sum.value(0));
    assertEquals(-30_000, sum.value(1));
    assertEquals(2 * 25, sum.bytes());
  }

  @Test
  void whatIsNotFiniteIsRefusedAndChangesNothing() {
    var sum = new OrderFreeSum(2);
    sum.add(new double[] {1, 2});
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0x1p1007}) {
      assertThrows(IllegalArgumentException.class, () -> sum.add(new double[] {5, bad}));
    }
    assertArrayEquals(new double[] {1, 2}, sum.values());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "3, 0", "3, 300", "5000, 2", "60, 20"})
  void sumsReadTogetherAreThoseReadOneByOne(int count, int octaves) {
    OrderFreeSum sum = onePass(vectors(count, octaves, 77));
    for (int from : new int[] {0, 3, 64, 149}) {
      double[] together = new double[LENGTH - from + 2];
      sum.read(from, LENGTH - from, together, 1);
      double[] added = together.clone();
      sum.addTo(added, 1, from, LENGTH - from);
      for (int k = from; k < LENGTH; k++) {
        assertEquals(sum.value(k), together[1 + k - from]);
        assertEquals(2 * sum.value(k), added[1 + k - from]);
      }
    }
  }
}
