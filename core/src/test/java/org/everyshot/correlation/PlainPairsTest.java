package org.everyshot.correlation;

import static org.everyshot.correlation.CorrelationSettings.plain;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is faster without gaps, against what is good for any masks.
class PlainPairsTest {
  private static final int RINGS = 19;
  private static final String CASES =
      """
      ANY, KEEP, 16, false, 16
      ANY, SUBTRACT, 15, false, 15
      ANY, SUBTRACT, 36, true, 36
      ANY, SUBTRACT, 36, false, 7
      ANY, KEEP, 1, false, 1
      ANY, SUBTRACT, 2, false, 2
      ISOTROPIC, KEEP, 27, false, 27
      ISOTROPIC, SUBTRACT, 16, true, 6
      """;

  private static Correlation correlation(
      CorrelationSettings.Orientations orientations,
      CorrelationSettings.SelfTerm selfTerm,
      int azimuths,
      boolean friedel,
      int highest) {
    CorrelationSettings settings = plain().with(orientations).with(selfTerm);
    settings = settings.withHarmonics(friedel, highest);
    double[][] images = Shots.images(61, RINGS, azimuths, 21);
    return Shots.correlate(images, RINGS, azimuths, settings);
  }

  @ParameterizedTest
  @CsvSource(textBlock = CASES)
  void pairsAndRowsAreThoseOfTheGeneralWay(
      CorrelationSettings.Orientations orientations,
      CorrelationSettings.SelfTerm selfTerm,
      int azimuths,
      boolean friedel,
      int highest) {
    Correlation found = correlation(orientations, selfTerm, azimuths, friedel, highest);
    assertTrue(found.plain());
    PairEvaluator general = PairReader.evaluator(found, 1);
    PairReader reader = found.reader();
    double[] expected = new double[azimuths];
    double[] row = new double[RINGS * azimuths];
    for (int q = 0; q < RINGS; q++) {
      reader.row(q, row);
      for (int r = 0; r < RINGS; r++) {
        general.column(Math.min(q, r), Math.max(q, r), 1);
        general.pair(Math.max(q, r));
        general.value(PairReader.BOTH, expected);
        if (q > r) {
          for (int d = 1; 2 * d < azimuths; d++) {
            double other = expected[d];
            expected[d] = expected[azimuths - d];
            expected[azimuths - d] = other;
          }
        }
        // Rounding of sums in double precision, against the largest value.
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        int at = r * azimuths;
        assertArrayEquals(expected, reader.c2(q, r), 1e-14 * largest);
        assertArrayEquals(expected, Arrays.copyOfRange(row, at, at + azimuths), 1e-14 * largest);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = CASES)
  void agreementIsThatOfValuesOffTheZerothAngle(
      CorrelationSettings.Orientations orientations,
      CorrelationSettings.SelfTerm selfTerm,
      int azimuths,
      boolean friedel,
      int highest) {
    Correlation found = correlation(orientations, selfTerm, azimuths, friedel, highest);
    PairEvaluator general = PairReader.evaluator(found, RINGS);
    double[][] weights = {{1, 0}, {0, 1}};
    double[] expected = HalfAgreement.perRing(general, RINGS, weights);
    assertArrayEquals(expected, found.agreementPerRing(), 1e-9);
    if (azimuths > 2) {
      assertTrue(Arrays.stream(expected).allMatch(Double::isFinite));
    }
  }

  @Test
  void agreementOfBlocksIsThatOfTheirHalves() {
    int azimuths = 24;
    Correlator correlator =
        Shots.correlator(
            RINGS, azimuths, plain().with(CorrelationSettings.SelfTerm.SUBTRACT), Shots.ALONE);
    double[][] images = Shots.images(200, RINGS, azimuths, 22);
    Shots.batches(images, RINGS, azimuths, false, 20, 20).forEach(correlator::add);
    correlator.finish();
    Correlation found = correlator.snapshot();
    // Blocks keep the diagonal as plain sums, halves in single precision.
    assertEquals(HalfAgreement.mean(found.agreementPerRing()), correlator.halfAgreement(), 1e-6);
  }

  @Test
  void whatIsAlikeAtAllAnglesButZeroHasNoAgreement() {
    int azimuths = 32;
    var random = new Random(8);
    double[][] images = new double[80][RINGS * azimuths];
    for (double[] image : images) {
      Arrays.fill(image, random.nextDouble());
    }
    for (double agreement : Shots.correlate(images, RINGS, azimuths, plain()).agreementPerRing()) {
      assertTrue(Double.isNaN(agreement), "agreement " + agreement);
    }
  }

  @Test
  void nothingIsKnownWithoutShots() {
    Correlator correlator = Shots.correlator(3, 8, plain(), Shots.ALONE);
    Correlation empty = correlator.snapshot();
    double[] nan = {Double.NaN, Double.NaN, Double.NaN};
    assertArrayEquals(nan, empty.agreementPerRing());
    assertTrue(Arrays.stream(empty.reader().c2(0, 2)).allMatch(Double::isNaN));
    assertTrue(List.of(0, 1, 2).stream().allMatch(q -> Double.isNaN(row(empty, q)[5])));
  }

  private static double[] row(Correlation correlation, int q) {
    double[] row = new double[3 * 8];
    correlation.reader().row(q, row);
    return row;
  }
}
