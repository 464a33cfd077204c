package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// A column of a DIALS reflection table that is being written: its bytes in a file of their own
/// until all rows are known.
final class DialsColumn implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final String type;
  private final AsideFile aside;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private long flushed;

  /// @param table the table; the column's own file is beside it
  DialsColumn(Path table, String name, String type) {
    this.name = name;
    this.type = type;
    this.aside = AsideFile.create(table.resolveSibling(table.getFileName() + "." + name));
  }

  String name() {
    return name;
  }

  String type() {
    return type;
  }

  void integer(int value) {
    room().putInt(value);
  }

  void large(long value) {
    room().putLong(value);
  }

  void real(double value) {
    room().putDouble(value);
  }

  private ByteBuffer room() {
    if (buffer.remaining() < 8) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    buffer.flip();
    int n = buffer.remaining();
    aside.write(buffer, flushed);
    flushed += n;
    buffer.clear();
  }

  /// Bytes so far.
  long bytes() {
    return flushed + buffer.position();
  }

  /// Copies the bytes to another file.
  void copy(AsideFile out, long position) {
    flush();
    ByteBuffer block = ByteBuffer.allocate(1 << 20);
    for (long at = 0; at < flushed; ) {
      int n = (int) Math.min(block.capacity(), flushed - at);
      block.clear().limit(n);
      aside.read(block, at);
      block.flip();
      out.write(block, position + at);
      at += n;
    }
  }

  @Override
  public void close() {
    aside.close();
  }
}
