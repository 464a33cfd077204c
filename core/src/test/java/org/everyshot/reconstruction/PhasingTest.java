package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.everyshot.invariants.Invariants;
import org.junit.jupiter.api.Test;

class PhasingTest {
  private static final TestParticles.Particle BARREL = TestParticles.barrel();

  private static Phasing phasing(PhasingSettings settings) {
    Invariants invariants =
        ExactInvariants.of(BARREL.density(), BARREL.rings(24), settings.degreeMax());
    return new Phasing(invariants, settings);
  }

  private static PhasingSettings shortened() {
    return PhasingSettings.standard(BARREL.diameterAngstrom(), BARREL.qMax())
        .with(new PhasingSettings.Schedule(1, 6, 4, 2, 0.75))
        .with(new PhasingSettings.Polish(5, 1.0, 1e-2));
  }

  @Test
  void restartsRepeatBitForBitOnAnyThread() {
    Phasing phasing = phasing(shortened());
    PhasedDensity first = phasing.run(3);
    CompletableFuture<PhasedDensity> other = CompletableFuture.supplyAsync(() -> phasing.run(4));
    CompletableFuture<PhasedDensity> same = CompletableFuture.supplyAsync(() -> phasing.run(3));
    assertArrayEquals(first.density().values(), same.join().density().values());
    assertEquals(first.misfit(), same.join().misfit());
    assertArrayEquals(first.errors(), same.join().errors());
    assertTrue(other.join().misfit() != first.misfit(), "another seed, another density");
  }

  @Test
  void aStoppedRestartHandsOverWhatItHas() {
    int[] asked = new int[1];
    PhasedDensity stopped = phasing(shortened()).run(1, () -> ++asked[0] == 3);
    assertEquals(3, stopped.errors().length);
    assertTrue(stopped.misfit() > 0);
  }

  @Test
  void theFitOfARestartBecomesGood() {
    PhasingSettings settings =
        PhasingSettings.standard(BARREL.diameterAngstrom(), BARREL.qMax())
            .with(new PhasingSettings.Schedule(1, 20, 10, 10, 0.75))
            .with(new PhasingSettings.Polish(30, 1.0, 1e-2));
    PhasedDensity found = phasing(settings).run(1);
    assertTrue(found.misfit() < 0.05, "misfit " + found.misfit());
    float least = 0;
    float most = 0;
    for (float value : found.density().values()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    // the Gaussian's spectrum is cut at the box's Nyquist frequency, so that it rings a little
    assertTrue(least > -0.02 * most, least + " beside " + most);
  }

  @Test
  void aRestartThatGoesOnFromTheTruthStaysWithItsHand() {
    PhasingSettings settings = shortened();
    Density truth =
        new CommonBox(settings.gridPoints(), settings.spacingAngstrom(), 1e3)
            .sample(BARREL.density().map("barrel"), new double[3]);
    var start = new PhasedDensity(truth, 1, new double[] {0.5, 0.4}, 7);
    PhasedDensity found = phasing(settings).goOn(start, () -> false);
    assertEquals(7, found.seed());
    assertEquals(0.4, found.errors()[1], "errors go on");
    assertEquals(2 + 9 + 2, found.errors().length);
    // Neither turned nor moved nor mirrored; few rings and few steps of the fit blur it a little.
    double mean = ShellCorrelation.between(truth, found.density(), 0.25).mean(0, 0.2);
    assertTrue(mean > 0.9, "FSC " + mean);
  }
}
