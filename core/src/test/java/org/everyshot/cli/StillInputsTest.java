package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Slice;
import org.everyshot.format.MtzStillsWriter;
import org.everyshot.simulation.CrystalTruth;
import org.everyshot.simulation.SerialExperiment;
import org.everyshot.simulation.SimulatedStills;
import org.everyshot.simulation.StillSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StillInputsTest {
  private static final UnitCell CELL = new UnitCell(50, 50, 70, 90, 90, 120);

  @TempDir private Path folder;

  private Path mtz(String name, String group) throws IOException {
    Path file = folder.resolve(name);
    var unique = UniqueReflections.of(SpaceGroup.of(group), CELL, 5);
    var simulator =
        new StillSimulator(
            CrystalTruth.random(unique, 14, 0.03, 5), SerialExperiment.usual(1.27, 5));
    try (var stills = new SimulatedStills(simulator, 4);
        var out =
            MtzStillsWriter.create(file, "stills", CELL, unique.group(), 1.27, false, List.of())) {
      for (Slice slice = stills.next(); slice != null; slice = stills.next()) {
        out.append(stills.read(slice));
      }
      out.commit();
    }
    return file;
  }

  @Test
  void inputsOfDifferentGroupsAreToldOnce() throws IOException {
    String one = mtz("one.mtz", "P 6").toString();
    String other = mtz("other.mtz", "P 3").toString();
    List<String> notices = new ArrayList<>();
    var stills = StillInputs.of(List.of(one, other), null, notices::add);
    assertEquals(1, notices.size(), notices.toString());
    assertTrue(notices.getFirst().contains("P 3") && notices.getFirst().contains("P 6"));
    assertEquals("P 6", Objects.requireNonNull(stills.group()).name());
  }

  @Test
  void aFollowedStreamMayBeEmptyAtFirst() throws Exception {
    Path whole = folder.resolve("whole.stream");
    Ran made =
        Ran.everyshot(
            "simulate",
            "sfx",
            "--cell",
            "50",
            "50",
            "70",
            "90",
            "90",
            "120",
            "--space-group",
            "P6",
            "--dmin",
            "5",
            "--images",
            "3",
            "--out",
            whole);
    assertEquals(0, made.status(), made.err());
    byte[] text = Files.readAllBytes(whole);
    Path growing = Files.createFile(folder.resolve("growing.stream"));
    CompletableFuture<StillInputs> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return StillInputs.of(
                    List.of(growing.toString()), Duration.ofMinutes(10), line -> {});
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    // In two parts: the first holds no complete image.
    Files.write(growing, java.util.Arrays.copyOf(text, 60), StandardOpenOption.APPEND);
    byte[] rest = java.util.Arrays.copyOfRange(text, 60, text.length);
    Files.write(growing, rest, StandardOpenOption.APPEND);
    StillInputs stills = waiting.get(30, TimeUnit.SECONDS);
    assertEquals(70, Objects.requireNonNull(stills.cell()).c(), 0.1);
  }
}
