package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether someone is looking on.
final class Terminal {
  private Terminal() {}

  /// Whether the real standard error is a terminal, on which a line can be rewritten.
  static boolean onStandardError() {
    String said = System.getProperty("everyshot.terminal");
    if (said != null) {
      return Boolean.parseBoolean(said);
    }
    try {
      Path link = Path.of("/proc/self/fd/" + StandardError.descriptor());
      String device = Files.readSymbolicLink(link).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
