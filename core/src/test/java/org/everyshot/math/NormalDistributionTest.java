package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalDistributionTest {
  /// Figures of scipy.special.ndtr.
  @ParameterizedTest
  @CsvSource({
    "-8.0, 6.22096057427174e-16",
    "-2.5, 0.006209665325776132",
    "-0.3, 0.3820885778110474",
    "0.0, 0.5",
    "0.7, 0.758036347776927",
    "3.0, 0.9986501019683699"
  })
  void itsProbabilitiesAreThoseOfScipy(double x, double p) {
    assertEquals(p, NormalDistribution.below(x), 1e-13 * p);
  }

  /// Figures of scipy.special.ndtri.
  @ParameterizedTest
  @CsvSource({
    "1e-20, -9.262340089798409",
    "1e-12, -7.034483825301131",
    "0.0001, -3.7190164854556804",
    "0.02, -2.053748910631823",
    "0.3, -0.5244005127080409",
    "0.5, 0.0",
    "0.9, 1.2815515655446004",
    "0.97, 1.8807936081512509",
    "0.9999, 3.719016485455709"
  })
  void itsQuantilesAreThoseOfScipy(double p, double x) {
    assertEquals(x, NormalDistribution.quantile(p), 1e-14 * (1 + Math.abs(x)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-5.5, -3, -1.2, -0.1, 0.3, 1.5, 4})
  void quantileAndProbabilityAreInverse(double x) {
    // Near 1 a probability has its last digit at 1e-16, and the density at 4 is 1e-4.
    assertEquals(x, NormalDistribution.quantile(NormalDistribution.below(x)), 1e-11);
  }
}
