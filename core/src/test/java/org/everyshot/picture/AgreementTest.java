package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AgreementTest {
  @Test
  void theAngularPartIsRelativeToTheMeanIntensityAndCentredOnZeroAngle() {
    double[] c2 = {50, 5, 4, 3}; // Δφ = 0, 90, 180, 270 degrees; ⟨I⟩ = 2
    double[] mean = {2};
    double[] part = AngularPart.of(c2, 4, mean, mean, CorrelationMap.Baseline.MEAN_INTENSITY);
    assertEquals(0, part[0], 1e-15); // −180
    assertEquals(-0.25, part[1], 1e-15); // −90 is 270
    assertEquals(11.5, part[2], 1e-15); // 0
    assertEquals(0.25, part[3], 1e-15); // 90
    assertEquals(part[0], part[4], 0); // 180
    // The mean over Δφ without the self-term is 4 as well.
    assertEquals(
        part[3],
        AngularPart.of(c2, 4, mean, mean, CorrelationMap.Baseline.MEAN_OVER_ANGLE)[3],
        1e-15);
    assertTrue(Double.isNaN(AngularPart.withoutZero(part, 4)[2]));
  }

  @Test
  void theBaselineIsTheMeanOverAnglesWhereTheNumberOfParticlesVaries() {
    double[] mean = {2, 3};
    double[] steady = {50, 5, 4, 3, 90, 10, 9, 8};
    double[] varying = {50, 8, 7, 6, 90, 19, 18, 17};
    assertEquals(
        CorrelationMap.Baseline.MEAN_INTENSITY, CorrelationMap.Baseline.fitting(steady, 4, mean));
    assertEquals(
        CorrelationMap.Baseline.MEAN_OVER_ANGLE, CorrelationMap.Baseline.fitting(varying, 4, mean));
  }

  @Test
  void chanceIsTheSpreadOfUnrelatedHalves() {
    // The spread over 1000 trials has a relative error of 1 / √2000 = 2.2 %, the mean concentration
    // one of about 3 %: four standard deviations of both together.
    for (int band : new int[] {3, 8, 31}) {
      var random = new Random(band);
      int trials = 1000;
      double sum = 0;
      double estimate = 0;
      for (int t = 0; t < trials; t++) {
        double[] one = evenNoise(random, 64, band);
        double[] two = evenNoise(random, 64, band);
        double cc = coefficient(one, two);
        sum += cc * cc;
        estimate += Chance.concentration(one, two);
      }
      double spread = Math.sqrt(sum / trials);
      assertEquals(
          1, Chance.deviation(estimate / trials) / spread, 0.14, "harmonics up to " + band);
    }
  }

  @Test
  void theFitFindsTheShotsAtWhichAgreementIsOneHalf() {
    double[] shots = {100, 200, 500, 1000, 2000, 5000};
    double[] agreement = new double[shots.length];
    for (int i = 0; i < shots.length; i++) {
      agreement[i] = shots[i] / (shots[i] + 1234);
    }
    Reliability fit = Reliability.fit(shots, agreement);
    assertNotNull(fit);
    assertEquals(1234, fit.halfway(), 1e-3);
    assertEquals(9 * 1234, fit.shotsFor(0.9), 0.1);
  }

  @Test
  void theFitFindsTheShareOfRingsWithSignal() {
    double[] shots = {100, 200, 500, 1000, 2000, 5000};
    double[] agreement = new double[shots.length];
    for (int i = 0; i < shots.length; i++) {
      agreement[i] = 0.4 * shots[i] / (shots[i] + 150);
    }
    Reliability fit = Reliability.fit(shots, agreement);
    assertNotNull(fit);
    assertEquals(150, fit.halfway(), 1e-3);
    assertEquals(0.4, fit.share(), 1e-6);
    assertEquals(9 * 150, fit.shotsFor(0.9), 1e-2);
  }

  @Test
  void nothingIsForetoldFromPointsThatSayNothing() {
    double[] shots = {100, 200, 500, 1000, 2000, 5000};
    assertNull(Reliability.fit(shots, new double[] {0.01, -0.03, 0.02, 0, 0.05, -0.01}));
    assertNull(Reliability.fit(shots, new double[] {0.9, 0.1, 0.8, 0.2, 0.9, 0.1}));
    assertNull(Reliability.fit(new double[] {100, 200}, new double[] {0.3, 0.5}));
    assertNull(Reliability.fit(new double[0], new double[0]));
  }

  /// Cosine of the angle between two signals without mean.
  private static double coefficient(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  /// An even function of Δφ with white harmonics from 1 to `band`.
  private static double[] evenNoise(Random random, int n, int band) {
    double[] values = new double[n];
    for (int k = 1; k <= band; k++) {
      double amplitude = random.nextGaussian();
      for (int j = 0; j < n; j++) {
        values[j] += amplitude * Math.cos(2 * Math.PI * j * k / n);
      }
    }
    return values;
  }
}
