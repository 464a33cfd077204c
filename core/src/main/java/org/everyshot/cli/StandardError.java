package org.everyshot.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds the real standard error.
///
/// The launcher sends descriptor 2 elsewhere, because the virtual machine prints a warning there at
/// each start, and hands the real one over as descriptor 3 (`-Deveryshot.stderr=3`).
final class StandardError {
  private static final int USUAL = 2;

  private StandardError() {}

  /// Number of the descriptor that the user sees.
  static int descriptor() {
    return Integer.getInteger("everyshot.stderr", USUAL);
  }

  /// The real standard error; `System.err` writes to it from now on too.
  static PrintStream restore() {
    int number = descriptor();
    if (number != USUAL) {
      FileOutputStream real = open(number);
      if (real != null) {
        System.setErr(new PrintStream(real, true, StandardCharsets.UTF_8));
      }
    }
    return System.err;
  }

  private static @Nullable FileOutputStream open(int number) {
    try {
      var descriptor = new FileDescriptor();
      Field field = FileDescriptor.class.getDeclaredField("fd");
      field.setAccessible(true);
      field.setInt(descriptor, number);
      return new FileOutputStream(descriptor);
    } catch (ReflectiveOperationException | RuntimeException closed) {
      try {
        return new FileOutputStream("/dev/fd/" + number, true);
      } catch (IOException absent) {
        return null;
      }
    }
  }
}
