package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {
  /// Known answers published with the generator (Random123, kat_vectors, philox4x32 10).
  @ParameterizedTest
  @CsvSource({
    "00000000, 00000000, 00000000, 00000000, 00000000, 00000000,"
        + " 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff, ffffffff, ffffffff, ffffffff, ffffffff, ffffffff,"
        + " 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88, 85a308d3, 13198a2e, 03707344, a4093822, 299f31d0,"
        + " d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void philoxGivesThePublishedAnswers(
      String c0, String c1, String c2, String c3, String k0, String k1, String expected) {
    int[] words = new int[4];
    Philox.encrypt(word(c0), word(c1), word(c2), word(c3), word(k0), word(k1), words, 0);
    assertEquals(
        expected, String.format("%08x %08x %08x %08x", words[0], words[1], words[2], words[3]));
  }

  private static int word(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }

  @Test
  void theSameKeyGivesTheSameNumbersAndAnotherKeyOthers() {
    double[] first = uniforms(new RandomStream(7, 1234567890123L, 3));
    assertArrayEquals(first, uniforms(new RandomStream(7, 1234567890123L, 3)));
    assertNotEquals(first[0], uniforms(new RandomStream(8, 1234567890123L, 3))[0]);
    assertNotEquals(first[0], uniforms(new RandomStream(7, 1234567890124L, 3))[0]);
    assertNotEquals(first[0], uniforms(new RandomStream(7, 1234567890123L, 4))[0]);
  }

  private static double[] uniforms(RandomStream stream) {
    double[] values = new double[10];
    for (int i = 0; i < values.length; i++) {
      values[i] = stream.uniform();
    }
    return values;
  }

  @Test
  void uniformAndNormalHaveTheirMoments() {
    var stream = new RandomStream(1, 0, 0);
    int n = 200_000;
    double[] uniform = new double[n];
    double[] normal = new double[n];
    for (int i = 0; i < n; i++) {
      uniform[i] = stream.uniform();
      normal[i] = stream.normal();
    }
    // Five standard errors of mean and variance.
    assertEquals(0.5, mean(uniform), 5 * Math.sqrt(1.0 / 12 / n));
    assertEquals(1.0 / 12, variance(uniform), 5 * Math.sqrt(1.0 / 180 / n));
    assertEquals(0, mean(normal), 5 * Math.sqrt(1.0 / n));
    assertEquals(1, variance(normal), 5 * Math.sqrt(2.0 / n));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 4, 25})
  void gammaHasMeanAndVarianceOfItsShape(double shape) {
    var stream = new RandomStream(2, 0, 0);
    int n = 200_000;
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = stream.gamma(shape);
    }
    assertEquals(shape, mean(values), 5 * Math.sqrt(shape / n));
    // Variance of the sample variance: (kurtosis excess 6/shape + 2) variance² / n.
    assertEquals(shape, variance(values), 5 * shape * Math.sqrt((2 + 6 / shape) / n));
  }

  /// χ² of the counts against exp(−µ) µᵏ/k!, both methods and the border between them.
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.8, 3, 9.99, 10, 12.5, 60, 1000, 250_000})
  void poissonCountsFollowThePoissonLaw(double mean) {
    var stream = new RandomStream(3, 0, 0);
    int n = 200_000;
    double deviation = Math.sqrt(mean);
    int bins = 20;
    double[] expected = new double[bins];
    long[] edges = new long[bins + 1];
    edges[0] = 0;
    edges[bins] = Long.MAX_VALUE;
    for (int b = 1; b < bins; b++) {
      edges[b] = Math.max(b, Math.round(mean + deviation * (b - bins / 2) * 0.35));
      edges[b] = Math.max(edges[b], edges[b - 1] + 1);
    }
    long far = (long) (mean + 40 * deviation + 40);
    for (int b = 0; b < bins; b++) {
      for (long k = Math.max(edges[b], (long) (mean - 40 * deviation - 40));
          k < Math.min(edges[b + 1], far);
          k++) {
        expected[b] += n * Math.exp(k * Math.log(mean) - mean - Poisson.logFactorial((double) k));
      }
    }
    double[] counts = new double[bins];
    for (int i = 0; i < n; i++) {
      long k = stream.poisson(mean);
      int b = 0;
      while (k >= edges[b + 1]) {
        b++;
      }
      counts[b]++;
    }
    double chi2 = 0;
    int used = 0;
    for (int b = 0; b < bins; b++) {
      if (expected[b] > 5) {
        chi2 += (counts[b] - expected[b]) * (counts[b] - expected[b]) / expected[b];
        used++;
      }
    }
    assertTrue(
        chi2 < used + 5 * Math.sqrt(2.0 * used),
        "χ² " + chi2 + " for " + used + " bins at " + mean);
  }

  /// Bounds of the exponential decide as the exponential does: plain inversion with the same bits.
  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 0.003, 0.1, 0.3, 0.77, 0.999, 1, 2.5})
  void poissonCountsAreThoseOfPlainInversion(double mean) {
    var drawn = new RandomStream(12, 34, 5);
    var bits = new RandomStream(12, 34, 5);
    for (int i = 0; i < 20_000; i++) {
      int word = bits.bits() >>> 5;
      long expected = 0;
      if (word + 1 > (1 - mean) * 0x1p27) {
        double rest = (word * 0x1p26 + (bits.bits() >>> 6)) * 0x1p-53;
        double probability = Math.exp(-mean);
        while (rest >= probability) {
          rest -= probability;
          expected++;
          probability *= mean / expected;
        }
      }
      assertEquals(expected, drawn.poisson(mean));
    }
  }

  @Test
  void poissonOfZeroIsZero() {
    assertEquals(0, new RandomStream(1, 1, 1).poisson(0));
  }

  /// Uniform rotations turn z into uniform directions, and leave the mean of every matrix element 0
  /// and of its square 1/3.
  @Test
  void rotationsAreUniform() {
    var stream = new RandomStream(4, 0, 0);
    int n = 100_000;
    double[] first = new double[9];
    double[] second = new double[9];
    for (int i = 0; i < n; i++) {
      double[] m = Rotation.uniform(stream).matrix();
      for (int e = 0; e < 9; e++) {
        first[e] += m[e] / n;
        second[e] += m[e] * m[e] / n;
      }
    }
    for (int e = 0; e < 9; e++) {
      assertEquals(0, first[e], 5 * Math.sqrt(1.0 / 3 / n));
      assertEquals(1.0 / 3, second[e], 5 * Math.sqrt(4.0 / 45 / n));
    }
  }

  @Test
  void rotationsTurnRightHanded() {
    double[] m = Rotation.about(0, 0, 2, Math.PI / 2).matrix();
    assertArrayEquals(new double[] {0, -1, 0, 1, 0, 0, 0, 0, 1}, m, 1e-15);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }
}
