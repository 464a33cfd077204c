package org.everyshot.correlation;

import static org.everyshot.correlation.CorrelationSettings.plain;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.everyshot.correlation.CorrelationSettings.Correction;
import org.everyshot.correlation.CorrelationSettings.Orientations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBarsTest {
  @Test
  void jackknifeOfAMeanIsItsStandardError() {
    // Equal blocks of a mean: the classical √(s²/G).
    double[] blocks = {3, 5, 4, 8};
    double[] without = Arrays.stream(blocks).map(x -> (20 - x) / 3).toArray();
    double[] weights = {1, 1, 1, 1};
    double variance = (4 + 0 + 1 + 9) / 3.0;
    assertEquals(Math.sqrt(variance / 4), Jackknife.sigma(5, without, weights), 1e-14);
    assertTrue(Double.isNaN(Jackknife.sigma(5, new double[] {5}, new double[] {1})));
  }

  @Test
  void errorsOfManyQuotientsAreThoseOneByOne() {
    int count = 37;
    int blocks = 5;
    var random = new Random(4);
    double[] all = random.doubles(count).toArray();
    double[][] without = new double[blocks][];
    double[][] weights = new double[blocks][];
    for (int b = 0; b < blocks; b++) {
      without[b] = random.doubles(count).toArray();
      weights[b] = random.doubles(count, 1, 900).toArray();
    }
    double[] together = new double[count];
    Jackknife.sigmas(all, without, weights, new double[2][count], together);
    for (int i = 0; i < count; i++) {
      int at = i;
      double[] left = Arrays.stream(without).mapToDouble(x -> x[at]).toArray();
      double[] weight = Arrays.stream(weights).mapToDouble(x -> x[at]).toArray();
      assertEquals(Jackknife.sigma(all[i], left, weight), together[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({"7", "8"})
  void sigmaOfTwoRingsTheOtherWayRoundIsThatOfTheOppositeAngle(int azimuths) {
    int rings = 3;
    CorrelationSettings settings = plain().with(Orientations.ANY);
    Correlator correlator = Shots.correlator(rings, azimuths, settings, Shots.ALONE);
    double[][] images = Shots.images(320, rings, azimuths, 12);
    Shots.batches(images, rings, azimuths, false, 20, 20).forEach(correlator::add);
    PairReader reader = correlator.snapshot().reader();
    float[] sigma = reader.sigma(0, 2);
    assertNotEquals(sigma[1], sigma[azimuths - 1], "nothing to tell directions apart by");
    float[] other = new float[azimuths + 2];
    reader.sigma(2, 0, other, 1);
    for (int d = 0; d < azimuths; d++) {
      assertEquals(sigma[d], other[1 + (azimuths - d) % azimuths], "angle " + d);
    }
    assertEquals(0, other[0]);
    assertEquals(0, other[azimuths + 1]);
  }

  @Test
  void sigmaIsTheScatterOfRepeatedRuns() {
    int rings = 3;
    int azimuths = 8;
    int runs = 60;
    double[][] c2 = new double[runs][];
    double sigma = 0;
    double[] intensity = new double[runs];
    double intensitySigma = 0;
    for (int run = 0; run < runs; run++) {
      double[][] images = Shots.images(320, rings, azimuths, 1000 + run);
      CorrelationSettings settings = plain().with(Correction.INTER, 2);
      Correlator correlator = Shots.correlator(rings, azimuths, settings, Shots.ALONE);
      Shots.batches(images, rings, azimuths, false, 20, 20).forEach(correlator::add);
      Correlation found = correlator.snapshot();
      c2[run] = found.reader().c2(0, 2);
      sigma += Math.pow(found.reader().sigma(0, 2)[1], 2) / runs;
      intensity[run] = found.averageIntensity()[1];
      intensitySigma += Math.pow(found.averageIntensitySigma()[1], 2) / runs;
    }
    // A variance from 60 runs is known to √(2/59) = 18 %, one from 16 blocks and 60 runs better:
    // three standard errors.
    double scatter = variance(Arrays.stream(c2).mapToDouble(x -> x[1]).toArray());
    assertEquals(1, sigma / scatter, 0.55);
    assertEquals(1, intensitySigma / variance(intensity), 0.55);
  }

  @ParameterizedTest
  @CsvSource({
    "ANY, KEEP, 16, false",
    "ANY, SUBTRACT, 15, false",
    "ANY, SUBTRACT, 36, true",
    "ANY, SUBTRACT, 18, false",
    "ANY, KEEP, 2, false",
    "ANY, KEEP, 1, false",
    "ANY, SUBTRACT, 64, false",
    "ISOTROPIC, KEEP, 27, false",
    "ISOTROPIC, SUBTRACT, 22, false",
    "ISOTROPIC, SUBTRACT, 16, true"
  })
  void blocksOffTheMeanScatterAsLeavingThemOutDoes(
      CorrelationSettings.Orientations orientations,
      CorrelationSettings.SelfTerm selfTerm,
      int azimuths,
      boolean friedel) {
    int rings = 29;
    CorrelationSettings settings = plain().with(orientations).with(selfTerm);
    settings = friedel ? settings.withHarmonics(true, azimuths) : settings;
    double[][] images = Shots.images(307, rings, azimuths, 11);
    Correlator correlator = Shots.correlator(rings, azimuths, settings, Shots.TWO);
    Shots.batches(images, rings, azimuths, false, 20, 20).forEach(correlator::add);
    float[][] found = correlator.snapshot().errors().c2();
    float[][] expected = new float[rings][];
    for (int p = 0; p < rings; p++) {
      expected[p] = new float[(rings - p) * azimuths];
    }
    var harmonics = settings.harmonics(azimuths);
    ErrorBars.leaveOut(correlator.filled(), harmonics, rings, settings, Shots.TWO, expected);
    for (int p = 0; p < rings; p++) {
      double squares = 0;
      for (float sigma : expected[p]) {
        squares += (double) sigma * sigma / expected[p].length;
      }
      // Sums of up to 33 harmonics in single precision.
      assertArrayEquals(expected[p], found[p], (float) (1e-6 * Math.sqrt(squares)));
    }
  }

  @ParameterizedTest
  @CsvSource({"-50", "40"})
  void errorsDoNotDependOnTheUnitOfIntensity(int exponent) {
    // Their squares in the other unit are beyond single precision, they themselves are not.
    int rings = 5;
    double[][] images = Shots.images(120, rings, 16, 13);
    float[][] expected = Shots.correlate(images, rings, 16, plain()).errors().c2();
    for (double[] image : images) {
      Arrays.setAll(image, j -> Math.scalb(image[j], exponent));
    }
    float[][] found = Shots.correlate(images, rings, 16, plain()).errors().c2();
    for (int p = 0; p < rings; p++) {
      for (int i = 0; i < expected[p].length; i++) {
        float back = Math.scalb(found[p][i], -2 * exponent);
        // Rounding of the sums in single precision depends on where their bins end.
        assertEquals(expected[p][i], back, 1e-5f * expected[p][i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ANY, 16, true", "ANY, 15, false", "ISOTROPIC, 27, true"})
  void leavingOneBlockOutIsTheValueOfTheOthers(
      CorrelationSettings.Orientations orientations, int azimuths, boolean gaps) {
    int rings = 4;
    CorrelationSettings settings = plain().with(Correction.INTER, 2).with(orientations);
    double[][] images = Shots.images(300, rings, azimuths, 12);
    if (gaps) {
      Shots.gaps(images, rings, azimuths, true, 3);
    }
    Correlator correlator = Shots.correlator(rings, azimuths, settings, Shots.ALONE);
    // An odd number of blocks.
    Shots.batches(images, rings, azimuths, false, 100, 20).forEach(correlator::add);
    List<BlockSums> blocks = correlator.filled().subList(0, 5);
    var evaluator = new PairEvaluator(settings.harmonics(azimuths), rings, rings, settings, blocks);
    double[] all = new double[azimuths];
    double[][] without = new double[5][azimuths];
    double[] expected = new double[azimuths];
    for (int p = 0; p < rings; p++) {
      evaluator.column(p, p, rings - p);
      for (int q = p; q < rings; q++) {
        evaluator.pair(q);
        evaluator.leaveOneOut(all, without);
        for (int b = 0; b < 5; b++) {
          double[] weights = {1, 1, 1, 1, 1};
          weights[b] = 0;
          evaluator.value(weights, expected);
          assertArrayEquals(expected, without[b], 1e-9 * 100 * 100);
        }
      }
    }
  }

  private static double variance(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }

  @Test
  void halvesOfTheSamePatternAgreeAndThoseOfNoiseDoNot() {
    int azimuths = 36;
    double[][] images = Shots.images(400, 3, azimuths, 5);
    Correlation pattern = Shots.correlate(images, 3, azimuths, plain());
    for (double agreement : pattern.agreementPerRing()) {
      assertTrue(agreement > 0.99, "agreement " + agreement);
    }
    double[] perHarmonic = pattern.agreementPerHarmonic();
    assertTrue(perHarmonic[2] > 0.99 && perHarmonic[3] > 0.99);
    assertTrue(Math.abs(perHarmonic[7]) < 0.99);
    var random = new Random(6);
    for (double[] image : images) {
      Arrays.setAll(image, j -> random.nextDouble());
    }
    Correlation noise = Shots.correlate(images, 3, azimuths, plain());
    // 18 independent values of Δφ: the coefficient of noise scatters by 1/√17.
    assertTrue(Math.abs(noise.agreementPerRing()[0]) < 0.8);
    assertTrue(pattern.history().getLast().shots() > 280);
    assertTrue(pattern.history().getLast().halfSetAgreement() > 0.99);
  }

  @Test
  void stateDoesNotGrowWithShots() {
    Correlator correlator = Shots.correlator(4, 16, plain(), Shots.ALONE);
    double[][] images = Shots.images(640, 4, 16, 7);
    var batches = Shots.batches(images, 4, 16, false, 20, 20);
    batches.subList(0, 8).forEach(correlator::add);
    long early = correlator.stateBytes();
    batches.subList(8, 32).forEach(correlator::add);
    assertEquals(early, correlator.stateBytes());
  }
}
