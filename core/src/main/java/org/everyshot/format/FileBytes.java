package org.everyshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.everyshot.fault.DamagedDataException;

/// The bytes of a file, read from any position by any number of threads.
///
/// Not mapped: a mapped file counts as memory of the program, page after page as it is read, and
/// one that is cut short meanwhile brings the program down rather than a message.
final class FileBytes implements AutoCloseable {
  /// Most bytes of one call. Java keeps a buffer as large as the largest, for each thread.
  private static final int MOST = 1 << 20;

  /// Bytes that are turned into numbers at a time.
  private static final int ROOM = 1 << 18;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  /// Memory that the system reads into, kept for the next reader.
  private final ConcurrentLinkedQueue<ByteBuffer> rooms = new ConcurrentLinkedQueue<>();

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
    for (int done = 0; done < count; ) {
      int most = Math.min(MOST, count - done);
      fill(ByteBuffer.wrap(out, at + done, most), from + done);
      done += most;
    }
  }

  /// Reads `count` floats, from byte `from` of the file to `out[at]` and on, through memory small
  /// enough to stay in a core's cache.
  ///
  /// @throws DamagedDataException where the file ends before, or cannot be read
  void read(long from, ByteOrder order, float[] out, int at, int count) {
    ByteBuffer room = rooms.poll();
    if (room == null) {
      room = ByteBuffer.allocateDirect(ROOM);
    }
    room.order(order);
    for (int done = 0; done < count; ) {
      int n = Math.min(ROOM / Float.BYTES, count - done);
      room.clear().limit(n * Float.BYTES);
      fill(room, from + (long) done * Float.BYTES);
      room.flip().asFloatBuffer().get(out, at + done, n);
      done += n;
    }
    rooms.add(room);
  }

  /// Reads until there is no room left.
  private void fill(ByteBuffer room, long from) {
    int begin = room.position();
    try {
      while (room.hasRemaining()) {
        long at = from + room.position() - begin;
        if (channel.read(room, at) < 0) {
          throw new DamagedDataException(
              path + ": ends at byte " + at + " of " + size + "; cut short meanwhile");
        }
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
