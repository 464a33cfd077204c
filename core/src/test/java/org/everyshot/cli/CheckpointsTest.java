package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.everyshot.correlation.Correlation;
import org.everyshot.engine.Job;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Progress;
import org.everyshot.format.CorrelationFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir private Path folder;

  /// A job that has come so far.
  private record At(Correlation latest) implements Job<Correlation> {
    @Override
    public Progress progress() {
      return new Progress(latest.shots(), OptionalLong.empty(), Duration.ZERO);
    }

    @Override
    public Correlation await() {
      return latest;
    }

    @Override
    public void stop() {}

    @Override
    public boolean stopped() {
      return false;
    }

    @Override
    public void close() {}
  }

  @Test
  void aCheckpointHoldsTheSavedCorrelationsToo() {
    Path safe = correlation("checkpoint.h5", 30, 1);
    Correlation before = CorrelationFile.read(safe);
    Correlation now = CorrelationFile.read(correlation("now.h5", 20, 2));
    var plan =
        new CorrelationRun.Plan(
            "test",
            now.grid(),
            now.wavelengthAngstrom(),
            now.settings(),
            new Provenance("0", "test", Map.of(), List.of(), Instant.EPOCH),
            Map.of("checkpoint.h5", before),
            safe);
    var screen = new Screen(silent(), silent(), true);
    try (var checkpoints = new Checkpoints(new At(now), plan, new LossLedger(), screen)) {
      checkpoints.write();
      assertEquals(50, CorrelationFile.read(safe).shots());
      checkpoints.write();
    }
    Correlation read = CorrelationFile.read(safe);
    assertEquals(50, read.shots());
    Correlation both = now.plus(before, "checkpoint.h5");
    for (int q = 0; q < both.grid().rings(); q++) {
      assertEquals(both.averageIntensity()[q], read.averageIntensity()[q], 1e-12);
    }
  }

  private static PrintWriter silent() {
    return new PrintWriter(Writer.nullWriter());
  }

  private Path correlation(String name, int shots, int seed) {
    Path out = folder.resolve(name);
    String words =
        "simulate fxs --shape sphere --rings 4 --azimuths 8 --correlate --no-pictures --shots "
            + shots
            + " --seed "
            + seed
            + " --out";
    List<Object> all = new ArrayList<>(List.of(words.split(" ", -1)));
    all.add(out);
    Ran ran = Ran.everyshot(all.toArray());
    assertEquals(0, ran.status(), ran.err());
    return out;
  }
}
