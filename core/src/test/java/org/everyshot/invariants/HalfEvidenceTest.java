package org.everyshot.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Evidence is a standard normal number where there is none.
class HalfEvidenceTest {
  private static final int DRAWS = 2000;

  /// Symmetric noise S N Sᵀ, N of independent numbers, S a mean over `smooth` neighbours.
  private static double[] noise(Random random, int size, int smooth) {
    int wide = size + smooth - 1;
    double[] fresh = new double[wide * wide];
    for (int p = 0; p < wide; p++) {
      for (int r = p; r < wide; r++) {
        double x = random.nextGaussian();
        fresh[p * wide + r] = p == r ? Math.sqrt(2) * x : x;
        fresh[r * wide + p] = fresh[p * wide + r];
      }
    }
    double[] out = new double[size * size];
    for (int p = 0; p < size; p++) {
      for (int r = 0; r < size; r++) {
        for (int i = 0; i < smooth; i++) {
          for (int j = 0; j < smooth; j++) {
            out[p * size + r] += fresh[(p + i) * wide + r + j] / smooth;
          }
        }
      }
    }
    return out;
  }

  /// Mean and standard deviation over many draws of noise, and how often it is above 2.5.
  private static double[] ofNoise(int size, int smooth) {
    var random = new Random(11);
    double sum = 0;
    double square = 0;
    int above = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      double z = HalfEvidence.of(noise(random, size, smooth), noise(random, size, smooth), size);
      sum += z;
      square += z * z;
      above += z > Filtering.LEAST_EVIDENCE ? 1 : 0;
    }
    double mean = sum / DRAWS;
    return new double[] {mean, Math.sqrt(square / DRAWS - mean * mean), above};
  }

  /// 2,000 normal numbers have a mean of 0 ± 0.022 and a deviation of 1 ± 0.016, and 12 ± 3.5 are
  /// above 2.5. Small matrices, whose number of independent rows is hard to tell, come out lower.
  @Test
  void noiseGivesStandardNormalNumbers() {
    for (int size : new int[] {6, 12, 24}) {
      double[] found = ofNoise(size, 1);
      assertEquals(0, found[0], 0.1, "mean of " + size);
      assertTrue(found[1] > 0.75 && found[1] < 1.1, size + ": " + found[1]);
      assertTrue(found[2] < 30, size + ": " + found[2] + " above");
    }
  }

  /// With errors that three rings share, 24 rings are worth fewer; taking all for independent would
  /// make the deviation twice as large.
  @Test
  void errorsThatRingsShareAreNotTakenForEvidence() {
    double[] found = ofNoise(24, 4);
    assertTrue(found[1] > 0.75 && found[1] < 1.25, Arrays.toString(found));
    assertTrue(found[2] < 45, Arrays.toString(found));
  }

  @Test
  void agreementBeyondChanceCountsInStandardDeviations() {
    var random = new Random(3);
    double[] one = noise(random, 12, 1);
    double[] two = noise(random, 12, 1);
    for (int k = 0; k < one.length; k++) {
      one[k] += 100;
      two[k] += 100;
    }
    assertTrue(HalfEvidence.of(one, two, 12) > 20);
  }

  @Test
  void fewPairsAndEmptyHalvesSayNothing() {
    assertTrue(Double.isNaN(HalfEvidence.of(new double[] {1}, new double[] {2}, 1)));
    assertTrue(
        Double.isNaN(HalfEvidence.of(new double[] {4, 2, 2, 1}, new double[] {4, 2, 2, 1}, 2)));
    assertTrue(Double.isNaN(HalfEvidence.of(new double[9], new double[9], 3)));
  }
}
