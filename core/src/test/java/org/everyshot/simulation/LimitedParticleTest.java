package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;
import org.junit.jupiter.api.Test;

class LimitedParticleTest {
  private static final PolarGrid GRID = new PolarGrid(0.02, 0.2, 10, 16);

  @Test
  void scattersAsTheParticleUpToTheLimitAndNothingBeyond() {
    try (var team = new Team(1)) {
      Particle whole = Shape.FOUR_POINTS.particle(GRID.qMax(), team);
      var vectors = ScatteringVectors.of(GRID, 1.5);
      Rotation turn = Rotation.uniform(new RandomStream(1, 2, 3));
      float[] all = new float[GRID.size()];
      float[] some = new float[GRID.size()];
      whole.over(vectors).add(turn, 2, all);
      new LimitedParticle(whole, 0.11).over(vectors).add(turn, 2, some);
      for (int r = 0; r < GRID.rings(); r++) {
        for (int j = 0; j < GRID.azimuths(); j++) {
          int at = r * GRID.azimuths() + j;
          assertEquals(GRID.q(r) <= 0.11 ? all[at] : 0, some[at]);
        }
      }
      double[] mean = new LimitedParticle(whole, 0.11).meanIntensity(new double[] {0.1, 0.12});
      assertEquals(whole.meanIntensity(new double[] {0.1})[0], mean[0]);
      assertEquals(0, mean[1]);
    }
  }
}
