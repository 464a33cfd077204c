package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.kernel.Kernels;
import org.everyshot.kernel.Triangle;
import org.everyshot.math.CompactSum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What was chosen on this machine, what is missing, and why a file gives no data.
@Command(
    name = "doctor",
    description = {
      "%nSays what was chosen on this machine, and what is missing.",
      "",
      "With files: opens each as correlate would, looks at its first shots, and says why it would"
          + " give no data."
    })
final class Doctor extends Verb {
  private static final long LITTLE_DISK_MIB = 1024;
  private static final int RINGS = 300;
  private static final int AZIMUTHS = 256;
  private static final String LITTLE_MEMORY =
      " (little: use fewer --rings, or give more with EVERYSHOT_JAVA_OPTS=-Xmx8g)";
  private static final String LITTLE_DISK = " (little: write results elsewhere with --out)";

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Inputs as of correlate, with the same options.")
  private List<String> files = List.of();

  @Mixin private final ImageOptions images = new ImageOptions();

  @Override
  void perform(Screen screen, JsonResult result) throws IOException {
    if (files.isEmpty()) {
      describeMachine(screen, result);
      return;
    }
    List<Map<String, Object>> examined = new ArrayList<>();
    boolean healthy = true;
    for (String file : files) {
      FileExamination examination = FileExamination.of(file, images);
      examination.say(file, screen);
      examined.add(examination.fields(file));
      healthy &= examination.healthy();
    }
    result.put("healthy", healthy).put("files", examined);
  }

  private void describeMachine(Screen screen, JsonResult result) throws IOException {
    Runtime java = Runtime.getRuntime();
    long memoryMib = java.maxMemory() >> 20;
    long stateMib = stateMib();
    FileStore disk = Files.getFileStore(Path.of("").toAbsolutePath());
    long diskMib = disk.getUsableSpace() >> 20;
    Kernels.Choice kernel = Kernels.choice();
    say(screen, "version", Version.number());
    say(screen, "java", Runtime.version() + ", " + System.getProperty("java.home"));
    say(screen, "kernel", kernel.kernel().name() + ": " + kernel.reason());
    say(screen, "cores", java.availableProcessors() + ", " + common.threads() + " used");
    say(screen, "memory", memoryMib + " MiB" + (memoryMib < 2 * stateMib ? LITTLE_MEMORY : ""));
    say(
        screen,
        "state",
        "%d MiB for a correlation of %d rings × %d azimuths".formatted(stateMib, RINGS, AZIMUTHS));
    say(
        screen,
        "disk",
        diskMib + " MiB free here" + (diskMib < LITTLE_DISK_MIB ? LITTLE_DISK : ""));
    result
        .put("version", Version.number())
        .put("java", Runtime.version().toString())
        .put("kernel", kernel.kernel().name())
        .put("kernelReason", kernel.reason())
        .put("cores", java.availableProcessors())
        .put("threads", common.threads())
        .put("memoryMib", memoryMib)
        .put("stateMib", stateMib)
        .put("diskFreeMib", diskMib);
  }

  /// Memory of the sums of a grid of 300 × 256 with the usual settings, at most.
  private static long stateMib() {
    CorrelationSettings usual = CorrelationSettings.plain();
    double numbers =
        (double) usual.jackknifeBlocks() * usual.harmonics(AZIMUTHS).count() * Triangle.size(RINGS);
    return Math.round(numbers * CompactSum.MOST_BYTES / (1 << 20));
  }

  private static void say(Screen screen, String what, String value) {
    screen.say("%-8s %s".formatted(what, value));
  }
}
