package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.math.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandAssignmentTest {
  private static boolean[] hands(int n, RandomStream random) {
    boolean[] hands = new boolean[n];
    for (int i = 1; i < n; i++) {
      hands[i] = random.uniform() < 0.5;
    }
    return hands;
  }

  private static double[][] differences(boolean[] hands, double noise, RandomStream random) {
    int n = hands.length;
    double[][] differences = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double d = (hands[i] == hands[j] ? 1 : -1) + noise * random.normal();
        differences[i][j] = d;
        differences[j][i] = d;
      }
    }
    return differences;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 16, 20, 21, 40})
  void pairsThatContradictEachOtherAreOutvoted(int n) {
    var random = new RandomStream(n, 0, 0);
    boolean[] hands = hands(n, random);
    // One pair in six has the wrong sign; chance is all that two or three have to go by.
    double noise = n <= 3 ? 0.1 : 1;
    HandAssignment found = HandAssignment.of(differences(hands, noise, random));
    assertArrayEquals(hands, found.mirrored());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noAssignmentScoresHigherThanTheOneFound(long seed) {
    var random = new RandomStream(seed, 0, 0);
    int n = 9;
    double[][] differences = differences(hands(n, random), 3, random);
    HandAssignment found = HandAssignment.of(differences);
    double best = score(differences, found.mirrored());
    for (int bits = 0; bits < 1 << n; bits++) {
      boolean[] other = new boolean[n];
      for (int i = 0; i < n; i++) {
        other[i] = (bits >> i & 1) == 1;
      }
      assertTrue(score(differences, other) <= best + 1e-9);
    }
    double margins = 0;
    for (double margin : found.margins()) {
      assertTrue(margin >= 0);
      margins += margin;
    }
    assertEquals(2 * best / (n - 1), margins, 1e-9);
  }

  private static double score(double[][] differences, boolean[] hands) {
    double sum = 0;
    for (int i = 0; i < hands.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += hands[i] == hands[j] ? differences[i][j] : -differences[i][j];
      }
    }
    return sum;
  }
}
