package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
  void theBandOfPhotonNoiseHoldsTheCoefficientsOfUnrelatedHalves() {
    // Real shots of flat, isotropic Poisson noise: 95 % of 400 rings within the band, give or take
    // four standard deviations of that count, 4 √(0.95 · 0.05 / 400) = 4.4 %.
    int rings = 400;
    int azimuths = 32;
    double band = 1.96 / Math.sqrt(0.5 * azimuths);
    var random = new Random(11);
    int inside = 0;
    for (int r = 0; r < rings; r++) {
      double cc = coefficient(noise(random, azimuths, 40), noise(random, azimuths, 40));
      inside += Math.abs(cc) < band ? 1 : 0;
    }
    assertEquals(0.95, inside / (double) rings, 0.044);
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

  /// C2(q, q, Δφ) of shots without structure, made even.
  private static double[] noise(Random random, int azimuths, int shots) {
    double[] c2 = new double[azimuths];
    for (int s = 0; s < shots; s++) {
      double[] image = new double[azimuths];
      for (int j = 0; j < azimuths; j++) {
        // Sum of eight draws of 1 or 0 stands for a photon count; its mean, 0.4, is known.
        for (int k = 0; k < 8; k++) {
          image[j] += random.nextDouble() < 0.05 ? 1 : 0;
        }
        image[j] -= 0.4;
      }
      for (int d = 0; d < azimuths; d++) {
        for (int j = 0; j < azimuths; j++) {
          c2[d] += image[j] * image[(j + d) % azimuths];
        }
      }
    }
    return c2;
  }

  /// Pearson's coefficient over Δφ ≠ 0.
  private static double coefficient(double[] a, double[] b) {
    double meanA = Arrays.stream(a).skip(1).average().orElseThrow();
    double meanB = Arrays.stream(b).skip(1).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 1; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
