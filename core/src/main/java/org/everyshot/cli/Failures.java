package org.everyshot.cli;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// What went wrong, as one line and an exit status.
final class Failures {
  /// All went well.
  static final int NONE = 0;

  /// The user can put it right: input, options, permissions, space, memory.
  static final int USER = 2;

  /// A file or stream is damaged.
  static final int DAMAGED = 3;

  /// A fault of the program.
  static final int OURS = 70;

  private Failures() {}

  /// Tells the user, and returns the exit status. Only a fault of ours comes with a trace.
  static int report(String verb, Throwable e, Screen screen) {
    int status = status(e);
    String prefix = verb.isEmpty() ? "everyshot: " : "everyshot " + verb + ": ";
    if (status == OURS) {
      screen.trace(e);
      screen.complain(
          prefix
              + "this is a fault of the program, not of your input; please report it with the lines"
              + " above and the version ("
              + Version.number()
              + ")");
    } else {
      screen.complain(prefix + line(e));
    }
    return status;
  }

  static int status(Throwable e) {
    return switch (bare(e)) {
      case DamagedDataException damaged -> DAMAGED;
      case EOFException truncated -> DAMAGED;
      case UserInputException input -> USER;
      case IOException file -> USER;
      case OutOfMemoryError memory -> USER;
      default -> OURS;
    };
  }

  /// The one line.
  static String line(Throwable e) {
    return switch (bare(e)) {
      case OutOfMemoryError memory ->
          "out of memory: %d MiB were not enough; use fewer --rings, --azimuths or --threads, or give more with EVERYSHOT_JAVA_OPTS=-Xmx8g"
              .formatted(Runtime.getRuntime().maxMemory() >> 20);
      case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
      case AccessDeniedException denied ->
          denied.getFile() + ": permission denied; check the owner and mode of file and folder";
      case FileAlreadyExistsException there ->
          there.getFile() + " exists; add --force to overwrite it, or name another with --out";
      case NotDirectoryException file -> file.getFile() + ": is not a folder";
      case FileNotFoundException missing -> oneLine(missing);
      case FileSystemException other ->
          isDiskFull(other) ? other.getFile() + ": " + DISK_FULL : oneLine(other);
      case IOException other -> isDiskFull(other) ? DISK_FULL : oneLine(other);
      default -> oneLine(bare(e));
    };
  }

  private static final String DISK_FULL =
      "no space left on the disk; nothing was left half-written; free some, or write elsewhere"
          + " with --out";

  private static Throwable bare(Throwable e) {
    Throwable cause = e.getCause();
    return e instanceof UncheckedIOException && cause != null ? cause : e;
  }

  private static boolean isDiskFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota exceeded");
  }

  private static String oneLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
