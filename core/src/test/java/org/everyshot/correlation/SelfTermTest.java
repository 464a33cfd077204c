package org.everyshot.correlation;

import static org.everyshot.correlation.CorrelationSettings.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.everyshot.correlation.CorrelationSettings.SelfTerm;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.Slice;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SelfTermTest {
  private static final int AZIMUTHS = 32;

  /// Rings of `photons` photons a shot, on average, spread as 1 + a cos 2(φ − φ₀), φ₀ uniform.
  private static void fill(ShotBatch batch, double photons, double a, Random random) {
    for (int shot = 0; shot < batch.capacity(); shot++) {
      int at = batch.append(random.nextLong(), 0) * AZIMUTHS * batch.rings();
      double phase = random.nextDouble() * 2 * Math.PI;
      for (int q = 0; q < batch.rings(); q++) {
        for (int j = 0; j < AZIMUTHS; j++) {
          double angle = 2 * Math.PI * j / AZIMUTHS - phase;
          double mean = photons / AZIMUTHS * (1 + a * Math.cos(2 * angle));
          batch.single()[at + q * AZIMUTHS + j] = poisson(mean, random);
        }
      }
    }
  }

  private static int poisson(double mean, Random random) {
    double limit = Math.exp(-mean);
    int n = 0;
    for (double p = random.nextDouble(); p > limit; p *= random.nextDouble()) {
      n++;
    }
    return n;
  }

  private static Correlation run(
      CorrelationSettings settings, int shots, double photons, double a, boolean variance) {
    var random = new Random(41);
    Correlator correlator = Shots.correlator(2, AZIMUTHS, settings, Shots.ALONE);
    int each = 500;
    for (int chunk = 0; chunk < shots / each; chunk++) {
      var batch = new ShotBatch(each, 2, AZIMUTHS, false, variance);
      batch.clear(new Slice(new Chunk(chunk, (long) chunk * each, each), 0, each));
      fill(batch, photons, a, random);
      float[] known = batch.variance();
      for (int i = 0; known != null && i < known.length; i++) {
        // What a binned frame would bring: the photons of the ring themselves.
        for (int j = 0; j < AZIMUTHS; j++) {
          known[i] += batch.single()[i * AZIMUTHS + j];
        }
      }
      correlator.add(batch);
    }
    return correlator.snapshot();
  }

  /// C_n(q, q) of the result.
  private static double harmonic(Correlation correlation, int q, int n) {
    double[] c2 = correlation.reader().c2(q, q);
    double sum = 0;
    for (int d = 0; d < AZIMUTHS; d++) {
      sum += c2[d] * Math.cos(2 * Math.PI * n * d / AZIMUTHS) / AZIMUTHS;
    }
    return sum;
  }

  @Test
  @Tag("long")
  void subtractionRestoresTheDiagonalAtThreePhotonsARing() {
    double photons = 3;
    double a = 0.8;
    // |A_2|² of the mean pattern: (photons/n_φ · a/2)².
    double truth = Math.pow(photons / AZIMUTHS * a / 2, 2);
    // Per shot |A_2|² scatters by about 1.4 photons/n_φ², 2.6 times the truth: 100,000 shots give
    // 0.8 %.
    Correlation kept = run(plain(), 100_000, photons, a, false);
    Correlation taken = run(plain().with(SelfTerm.SUBTRACT), 100_000, photons, a, false);
    assertTrue(harmonic(kept, 1, 2) > 2.5 * truth);
    assertEquals(truth, harmonic(taken, 1, 2), 0.05 * truth);
    assertEquals(0, harmonic(taken, 1, 5), 0.05 * truth);
  }

  @Test
  void varianceCarriedAlongIsThatOfPhotonCounts() {
    CorrelationSettings settings = plain().with(SelfTerm.SUBTRACT);
    double[] counts = run(settings, 1000, 3, 0.5, false).reader().c2(0, 0);
    double[] carried = run(settings, 1000, 3, 0.5, true).reader().c2(0, 0);
    for (int d = 0; d < AZIMUTHS; d++) {
      assertEquals(counts[d], carried[d], 1e-9);
    }
  }

  @Test
  void onlyTheDiagonalAtZeroAngleChanges() {
    PairReader kept = run(plain(), 1000, 3, 0.5, false).reader();
    Correlation subtracted = run(plain().with(SelfTerm.SUBTRACT), 1000, 3, 0.5, false);
    PairReader taken = subtracted.reader();
    // Each bin's photon variance is estimated by its count, whose mean is the intensity.
    assertEquals(subtracted.averageIntensity()[0], kept.c2(0, 0)[0] - taken.c2(0, 0)[0], 1e-9);
    for (int d = 0; d < AZIMUTHS; d++) {
      assertEquals(kept.c2(0, 1)[d], taken.c2(0, 1)[d], 0);
      if (d > 0) {
        assertEquals(kept.c2(0, 0)[d], taken.c2(0, 0)[d], 1e-12);
      }
    }
  }
}
