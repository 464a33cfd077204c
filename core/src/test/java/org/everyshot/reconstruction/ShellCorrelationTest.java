package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;

class ShellCorrelationTest {
  private static Density noise(int points, long seed) {
    var stream = new RandomStream(seed, 0, 0);
    float[] values = new float[points * points * points];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) stream.normal();
    }
    return new Density(points, 2, values);
  }

  private static Density sum(Density a, double share, Density b) {
    float[] values = new float[a.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (a.values()[i] + share * b.values()[i]);
    }
    return new Density(a.points(), a.spacingAngstrom(), values);
  }

  @Test
  void equalDensitiesAgreeFully() {
    Density a = noise(16, 1);
    ShellCorrelation fsc = ShellCorrelation.between(a, a, 2);
    assertEquals(1, fsc.least(2), 1e-12);
    assertEquals(1, fsc.mean(0, 2), 1e-12);
    assertFalse(fsc.below(0.5).reached());
  }

  @Test
  void independentNoiseAgreesByChanceAlone() {
    ShellCorrelation fsc = ShellCorrelation.between(noise(32, 1), noise(32, 2), Math.PI / 2);
    double[] values = fsc.values();
    for (int k = 3; k < values.length; k++) {
      // Re Σ AB* over n pairs of unit power scatters as 1/√(2n); four times that.
      assertEquals(0, values[k], 4 / Math.sqrt(2.0 * fsc.points()[k]));
    }
  }

  @Test
  void signalWithAsMuchNoiseAgreesByHalf() {
    Density signal = noise(48, 3);
    Density a = sum(signal, 1, noise(48, 4));
    Density b = sum(signal, 1, noise(48, 5));
    // Signal-to-noise 1 in each: S/(S + N) = 0.5; 10⁴ points a shell scatter by 0.01.
    ShellCorrelation fsc = ShellCorrelation.between(a, b, Math.PI / 2);
    assertEquals(0.5, fsc.mean(1, Math.PI / 2), 0.015);
  }

  @Test
  void shellsHoldEveryPointOnce() {
    ShellCorrelation fsc = ShellCorrelation.between(noise(16, 1), noise(16, 2), 10);
    // Shell 1 rounds distances in [0.5, 1.5): 6 of distance 1, 12 of √2; one of each pair.
    assertEquals(9, fsc.points()[0]);
    assertEquals(7, fsc.q().length);
    assertEquals(2 * Math.PI / 32, fsc.q()[0], 1e-12);
  }

  @Test
  void halfBitCurveTendsToItsLimit() {
    ShellCorrelation fsc = ShellCorrelation.between(noise(64, 1), noise(64, 2), 10);
    double[] level = fsc.halfBit(1);
    // van Heel & Schatz (2005): 0.1716 for infinitely many values.
    assertTrue(level[30] > 0.1716 && level[30] < 0.21, "level " + level[30]);
    assertTrue(level[0] > level[30]);
  }
}
