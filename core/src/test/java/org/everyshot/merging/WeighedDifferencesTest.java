package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.UserInputException;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;

class WeighedDifferencesTest {
  private static final UniqueReflections UNIQUE =
      UniqueReflections.of(SpaceGroup.of("P 1"), new UnitCell(40, 50, 60, 80, 95, 100), 2.4);

  private static final double SPREAD = 3;

  /// Normal differences of deviation 3 around 0.
  private static double[] truth() {
    double[] truth = new double[UNIQUE.count()];
    for (int row = 0; row < truth.length; row++) {
      truth[row] = SPREAD * new RandomStream(4, row, 0).normal();
    }
    return truth;
  }

  private static double slope(double[] truth, double[] found, double[] variance, double of) {
    double product = 0;
    double square = 0;
    for (int row = 0; row < truth.length; row++) {
      product += variance[row] == of ? truth[row] * found[row] : 0;
      square += variance[row] == of ? truth[row] * truth[row] : 0;
    }
    return product / square;
  }

  /// Two thirds are known to a variance of 1, one third to 81: κ is 0.9 and 0.1, its mean 0.633.
  @Test
  void weightsAreThoseOfTheKnownDistribution() {
    double[] truth = truth();
    double[] variance = new double[truth.length];
    double[] measured = new double[truth.length];
    for (int row = 0; row < truth.length; row++) {
      variance[row] = row % 3 == 0 ? 81 : 1;
      double noise = new RandomStream(5, row, 0).normal();
      measured[row] = truth[row] + Math.sqrt(variance[row]) * noise;
    }
    double[] found = WeighedDifferences.weighed(measured, variance, UNIQUE);
    assertTrue(truth.length > 15_000, truth.length + " reflections");
    double mean = (2 * 0.9 + 0.1) / 3;
    // Slopes are known to 0.3 / √10,000 and 3 / √5,000, times the weight.
    assertEquals(0.9 / mean, slope(truth, found, variance, 1), 0.02);
    assertEquals(0.1 / mean, slope(truth, found, variance, 81), 0.02);
  }

  @Test
  void differencesKnownAlikeOrExactlyStayAsTheyAre() {
    double[] truth = truth();
    double[] variance = new double[truth.length];
    assertArrayEquals(truth, WeighedDifferences.weighed(truth, variance, UNIQUE), 1e-12);
    Arrays.fill(variance, 2);
    assertArrayEquals(truth, WeighedDifferences.weighed(truth, variance, UNIQUE), 1e-9);
  }

  @Test
  void intensitiesGoBeforeAmplitudesAndPairsWithoutSigmaAreLeftOut() {
    int slots = 2 * UNIQUE.count();
    float[] intensity = new float[slots];
    float[] sigma = new float[slots];
    float[] amplitude = new float[slots];
    Arrays.fill(intensity, 100);
    Arrays.fill(sigma, 2);
    for (int slot = 0; slot < slots; slot += 2) {
      intensity[slot] = 144;
    }
    sigma[5] = Float.NaN;
    var merged =
        new MergedReflections.Builder(UNIQUE, true)
            .intensities(intensity, sigma)
            .amplitudes(amplitude, new float[slots])
            .counts(new int[slots])
            .build();
    double[] found = WeighedDifferences.of(merged, UNIQUE);
    assertEquals(2, found[0], 1e-6);
    assertEquals(2, found[1], 1e-6);
    assertTrue(Double.isNaN(found[2]));
    Arrays.fill(sigma, Float.NaN);
    var without =
        new MergedReflections.Builder(UNIQUE, true)
            .intensities(intensity, sigma)
            .amplitudes(sigma, sigma)
            .counts(new int[slots])
            .build();
    assertThrows(UserInputException.class, () -> WeighedDifferences.of(without, UNIQUE));
  }
}
