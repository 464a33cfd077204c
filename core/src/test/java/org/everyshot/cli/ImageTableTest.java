package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Team;
import org.everyshot.merging.MergingOutcome;
import org.everyshot.merging.MergingSettings;
import org.everyshot.merging.MergingWatch;
import org.everyshot.merging.PhysicalMerging;
import org.everyshot.merging.PhysicalSettings;
import org.everyshot.simulation.CrystalTruth;
import org.everyshot.simulation.SerialExperiment;
import org.everyshot.simulation.SimulatedStills;
import org.everyshot.simulation.StillSimulator;
import org.junit.jupiter.api.Test;

class ImageTableTest {
  private static final UniqueReflections UNIQUE =
      UniqueReflections.of(SpaceGroup.of("P 61 2 2"), new UnitCell(60, 60, 80, 90, 90, 120), 4);
  private static final StillSimulator SIMULATOR =
      new StillSimulator(CrystalTruth.random(UNIQUE, 14, 0.03, 5), SerialExperiment.usual(1.27, 3));

  /// @param stills that the input holds in each of the three passes
  private static List<String> table(int... stills) throws IOException, InterruptedException {
    var opened = new AtomicInteger();
    try (var team = new Team(1)) {
      var merging =
          new PhysicalMerging(
              MergingSettings.of(UNIQUE, false), PhysicalSettings.standard(), team, null);
      MergingOutcome outcome =
          merging.merge(
              (images, reflections) ->
                  new SimulatedStills(SIMULATOR, stills[opened.getAndIncrement()]),
              MergingWatch.silent());
      byte[] text =
          ImageTable.text(
              Objects.requireNonNull(outcome.monitoring().stills()),
              List.of(SymmetryOperation.IDENTITY));
      return new String(text, StandardCharsets.UTF_8).lines().skip(1).toList();
    }
  }

  @Test
  void onlyStillsOfTheLastPassAreTold() throws IOException, InterruptedException {
    List<String> usual = table(200, 200, 200);
    assertTrue(usual.size() > 120, usual.size() + " stills with enough reflections");
    assertTrue(usual.getFirst().startsWith("1,"), usual.getFirst());
    assertTrue(usual.getLast().startsWith(usual.size() + ","), usual.getLast());
    List<String> shorter = table(200, 200, 120);
    assertEquals(table(120, 120, 120).size(), shorter.size());
    for (int row = 0; row < shorter.size(); row++) {
      assertEquals(image(usual.get(row)), image(shorter.get(row)));
    }
  }

  /// Number, identity and reflections.
  private static String image(String row) {
    return row.substring(0, row.indexOf(',', row.indexOf(',', row.indexOf(',') + 1) + 1));
  }
}
