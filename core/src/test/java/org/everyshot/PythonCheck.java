package org.everyshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the Python scripts of the folder `checks`, for tests whose referee is a Python package.
public final class PythonCheck {
  private PythonCheck() {}

  /// A script of the folder `checks`, whether the tests run in the project's folder or in `core`.
  public static Path script(String name) {
    Path folder = Path.of("").toAbsolutePath();
    Path here = folder.resolve("checks").resolve(name);
    return Files.exists(here) ? here : folder.resolve("../checks").resolve(name).normalize();
  }

  /// Runs `python3` for two minutes at most.
  ///
  /// @param log receives what it prints
  /// @return its exit status; −1 where it cannot be started or takes longer
  public static int python(Path log, String... arguments) throws InterruptedException {
    var builder = new ProcessBuilder("python3");
    builder.command().addAll(List.of(arguments));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      Process process = builder.start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (IOException e) {
      return -1;
    }
  }

  /// What it printed.
  public static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
