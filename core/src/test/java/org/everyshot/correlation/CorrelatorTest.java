package org.everyshot.correlation;

import static org.everyshot.correlation.CorrelationSettings.plain;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.everyshot.correlation.CorrelationSettings.Correction;
import org.everyshot.correlation.CorrelationSettings.Normalization;
import org.everyshot.correlation.CorrelationSettings.Orientations;
import org.everyshot.correlation.CorrelationSettings.Precision;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelatorTest {
  private static final CorrelationSettings ANY = plain().with(Orientations.ANY);
  private static final CorrelationSettings EXACT = ANY.with(Precision.DOUBLE);

  /// Compares all pairs of rings with what `expected` gives for a pair.
  private interface Expected {
    double[] of(int q, int r);
  }

  private static void assertCorrelation(Expected expected, Correlation found, double tolerance) {
    PairReader reader = found.reader();
    double error = 0;
    double norm = 0;
    for (int q = 0; q < found.grid().rings(); q++) {
      for (int r = 0; r < found.grid().rings(); r++) {
        double[] wanted = expected.of(q, r);
        double[] c2 = reader.c2(q, r);
        for (int d = 0; d < wanted.length; d++) {
          assertEquals(Double.isNaN(wanted[d]), Double.isNaN(c2[d]), "missing, " + q + " " + r);
          if (!Double.isNaN(wanted[d])) {
            error += (c2[d] - wanted[d]) * (c2[d] - wanted[d]);
            norm += wanted[d] * wanted[d];
          }
        }
      }
    }
    double relative = Math.sqrt(error / norm);
    assertTrue(relative <= tolerance, "relative error " + relative + " above " + tolerance);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 8", "1, 3, 15", "5, 4, 16", "64, 5, 12", "83, 17, 9", "100, 3, 1", "9, 2, 30"})
  void equalsTheSeedEquation(int shots, int rings, int azimuths) {
    double[][] images = Shots.images(shots, rings, azimuths, 1);
    Expected seed =
        (q, r) -> {
          double[] c2 = Shots.products(images, azimuths, q, r);
          return Arrays.stream(c2).map(x -> x / shots / azimuths).toArray();
        };
    assertCorrelation(seed, Shots.correlate(images, rings, azimuths, EXACT), 1e-12);
    assertCorrelation(seed, Shots.correlate(images, rings, azimuths, ANY), 1e-6);
    Expected even = (q, r) -> Shots.even(seed.of(q, r));
    assertCorrelation(even, Shots.correlate(images, rings, azimuths, plain()), 1e-6);
  }

  /// The quick way against the way that any correction needs: pair by pair, over Δφ and back.
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void agreementOfHarmonicsComesFromSumsAsFromPairs(boolean any) {
    CorrelationSettings settings = any ? EXACT : plain();
    Correlation found = Shots.correlate(Shots.images(90, 7, 16, 4), 7, 16, settings);
    List<HalfSums> halves = List.of(found.half(0), found.half(1));
    var pairs = new PairEvaluator(found.harmonics(), 7, 7, settings, halves);
    double[] expected =
        HalfAgreement.perHarmonic(pairs, found.harmonics(), found.averageIntensity());
    assertArrayEquals(expected, found.agreementPerHarmonic(), 1e-12);
    assertTrue(expected[2] > 0.9 && expected[5] < 0.9, Arrays.toString(expected));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void gapsAreDividedOutByRatioOfSums(boolean dynamic) {
    int rings = 4;
    int azimuths = 15;
    double[][] images = Shots.images(90, rings, azimuths, 2);
    Shots.gaps(images, rings, azimuths, dynamic, 3);
    Expected ratio =
        (q, r) ->
            Shots.quotient(
                Shots.products(images, azimuths, q, r), Shots.maskProducts(images, azimuths, q, r));
    assertCorrelation(ratio, Shots.correlate(images, rings, azimuths, EXACT), 1e-12);
    Expected even =
        (q, r) ->
            Shots.quotient(
                Shots.even(Shots.products(images, azimuths, q, r)),
                Shots.even(Shots.maskProducts(images, azimuths, q, r)));
    assertCorrelation(even, Shots.correlate(images, rings, azimuths, plain()), 1e-6);
  }

  @Test
  void ringsWithoutBinsAndUnseenPairsAreMissing() {
    int azimuths = 12;
    double[][] images = Shots.images(20, 3, azimuths, 2);
    for (double[] image : images) {
      Arrays.fill(image, azimuths, 2 * azimuths, Double.NaN);
      Arrays.fill(image, 2 * azimuths + 2, 3 * azimuths, Double.NaN);
    }
    Expected ratio =
        (q, r) ->
            Shots.quotient(
                Shots.products(images, azimuths, q, r), Shots.maskProducts(images, azimuths, q, r));
    Correlation found = Shots.correlate(images, 3, azimuths, EXACT);
    assertCorrelation(ratio, found, 1e-12);
    assertTrue(Double.isNaN(found.averageIntensity()[1]));
  }

  @ParameterizedTest
  @CsvSource({"complete", "static", "dynamic"})
  void interTakesOffTheCorrelationBetweenDifferentShots(String gaps) {
    int rings = 3;
    int azimuths = 8;
    double[][] images = Shots.images(50, rings, azimuths, 4);
    if (!gaps.equals("complete")) {
      Shots.gaps(images, rings, azimuths, gaps.equals("dynamic"), 5);
    }
    Expected difference =
        (q, r) -> {
          double[] between = new double[azimuths];
          double[] betweenMasks = new double[azimuths];
          between(images, azimuths, q, r, between, betweenMasks);
          double[] within =
              Shots.quotient(
                  Shots.products(images, azimuths, q, r),
                  Shots.maskProducts(images, azimuths, q, r));
          double[] other = Shots.quotient(between, betweenMasks);
          for (int d = 0; d < azimuths; d++) {
            within[d] -= other[d];
          }
          return within;
        };
    CorrelationSettings inter = EXACT.with(Correction.INTER, 16);
    assertCorrelation(difference, Shots.correlate(images, rings, azimuths, inter), 1e-11);
    if (gaps.equals("complete")) {
      Expected even = (q, r) -> Shots.even(difference.of(q, r));
      CorrelationSettings isotropic = inter.with(Orientations.ISOTROPIC);
      assertCorrelation(even, Shots.correlate(images, rings, azimuths, isotropic), 1e-11);
    }
  }

  /// Σ over pairs of different shots, term by term.
  private static void between(
      double[][] images, int azimuths, int q, int r, double[] sum, double[] masks) {
    for (int i = 0; i < images.length; i++) {
      for (int k = 0; k < images.length; k++) {
        for (int j = 0; j < azimuths && i != k; j++) {
          for (int d = 0; d < azimuths; d++) {
            double product =
                images[i][q * azimuths + j] * images[k][r * azimuths + (j + d) % azimuths];
            sum[d] += Double.isNaN(product) ? 0 : product;
            masks[d] += Double.isNaN(product) ? 0 : 1;
          }
        }
      }
    }
  }

  @Test
  void blocksTakeOffTheMeanOfConsecutiveShotsOfAHalf() {
    int rings = 3;
    int azimuths = 8;
    int group = 4;
    double[][] images = Shots.images(75, rings, azimuths, 6);
    Shots.gaps(images, rings, azimuths, true, 7);
    // Chunks of 40 shots; within one, groups of 4 of each half, the last perhaps smaller.
    var centred = new ArrayList<double[]>();
    var masks = new ArrayList<double[]>();
    int alone = 0;
    for (int first = 0; first < images.length; first += 40) {
      for (int half = 0; half < 2; half++) {
        var shots = new ArrayList<double[]>();
        for (int i = first; i < Math.min(images.length, first + 40); i++) {
          if (Shots.half(i) == half) {
            shots.add(images[i]);
          }
        }
        for (int from = 0; from < shots.size(); from += group) {
          List<double[]> together = shots.subList(from, Math.min(shots.size(), from + group));
          if (together.size() == 1) {
            alone++;
          } else {
            centre(together, centred, masks);
          }
        }
      }
    }
    double[][] off = centred.toArray(double[][]::new);
    Expected expected =
        (q, r) ->
            Shots.quotient(
                Shots.products(off, azimuths, q, r), Shots.maskProducts(off, azimuths, q, r));
    Correlation found =
        Shots.correlate(images, rings, azimuths, EXACT.with(Correction.BLOCKS, group));
    assertCorrelation(expected, found, 1e-11);
    assertEquals(alone, found.uncorrelated());
    assertEquals(images.length, found.shots());
  }

  private static void centre(List<double[]> shots, List<double[]> centred, List<double[]> masks) {
    int m = shots.size();
    double[] mean = new double[shots.getFirst().length];
    for (double[] shot : shots) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += shot[j] / m;
      }
    }
    for (double[] shot : shots) {
      double[] off = new double[mean.length];
      for (int j = 0; j < mean.length; j++) {
        off[j] = (shot[j] - mean[j]) * Math.sqrt(m / (m - 1.0));
      }
      centred.add(off);
      masks.add(mean);
    }
  }

  @Test
  void normalizingToTheTotalUndoesTheBeam() {
    int rings = 4;
    int azimuths = 10;
    double[][] images = Shots.images(40, rings, azimuths, 8);
    double[][] jittered = new double[images.length][];
    double[][] expected = new double[images.length][];
    var random = new Random(9);
    ShotBatch first = Shots.batches(images, rings, azimuths, true, 40, 40).getFirst();
    ReferenceProfile reference = ReferenceProfile.measured(first);
    double total = Arrays.stream(reference.mean()).sum() * azimuths;
    for (int i = 0; i < images.length; i++) {
      double beam = 0.1 + random.nextDouble();
      double own = Arrays.stream(images[i]).sum();
      jittered[i] = Arrays.stream(images[i]).map(x -> x * beam).toArray();
      expected[i] = Arrays.stream(images[i]).map(x -> x * total / own).toArray();
    }
    Expected scaled =
        (q, r) ->
            Shots.quotient(
                Shots.products(expected, azimuths, q, r),
                Shots.maskProducts(expected, azimuths, q, r));
    CorrelationSettings settings = EXACT.with(Normalization.TOTAL, reference);
    assertCorrelation(scaled, Shots.correlate(jittered, rings, azimuths, settings), 1e-12);
  }

  @Test
  void normalizingToTheProfileFitsAScaledProfileExactlyWhateverIsMissing() {
    int rings = 5;
    int azimuths = 16;
    double[] profile = {50, 40, 20, 8, 2};
    var random = new Random(10);
    double[][] images = new double[30][rings * azimuths];
    for (double[] image : images) {
      double beam = 0.2 + random.nextDouble();
      Arrays.setAll(image, j -> beam * profile[j / azimuths]);
    }
    Shots.gaps(images, rings, azimuths, true, 11);
    var reference = new ReferenceProfile(profile, new double[] {1, 2, 3, 4, 5});
    CorrelationSettings settings = EXACT.with(Normalization.PROFILE, reference);
    Correlation found = Shots.correlate(images, rings, azimuths, settings);
    assertArrayEquals(profile, found.averageIntensity(), 1e-10);
    double[] c2 = found.reader().c2(1, 3);
    Arrays.stream(c2).filter(x -> !Double.isNaN(x)).forEach(x -> assertEquals(320, x, 1e-9));
  }

  @Test
  void shotsWithoutLightOrBinsAreCountedByReason() {
    int azimuths = 8;
    double[][] images = Shots.images(10, 2, azimuths, 12);
    var reference = new ReferenceProfile(new double[] {1, 1}, new double[] {1, 1});
    Arrays.fill(images[3], 0);
    Arrays.fill(images[5], Double.NaN);
    Correlation found =
        Shots.correlate(images, 2, azimuths, EXACT.with(Normalization.TOTAL, reference));
    assertEquals(1, Shots.LEDGER.balance().dropped().get("no scale: its total is not positive"));
    assertEquals(1, Shots.LEDGER.balance().dropped().get("no valid bin"));
    assertEquals(8, found.shots());
  }

  @Test
  void friedelKeepsEvenHarmonicsAndRefusesGaps() {
    int azimuths = 12;
    double[][] images = Shots.images(20, 2, azimuths, 13);
    CorrelationSettings friedel = EXACT.withHarmonics(true, Integer.MAX_VALUE);
    Expected folded =
        (q, r) -> {
          double[] c2 = Shots.products(images, azimuths, q, r);
          double[] even = new double[azimuths];
          for (int d = 0; d < azimuths; d++) {
            even[d] = (c2[d] + c2[(d + azimuths / 2) % azimuths]) / 2 / 20 / azimuths;
          }
          return even;
        };
    assertCorrelation(folded, Shots.correlate(images, 2, azimuths, friedel), 1e-12);
    images[4][3] = Double.NaN;
    var refusal =
        assertThrows(UserInputException.class, () -> Shots.correlate(images, 2, azimuths, friedel));
    assertTrue(String.valueOf(refusal.getMessage()).contains("--friedel"));
  }

  @Test
  void harmonicsAboveTheHighestAreLeftOut() {
    int azimuths = 16;
    double[][] images = Shots.images(20, 3, azimuths, 14);
    Correlation found = Shots.correlate(images, 3, azimuths, EXACT.withHarmonics(false, 2));
    double[] c2 = found.reader().c2(0, 2);
    double re = 0;
    for (int d = 0; d < azimuths; d++) {
      re += c2[d] * Math.cos(2 * Math.PI * 3 * d / azimuths);
    }
    assertEquals(0, re, 1e-9 * c2[0]);
  }

  @Test
  void aSnapshotShowsWholeContributionsOnlyAndFinishBringsTheRest() {
    int rings = 2;
    int azimuths = 6;
    double[][] images = Shots.images(20, rings, azimuths, 18);
    List<ShotBatch> batches = Shots.batches(images, rings, azimuths, true, 20, 6);
    Correlator correlator = Shots.correlator(rings, azimuths, EXACT, Shots.ALONE);
    batches.subList(0, 3).forEach(correlator::add);
    assertEquals(0, correlator.snapshot().shots());
    correlator.finish();
    Correlation found = correlator.snapshot();
    assertEquals(18, found.shots());
    double[][] seen = Arrays.copyOf(images, 18);
    Expected seed =
        (q, r) ->
            Shots.quotient(
                Shots.products(seen, azimuths, q, r), Shots.maskProducts(seen, azimuths, q, r));
    assertCorrelation(seed, found, 1e-12);
  }
}
