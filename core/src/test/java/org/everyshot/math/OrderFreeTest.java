package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFreeTest {
  private static final int LENGTH = 150;

  private static OrderFree sums(boolean compact, int length) {
    return compact ? new CompactSum(length) : new OrderFreeSum(length);
  }

  private static double[] values(OrderFree sums) {
    double[] out = new double[sums.length()];
    sums.read(0, out.length, out, 0);
    return out;
  }

  /// Bits of a bin.
  private static int width(boolean compact) {
    return compact ? 25 : 42;
  }

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

  private static OrderFree onePass(boolean compact, List<double[]> vectors) {
    OrderFree sum = sums(compact, LENGTH);
    vectors.forEach(sum::add);
    return sum;
  }

  /// Shuffles, deals out to parts, and merges the parts two at a time at random.
  private static OrderFree shuffledParts(
      boolean compact, List<double[]> vectors, int parts, Random random) {
    var order = new ArrayList<>(vectors);
    Collections.shuffle(order, random);
    var sums = new ArrayList<OrderFree>();
    for (int p = 0; p < parts; p++) {
      sums.add(sums(compact, LENGTH));
    }
    for (double[] x : order) {
      sums.get(random.nextInt(parts)).add(x);
    }
    while (sums.size() > 1) {
      OrderFree other = sums.remove(random.nextInt(sums.size()));
      sums.get(random.nextInt(sums.size())).merge(other);
    }
    return sums.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "false, 40, 0, 5",
    "false, 60, 40, 7",
    "false, 60, 300, 9",
    "false, 200, 3, 1",
    "false, 5000, 20, 3",
    "false, 9000, 60, 40",
    "true, 40, 0, 5",
    "true, 60, 40, 7",
    "true, 60, 300, 9",
    "true, 100, 3, 1",
    "true, 3000, 20, 3",
    "true, 1000, 60, 40"
  })
  void anyOrderAndAnyGroupingGiveTheSameBits(boolean compact, int count, int octaves, int parts) {
    List<double[]> vectors = vectors(count, octaves, 11 + count + octaves);
    double[] expected = values(onePass(compact, vectors));
    var random = new Random(3);
    for (int trial = 0; trial < 4; trial++) {
      assertArrayEquals(expected, values(shuffledParts(compact, vectors, parts, random)), 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, 1, 0",
    "false, 300, 0",
    "false, 300, 60",
    "false, 300, 300",
    "false, 5000, 1",
    "true, 1, 0",
    "true, 300, 0",
    "true, 300, 60",
    "true, 300, 300",
    "true, 5000, 1"
  })
  void errorStaysBelowTheBoundOfTheLargestTerm(boolean compact, int count, int octaves) {
    List<double[]> vectors = vectors(count, octaves, 5 + count);
    double[] sums = values(onePass(compact, vectors));
    for (int k = 0; k < LENGTH; k++) {
      BigDecimal exact = BigDecimal.ZERO;
      double largest = 0;
      for (double[] x : vectors) {
        exact = exact.add(new BigDecimal(x[k]));
        largest = Math.max(largest, Math.abs(x[k]));
      }
      double error = new BigDecimal(sums[k]).subtract(exact).abs().doubleValue();
      // The bound is half a unit of the lower bin a term, besides the rounding of the result
      // itself; errors of random sign add up as the root of their number.
      double bound =
          Math.scalb(largest, -width(compact)) * 2 * Math.sqrt(count)
              + Math.ulp(exact.doubleValue());
      assertTrue(error <= bound, error + " above " + bound);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tiesAreCutTheSameWhateverWasAddedBefore(boolean compact) {
    // Half units of both bins, where rounding to even would look at the running sum's last bit.
    double unit = Math.scalb(1.0, -width(compact));
    double half = unit / 2;
    double[] ties = {0.5, -0.5, 1.5, 1.5 * unit, half, -half, 1.5 * half, 1, 1 + half, 3};
    var vectors = new ArrayList<double[]>();
    var random = new Random(17);
    for (int i = 0; i < 300; i++) {
      double[] x = new double[LENGTH];
      for (int k = 0; k < LENGTH; k++) {
        x[k] = ties[random.nextInt(ties.length)] * (random.nextInt(60) == 0 ? 1 / unit : 1);
      }
      vectors.add(x);
    }
    double[] expected = values(onePass(compact, vectors));
    for (int trial = 0; trial < 20; trial++) {
      assertArrayEquals(expected, values(shuffledParts(compact, vectors, 6, random)), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void edgesOfBinsAndOfTheRangeAreTakenIn(boolean compact) {
    double edge = Math.scalb(1.0, width(compact) - 1);
    double[] edges = {
      0,
      -0.0,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      edge,
      Math.nextDown(edge),
      0x1p-1,
      2 * edge * edge,
      -2 * edge * edge,
      Math.nextDown(compact ? 0x1p974 : 0x1p1007),
      1e293,
      -1e293,
      1e-300,
      3e-297
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
    double[] expected = values(onePass(compact, vectors));
    for (int trial = 0; trial < 10; trial++) {
      assertArrayEquals(expected, values(shuffledParts(compact, vectors, 4, random)), 0);
    }
  }

  /// As the imaginary parts of rings with themselves are: rounding errors among values.
  @ParameterizedTest
  @CsvSource({
    "false, -90, 0.1",
    "true, -90, 0",
    "true, -90, 0.1",
    "true, -60, 0.5",
    "true, 60, 0",
    "true, 60, 0.1"
  })
  void fewElementsOfAnotherSizeAreSummedAlike(boolean compact, int octaves, double likeOthers) {
    var random = new Random(29);
    for (int[] others : new int[][] {{0}, {1}, {127}, {0, 149}, {63, 128}, {64, 65, 140}}) {
      List<double[]> vectors = vectors(40, 0, 31);
      for (double[] x : vectors) {
        for (int k : others) {
          x[k] = random.nextDouble() < likeOthers ? x[k] : Math.scalb(x[k], octaves);
        }
      }
      double[] expected = values(onePass(compact, vectors));
      assertArrayEquals(expected, values(shuffledParts(compact, vectors, 4, random)), 0);
      for (int k = 0; k < LENGTH; k++) {
        OrderFree alone = sums(compact, 1);
        for (double[] x : vectors) {
          alone.add(new double[] {x[k]});
        }
        assertEquals(values(alone)[0], expected[k]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tinyNumbersKeepTheirSize(boolean compact) {
    OrderFree sum = sums(compact, LENGTH);
    double[] tiny = new double[LENGTH];
    Arrays.fill(tiny, 0x1.000001p-998);
    for (int i = 0; i < 4; i++) {
      sum.add(tiny);
    }
    double error = compact ? 0x1p-1000 : 0;
    assertEquals(0x1.000001p-996, values(sum)[77], error);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wholeNumbersAreSummedExactlyPastTheCarry(boolean compact) {
    OrderFree sum = sums(compact, 2);
    double big = Math.scalb(1.0, width(compact) - 2) + 1;
    for (int i = 0; i < 10_000; i++) {
      sum.add(new double[] {big, -3});
    }
    assertArrayEquals(new double[] {10_000 * big, -30_000}, values(sum));
    assertEquals(compact ? 34 : 50, sum.bytes());
  }

  /// Halves are ties: the whole of each goes to the lower digits, as much as one addition can give.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLargestDigitsOfEveryAdditionAreCarriedWhole(boolean compact) {
    double almost = Math.nextDown(Math.scalb(0.5, width(compact)));
    for (double x : new double[] {0.5, -0.5, almost, -almost}) {
      OrderFree sum = sums(compact, 1);
      for (int i = 0; i < 10_000; i++) {
        sum.add(new double[] {x});
      }
      // Half a lower unit each.
      double error = 10_000 * Math.scalb(0.5, -width(compact));
      assertEquals(10_000 * x, values(sum)[0], error);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNotFiniteIsRefusedAndChangesNothing(boolean compact) {
    OrderFree sum = sums(compact, 2);
    sum.add(new double[] {1, 2});
    for (double bad :
        new double[] {
          Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0x1p1007, -0x1p1023
        }) {
      assertThrows(IllegalArgumentException.class, () -> sum.add(new double[] {5, bad}));
    }
    assertArrayEquals(new double[] {1, 2}, values(sum));
  }

  @ParameterizedTest
  @CsvSource({
    "false, 0, 0",
    "false, 1, 0",
    "false, 3, 300",
    "false, 5000, 2",
    "true, 0, 0",
    "true, 1, 0",
    "true, 3, 300",
    "true, 5000, 2"
  })
  void sumsReadFromAnyPlaceAreTheSame(boolean compact, int count, int octaves) {
    OrderFree sum = onePass(compact, vectors(count, octaves, 77));
    double[] all = values(sum);
    for (int from : new int[] {0, 3, 64, 149}) {
      double[] together = new double[LENGTH - from + 2];
      sum.read(from, LENGTH - from, together, 1);
      double[] added = together.clone();
      sum.addTo(added, 1, from, LENGTH - from);
      for (int k = from; k < LENGTH; k++) {
        assertEquals(all[k], together[1 + k - from]);
        assertEquals(2 * all[k], added[1 + k - from]);
        if (sum instanceof OrderFreeSum wide) {
          assertEquals(all[k], wide.value(k));
        }
      }
    }
    for (int from = 0; from < LENGTH; from += 13) {
      for (int to = from + 1; to <= LENGTH; to += 7) {
        double[] part = new double[to - from];
        sum.read(from, part.length, part, 0);
        assertArrayEquals(Arrays.copyOfRange(all, from, to), part);
      }
    }
  }
}
