package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.invariants.Invariants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhasingUnitsTest {
  /// A particle ten times as large, measured to a tenth of q, is the same problem in other units.
  @ParameterizedTest
  @CsvSource({"71, 0.4", "118, 0.25", "150, 0.15", "700, 0.03"})
  void theRecipeKnowsNoUnitOfLength(double diameter, double qMax) {
    PhasingSettings small = PhasingSettings.standard(diameter, qMax);
    PhasingSettings large = PhasingSettings.standard(10 * diameter, qMax / 10);
    assertEquals(small.gridPoints(), large.gridPoints());
    assertEquals(small.degreeMax(), large.degreeMax());
    assertEquals(10 * small.spacingAngstrom(), large.spacingAngstrom(), 1e-9 * diameter);
    assertEquals(small.measuredFrom() / 10, large.measuredFrom(), 1e-12);
    assertEquals(10 * small.shrinkwrap().sigmaFrom(), large.shrinkwrap().sigmaFrom(), 1e-9);
    assertEquals(10 * small.shrinkwrap().sigmaTo(), large.shrinkwrap().sigmaTo(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.08, 0.1, 0.12})
  void smallProblemsHaveBoxesThatHoldTheirLastRing(double qMax) {
    double[] q = new double[12];
    for (int k = 0; k < q.length; k++) {
      q[k] = (k + 0.5) * qMax / q.length;
    }
    PhasingSettings settings =
        PhasingSettings.standard(118, qMax)
            .with(new PhasingSettings.Schedule(1, 2, 1, 1, 0.75))
            .with(new PhasingSettings.Polish(2, 1, 1e-2));
    Invariants exact = ExactInvariants.of(TestParticles.barrel().density(), q, 4);
    double misfit = new Phasing(exact, settings).run(1).misfit();
    assertTrue(misfit > 0 && misfit < 10, "misfit " + misfit);
  }

  /// Of 36 rings only the first, within the central peak's flat top, is left out.
  @ParameterizedTest
  @CsvSource({"80, 0.4", "118, 0.25", "108, 0.25", "150, 0.15", "700, 0.03"})
  void onlyTheFirstOfThirtySixRingsIsLeftOut(double diameter, double qMax) {
    double from = PhasingSettings.standard(diameter, qMax).measuredFrom();
    assertEquals(1, Math.ceil(from / qMax * 36 - 0.5));
  }
}
