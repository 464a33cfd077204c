package org.everyshot.merging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a model's state as little-endian numbers, arrays after their length.
final class StateWriter {
  private byte[] bytes = new byte[1 << 16];
  private int size;

  private ByteBuffer room(long more) {
    if (size + more > bytes.length) {
      long length = Math.max(size + more, bytes.length + (long) (bytes.length / 2));
      bytes = Arrays.copyOf(bytes, Math.toIntExact(length));
    }
    var room = ByteBuffer.wrap(bytes, size, (int) more).order(ByteOrder.LITTLE_ENDIAN);
    size += (int) more;
    return room;
  }

  void put(int value) {
    room(4).putInt(value);
  }

  void put(long value) {
    room(8).putLong(value);
  }

  void put(double value) {
    room(8).putDouble(value);
  }

  void put(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    put(utf8.length);
    room(utf8.length).put(utf8);
  }

  void put(double[] values, int count) {
    put(count);
    ByteBuffer room = room(8L * count);
    room.asDoubleBuffer().put(values, 0, count);
  }

  void put(double[] values) {
    put(values, values.length);
  }

  void put(float[] values, int count) {
    put(count);
    room(4L * count).asFloatBuffer().put(values, 0, count);
  }

  void put(int[] values, int count) {
    put(count);
    room(4L * count).asIntBuffer().put(values, 0, count);
  }

  void put(long[] values, int count) {
    put(count);
    room(8L * count).asLongBuffer().put(values, 0, count);
  }

  /// What has been written.
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }
}
