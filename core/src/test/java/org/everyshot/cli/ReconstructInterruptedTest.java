package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
    Process program =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:TieredStopAtLevel=1",
                    "--add-modules=jdk.incubator.vector",
                    "-Deveryshot.terminal=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Everyshot.class.getName(),
                    "reconstruct",
                    invariants().toString(),
                    "--restarts=1000",
                    "--iterations=1x2+1,1",
                    "--threads=1",
                    "--no-pictures",
                    "--out=" + out))
            .redirectErrorStream(true)
            .start();
    var said = new StringBuilder();
    try (Reader reader = program.inputReader()) {
      while (!said.toString().matches("(?s).*reconstruct: [1-9][0-9,]* of [0-9,]* restarts.*")) {
        said.append((char) reader.read());
        assertTrue(said.length() < 100_000 && program.isAlive(), said::toString);
      }
      program.toHandle().destroy();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        said.append((char) c);
      }
      assertTrue(program.waitFor(60, TimeUnit.SECONDS));
    } finally {
      program.destroyForcibly();
    }
    assertEquals(143, program.exitValue(), said::toString);
    assertTrue(said.toString().matches("(?s).*interrupted: \\d+ restarts? .*"), said::toString);
    var map = (DensityMap) StructureFile.read(out.resolve("density.mrc")).structure();
    assertTrue(map.nx() > 0);
    String metrics = Files.readString(out.resolve("metrics.json"));
    assertTrue(metrics.contains("\"interrupted\": true"), metrics);
    try (var left = Files.list(folder)) {
      assertEquals(2, left.count(), "nothing unfinished is left");
    }
  }
}
