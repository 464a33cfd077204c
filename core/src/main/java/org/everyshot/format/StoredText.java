package org.everyshot.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// A text on disk, plain or compressed by gzip; which of the two follows from its first bytes.
final class StoredText implements StreamInput {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final InputStream in;
  private long done;

  private StoredText(Path path, InputStream in) {
    this.path = path;
    this.in = in;
  }

  /// @throws UserInputException where the file cannot be read
  static StoredText open(Path path) {
    try {
      InputStream raw = Files.newInputStream(path);
      try {
        return new StoredText(path, inflated(raw));
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new UserInputException(path + ": no such file", e);
    } catch (ZipException | EOFException e) {
      throw new DamagedDataException(
          path + ": begins as gzip does, but its header is damaged at byte 0; copy it again", e);
    } catch (IOException e) {
      throw new UserInputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static InputStream inflated(InputStream raw) throws IOException {
    var bytes = new BufferedInputStream(raw, BUFFER);
    bytes.mark(2);
    boolean zipped = bytes.read() == 0x1F && bytes.read() == 0x8B;
    bytes.reset();
    return zipped ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }

  @Override
  public int read(byte[] out, int at, int count) throws IOException {
    try {
      int n = in.read(out, at, count);
      done += Math.max(0, n);
      return n < 0 ? END : n;
    } catch (EOFException e) {
      throw new DamagedDataException(
          path + ": compressed text ends too early, after byte " + done + "; copy it again", e);
    } catch (ZipException e) {
      throw new DamagedDataException(
          path + ": compressed text is damaged after byte " + done + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
