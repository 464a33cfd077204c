package org.everyshot.format;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// What must hold for a reader whatever bytes it is given: it ends, with data or with one of the
/// two faults, whose message is one line that names the file, and it does not allocate by what a
/// damaged count says.
///
/// Memory is everything that the reading thread allocates, garbage included, and so more than what
/// is alive at any time. The limit is four times the size of the file and a fixed part: buffers,
/// and the garbage of parsing texts of some ten kilobytes. A count that is believed without looking
/// at the file soon asks for more.
final class ReaderProperty {
  static final long FIXED_BYTES = 16L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FuzzedReader reader;
  private final Path folder;
  private final Path file;
  private long allocated;
  private long most;

  /// @param folder an empty folder for the file
  ReaderProperty(FuzzedReader reader, Path folder) throws IOException {
    this.reader = reader;
    this.folder = folder;
    this.file = folder.resolve(reader.fileName());
    reader.prepare(folder);
  }

  /// Reads bytes as a file.
  ///
  /// @return what the reader said: a fault's message, or nothing
  /// @throws AssertionError where the property does not hold
  String check(byte[] bytes) throws IOException {
    Files.write(file, reader.mended(bytes));
    String said = bounded(reader::read, bytes.length);
    bounded(path -> Inspection.of(path, null), bytes.length);
    return said;
  }

  /// Largest number of bytes that was allocated for one file so far.
  long most() {
    return most;
  }

  private interface Reading {
    void read(Path file) throws IOException;
  }

  private String bounded(Reading reading, int size) throws IOException {
    String said = said(reading);
    if (allocated > FIXED_BYTES + 4L * size) {
      // The first time may have loaded classes, which is no matter of the file.
      said(reading);
      if (allocated > FIXED_BYTES + 4L * size) {
        throw new AssertionError(
            String.format("%s: %d bytes allocated for %d", reader, allocated, size));
      }
    }
    most = Math.max(most, allocated);
    return said;
  }

  private String said(Reading reading) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reading.read(file);
      return "";
    } catch (UserInputException | DamagedDataException fault) {
      String message = Objects.requireNonNull(fault.getMessage());
      if (!message.contains(folder.toString()) || message.lines().count() != 1) {
        throw new AssertionError("not one line that names a file: " + message, fault);
      }
      if (message.contains(": : ")) {
        throw new AssertionError("a place without a name: " + message, fault);
      }
      return message;
    } finally {
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
  }
}
