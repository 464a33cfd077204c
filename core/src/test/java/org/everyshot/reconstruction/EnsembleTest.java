package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static final int POINTS = 24;
  private static final double SPACING = 6.5;
  private static final double Q_MAX = 0.3;
  private static final Blobs BLOBS = Blobs.random(25, 30, 6, 8);

  /// Noisy copies of one particle in any orientation; every third is the mirror image; number 5
  /// fits badly.
  private static List<PhasedDensity> runs(int count) {
    List<PhasedDensity> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Rotation rotation = Rotation.uniform(new RandomStream(i, 0, 3));
      Density moved = BLOBS.moved(rotation, i % 3 == 0, i, -i, 2).density(POINTS, SPACING);
      Density noisy = Blobs.noisy(moved, 0.25, i);
      runs.add(new PhasedDensity(noisy, i == 5 ? 0.1 : 0.01, new double[0], i));
    }
    return runs;
  }

  @Test
  void mirroredCopiesAreTurnedBackAndNoiseAveragesOut() {
    try (var team = new Team(2)) {
      var ensemble = new Ensemble(runs(7), Q_MAX, team);
      Average average = ensemble.average();
      assertArrayEquals(new int[] {0, 1, 2, 3, 4, 6}, average.used(), "all but the misfit");
      boolean[] mirrored = average.mirrored();
      for (int u = 0; u < mirrored.length; u++) {
        boolean other = average.used()[u] % 3 == 0;
        assertEquals(mirrored[0], other == mirrored[u], "hand of " + average.used()[u]);
      }
      Density truth = BLOBS.density(POINTS, SPACING);
      double single = fsc(ensemble, truth, ensemble.runs().get(1).density());
      double mean = fsc(ensemble, truth, average.density());
      // Six copies: the noise's power falls to a sixth.
      assertTrue(1 - mean < 0.3 * (1 - single), mean + " after " + single);
      assertEquals(6, average.agreeing());
      double[] centre = average.density().centre();
      for (double c : centre) {
        assertEquals(0, c, 0.1);
      }
    }
  }

  private static double fsc(Ensemble by, Density truth, Density density) {
    Density upon = by.align(truth, density).moving(density);
    return ShellCorrelation.between(truth, upon, Q_MAX).mean(0.1, Q_MAX);
  }

  @Test
  void secondRestartsBeginInTheHandOfTheOneThatFitsBest() {
    try (var team = new Team(1)) {
      List<PhasedDensity> runs = runs(4);
      PhasedDensity other = runs.get(2);
      runs.set(2, new PhasedDensity(other.density(), 0.009, new double[0], 2));
      var ensemble = new Ensemble(runs, Q_MAX, team);
      assertEquals(2, ensemble.best().seed());
      Density best = ensemble.best().density();
      List<PhasedDensity> starts = ensemble.mixedWith(best);
      for (int i = 0; i < 4; i++) {
        double plain = ShellCorrelation.between(best, starts.get(i).density(), Q_MAX).mean(0, 0.2);
        assertTrue(plain > 0.9, i + " lies upon the best with FSC " + plain);
        assertEquals(i, starts.get(i).seed());
      }
    }
  }

  @Test
  void whereNoneOfAHalfFitsItsBestStandsAlone() {
    List<PhasedDensity> runs = new ArrayList<>(runs(6));
    for (int i = 1; i < 6; i += 2) {
      runs.set(i, new PhasedDensity(runs.get(i).density(), 1 - 0.1 * i, new double[0], i));
    }
    try (var team = new Team(1)) {
      Average half = new Ensemble(runs, Q_MAX, team).half(1);
      assertArrayEquals(new int[] {5}, Objects.requireNonNull(half).used());
    }
  }

  @Test
  void theAverageHasTheSameBitsOnOneThreadAndTwo() {
    float[][] found = new float[2][];
    for (int threads = 1; threads <= 2; threads++) {
      try (var team = new Team(threads)) {
        found[threads - 1] =
            new Ensemble(runs(3), Q_MAX, team).average().density().values().clone();
      }
    }
    assertArrayEquals(found[0], found[1]);
  }

  @Test
  void aMixtureOfBothHandsLooksLikeItsOwnMirrorImage() {
    try (var team = new Team(1)) {
      var ensemble = new Ensemble(runs(2), Q_MAX, team);
      Density one = BLOBS.density(POINTS, SPACING);
      Density other = BLOBS.moved(Rotation.NONE, true, 0, 0, 0).density(POINTS, SPACING);
      double single = ensemble.selfInversion(one);
      assertEquals(1, ensemble.selfInversion(Density.mean(List.of(one, other))), 1e-3);
      assertTrue(single < 0.9, "single hand " + single);
    }
  }

  @Test
  void retrievalTransferOfRandomPhasesIsThatOfARandomWalk() {
    List<Density> noise = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      var empty = new Density(POINTS, SPACING, new float[POINTS * POINTS * POINTS]);
      noise.add(Blobs.noisy(empty, 1, 100 + i));
    }
    double[] values = RetrievalTransfer.of(noise, Q_MAX).values();
    // |sum of n random complex numbers| over √(n Σ squares): √π/2/√n for large n, 0.40 to 0.42.
    assertEquals(0.41, values[values.length - 1], 0.03);
    assertEquals(1, RetrievalTransfer.of(noise.subList(0, 1), Q_MAX).values()[3], 1e-9);
  }
}
