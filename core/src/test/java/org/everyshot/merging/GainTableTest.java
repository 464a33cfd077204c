package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.simulation.CrystalTruth;
import org.everyshot.simulation.IntegrationErrors;
import org.everyshot.simulation.SerialExperiment;
import org.everyshot.simulation.SimulatedStills;
import org.everyshot.simulation.StillSimulator;
import org.everyshot.simulation.TiledDetector;
import org.junit.jupiter.api.Test;

class GainTableTest {
  @Test
  void errorsOfManySquaresAreFoundUpToTheirMean() {
    var table = new GainTable();
    // Each square says 1,000 times with weight 1 that it is off by its own amount.
    for (int panel = 0; panel < 600; panel++) {
      int square = GainTable.square(panel, 300, 10);
      double error = 0.001 * (panel % 7 - 3);
      for (int i = 0; i < 1000; i++) {
        table.add(square, error + 0.02, 1);
      }
    }
    table.learn();
    assertEquals(600, table.size());
    double mean = 0;
    for (int panel = 0; panel < 600; panel++) {
      mean += 0.001 * (panel % 7 - 3) / 600;
    }
    for (int panel = 0; panel < 600; panel++) {
      double error = 0.001 * (panel % 7 - 3) - mean;
      // 1,000 observations against a prior that is worth 400.
      assertEquals(1 + error * 1000 / 1400, table.gain(GainTable.square(panel, 511, 255)), 1e-12);
    }
    assertEquals(1, table.gain(GainTable.square(0, 0, 0)), 0);
    assertEquals(1, table.gain(GainTable.NOWHERE), 0);
  }

  @Test
  void squaresAre256PixelsWide() {
    assertEquals(GainTable.square(3, 0, 255), GainTable.square(3, 255, 0));
    assertNotEquals(GainTable.square(3, 0, 255), GainTable.square(3, 0, 256));
    assertNotEquals(GainTable.square(3, 0, 0), GainTable.square(4, 0, 0));
    assertEquals(GainTable.NOWHERE, GainTable.square(-1, 5, 5));
    assertEquals(GainTable.NOWHERE, GainTable.square(1, Float.NaN, 5));
  }

  @Test
  void gainsOfASimulatedDetectorAreLearned() {
    var unique =
        UniqueReflections.of(SpaceGroup.of("P 61 2 2"), new UnitCell(60, 60, 80, 90, 90, 120), 2.5);
    var usual = IntegrationErrors.USUAL;
    var errors =
        new IntegrationErrors(
            usual.photons(), usual.background(), usual.relativeError(), 0.1, 1, 0, true);
    var simulator =
        new StillSimulator(
            CrystalTruth.random(unique, 14, 0.03, 5), SerialExperiment.usual(1.27, 8).with(errors));
    try (var team = new Team(1);
        var source = new SimulatedStills(simulator, 800)) {
      var merger =
          new PhysicalMerger(
              MergingSettings.of(unique, true), PhysicalSettings.standard().withPasses(1), team);
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        merger.add(source.read(slice));
      }
      merger.endPass();
      float[] truth = simulator.gains();
      var pearson = new Pearson();
      for (int panel = 0; panel < truth.length; panel++) {
        double found = 0;
        for (int quarter = 0; quarter < 4; quarter++) {
          int half = TiledDetector.PANEL_PIXELS / 2;
          int square =
              GainTable.square(
                  panel, 10 + half * (quarter & 1), 10 + (float) half * (quarter >> 1));
          found += merger.model().gains.gain(square) / 4;
        }
        pearson.add(truth[panel], found);
      }
      // Panels in the corners see little; 0.88 measured.
      assertTrue(pearson.value() > 0.8, "correlation " + pearson.value());
    }
  }
}
