package org.everyshot.format;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Real files for tests that look for them.
final class Shared {
  private Shared() {}

  /// A file of the shared folder; the test is skipped where it is absent.
  static Path file(String name) {
    Path file = Path.of(System.getProperty("everyshot.shared", "../../shared"), "data", name);
    Assumptions.assumeTrue(Files.exists(file), () -> "no " + file + ": test is skipped");
    return file;
  }
}
