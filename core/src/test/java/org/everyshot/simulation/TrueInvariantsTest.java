package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Team;
import org.everyshot.invariants.Invariants;
import org.junit.jupiter.api.Test;

class TrueInvariantsTest {
  /// Quadrature against the sum over four bodies; intensities of single precision allow 1e-6 of the
  /// largest B_l.
  @Test
  void quadratureAgreesWithDebyesSumOverFourBodies() {
    var alone = new Team(1);
    Particle points = Shape.FOUR_POINTS.particle(0.3, alone);
    var grid = new PolarGrid(0.02, 0.3, 5, 8);
    var closed = new TrueCorrelation(points, grid, 1.3, 24);
    Invariants found = TrueInvariants.of(points, grid.qs(), 24, alone);
    for (int i = 0; i <= 12; i++) {
      for (int p = 0; p < 5; p++) {
        for (int r = 0; r < 5; r++) {
          double scale = Math.sqrt(closed.invariant(0, p, p) * closed.invariant(0, r, r));
          assertEquals(closed.invariant(2 * i, p, r), found.values(i)[p * 5 + r], 1e-6 * scale);
        }
      }
    }
    for (int r = 0; r < 5; r++) {
      assertEquals(closed.meanIntensity(r), found.averageIntensity()[r], 1e-6 * 16);
    }
  }
}
