package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.engine.Team;
import org.everyshot.invariants.Invariants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How near averages of restarts on exact invariants come to the truth.
@Tag("long")
class PhasingQualityTest {
  private static final TestParticles.Particle BARREL = TestParticles.barrel();

  /// Mean and least FSC to the truth up to 0.85 q_max.
  private static double[] agreement(PhasingSettings settings, int restarts) {
    double qMax = BARREL.qMax();
    Invariants invariants = ExactInvariants.of(BARREL.density(), BARREL.rings(36), 24);
    var phasing = new Phasing(invariants, settings);
    List<PhasedDensity> runs = new ArrayList<>();
    for (int seed = 1; seed <= restarts; seed++) {
      runs.add(phasing.run(seed));
    }
    Density average;
    try (var team = new Team(1)) {
      average = new Ensemble(runs, 0.9 * qMax, team).average().density();
    }
    var box =
        new CommonBox(
            settings.gridPoints(), settings.spacingAngstrom(), settings.supportDiameter());
    Density truth = box.sample(BARREL.density().map("truth"), new double[3]);
    var aligner = new Aligner(settings.gridPoints(), settings.spacingAngstrom(), 0.9 * qMax);
    Alignment found = aligner.align(truth, average).better();
    ShellCorrelation fsc = ShellCorrelation.between(truth, found.moving(average), 0.85 * qMax);
    return new double[] {fsc.mean(0, 0.85 * qMax), fsc.least(0.85 * qMax)};
  }

  /// What a good map needs: mean 0.90 and least 0.70, where the null fails.
  @Test
  void anAverageOfEightRestartsShowsTheBarrelAndTheNullDoesNot() {
    PhasingSettings settings = PhasingSettings.standard(BARREL.diameterAngstrom(), BARREL.qMax());
    double[] fitted = agreement(settings, 8);
    assertTrue(fitted[0] >= 0.90 && fitted[1] >= 0.70, fitted[0] + ", least " + fitted[1]);
    double[] none = agreement(settings.withDegreeMax(0), 4);
    // 0.51: four restarts, of which the placement on the truth finds the best.
    assertTrue(none[0] < 0.85 && none[1] < 0.6, "the null: " + none[0] + ", least " + none[1]);
  }
}
