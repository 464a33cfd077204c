package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.everyshot.format.InvariantsFile;
import org.everyshot.format.StructureFile;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.reconstruction.Blobs;
import org.everyshot.reconstruction.ExactInvariants;
import org.everyshot.structure.DensityMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole program, asked to terminate when some of many restarts have ended.
@Timeout(120)
class ReconstructInterruptedTest {
  @TempDir Path folder;

  private Path invariants() {
    double[] q = new double[16];
    for (int k = 0; k < q.length; k++) {
      q[k] = 0.3 * (k + 0.5) / q.length;
    }
    var exact = ExactInvariants.of(Blobs.random(8, 14, 5, 3).density(32, 3), q, 8);
    Path file = folder.resolve("invariants.h5");
    InvariantsFile.write(file, ExtractedInvariants.of(exact, 1.5, 60), Map.of());
    return file;
  }

  @Test
  void theRestartsThatEndedAreAveragedAndWritten() throws IOException, InterruptedException {
    Path out = folder.resolve("found");
    String said;
    try (var program =
        ChildProgram.everyshot(
            "reconstruct",
            invariants(),
            "--restarts=1000",
            "--iterations=1x2+1,1",
            "--threads=1",
            "--no-pictures",
            "--out=" + out)) {
      program.until("reconstruct: [1-9][0-9,]* of [0-9,]* restarts");
      program.terminate();
      said = program.end(143);
    }
    assertTrue(said.matches("(?s).*interrupted: \\d+ restarts? .*"), said);
    var map = (DensityMap) StructureFile.read(out.resolve("density.mrc")).structure();
    assertTrue(map.nx() > 0);
    String metrics = Files.readString(out.resolve("metrics.json"));
    assertTrue(metrics.contains("\"interrupted\": true"), metrics);
    try (var left = Files.list(folder)) {
      assertEquals(2, left.count(), "nothing unfinished is left");
    }
  }
}
