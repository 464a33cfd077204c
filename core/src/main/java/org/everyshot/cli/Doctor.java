package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/// What was chosen on this machine, what is missing, and why a file gives no data.
@Command(
    name = "doctor",
    description = "%nSays what was chosen on this machine, and what is missing.")
final class Doctor extends Verb {
  @Override
  void perform(Screen screen, JsonResult result) throws IOException {
    Runtime java = Runtime.getRuntime();
    FileStore disk = Files.getFileStore(Path.of("").toAbsolutePath());
    say(screen, "version", Version.number());
    say(screen, "java", Runtime.version() + " (" + System.getProperty("java.home") + ")");
    say(screen, "cores", java.availableProcessors() + ", " + common.threads() + " used");
    say(screen, "memory", (java.maxMemory() >> 20) + " MiB for the program");
    say(screen, "disk", (disk.getUsableSpace() >> 20) + " MiB free in the current folder");
    result
        .put("version", Version.number())
        .put("java", Runtime.version().toString())
        .put("cores", java.availableProcessors())
        .put("threads", common.threads())
        .put("memoryMib", java.maxMemory() >> 20)
        .put("diskFreeMib", disk.getUsableSpace() >> 20);
  }

  private static void say(Screen screen, String what, String value) {
    screen.say("%-8s %s".formatted(what, value));
  }
}
