package org.everyshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.everyshot.fault.DamagedDataException;

/// The bytes of a file, read from any position by any number of threads.
///
/// Not mapped: a mapped file counts as memory of the program, page after page as it is read, and
/// one that is cut short meanwhile brings the program down rather than a message.
final class FileBytes implements AutoCloseable {
  /// Most bytes of one call. Java keeps a buffer as large as the largest, for each thread.
  private static final int MOST = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private FileBytes(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static FileBytes open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new FileBytes(path, channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Bytes in the file when it was opened.
  long size() {
    return size;
  }

  /// Reads `count` bytes, from byte `from` of the file to `out[at]` and on.
  ///
  /// @throws DamagedDataException where the file ends before, or cannot be read
  void read(long from, byte[] out, int at, int count) {
    try {
      for (int done = 0; done < count; ) {
        var room = ByteBuffer.wrap(out, at + done, Math.min(MOST, count - done));
        int n = channel.read(room, from + done);
        if (n < 0) {
          throw new DamagedDataException(
              path + ": ends at byte " + (from + done) + " of " + size + "; cut short meanwhile");
        }
        done += n;
      }
    } catch (IOException e) {
      throw new DamagedDataException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// The bytes from `from` on, `count` of them.
  byte[] read(long from, int count) {
    byte[] out = new byte[count];
    read(from, out, 0, count);
    return out;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new DamagedDataException(path + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
