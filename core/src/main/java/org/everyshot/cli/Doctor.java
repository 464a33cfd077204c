package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.everyshot.kernel.Kernels;
import picocli.CommandLine.Command;

/// What was chosen on this machine, what is missing, and why a file gives no data.
@Command(
    name = "doctor",
    description = "%nSays what was chosen on this machine, and what is missing.")
final class Doctor extends Verb {
  private static final long LITTLE_MEMORY_MIB = 2048;
  private static final long LITTLE_DISK_MIB = 1024;

  @Override
  void perform(Screen screen, JsonResult result) throws IOException {
    Runtime java = Runtime.getRuntime();
    long memoryMib = java.maxMemory() >> 20;
    long diskMib = freeDisk() >> 20;
    Kernels.Choice kernel = Kernels.choice();
    say(screen, "version", Version.number());
    say(screen, "java", Runtime.version() + ", " + System.getProperty("java.home"));
    say(screen, "kernel", kernel.kernel().name() + ": " + kernel.reason());
    say(screen, "cores", java.availableProcessors() + ", " + common.threads() + " used");
    say(
        screen,
        "memory",
        memoryMib + " MiB" + remedy(memoryMib < LITTLE_MEMORY_MIB, LITTLE_MEMORY));
    say(
        screen,
        "disk",
        diskMib + " MiB free here" + remedy(diskMib < LITTLE_DISK_MIB, LITTLE_DISK));
    result
        .put("version", Version.number())
        .put("java", Runtime.version().toString())
        .put("kernel", kernel.kernel().name())
        .put("kernelReason", kernel.reason())
        .put("cores", java.availableProcessors())
        .put("threads", common.threads())
        .put("memoryMib", memoryMib)
        .put("diskFreeMib", diskMib);
  }

  private static final String LITTLE_MEMORY =
      "little: large grids will not fit; give more with EVERYSHOT_JAVA_OPTS=-Xmx8g";
  private static final String LITTLE_DISK = "little: write results elsewhere with --out";

  private static String remedy(boolean needed, String remedy) {
    return needed ? " (" + remedy + ")" : "";
  }

  private static long freeDisk() throws IOException {
    FileStore store = Files.getFileStore(Path.of("").toAbsolutePath());
    return store.getUsableSpace();
  }

  private static void say(Screen screen, String what, String value) {
    screen.say("%-8s %s".formatted(what, value));
  }
}
