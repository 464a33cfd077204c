package org.everyshot.merging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.everyshot.fault.DamagedDataException;

/// Reads what [StateWriter] has written. Lengths are compared with what is expected and with what
/// is there before anything is made of them.
final class StateReader {
  private final ByteBuffer bytes;
  private final String name;

  /// @param name of the file, for messages
  StateReader(byte[] bytes, String name) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.name = name;
  }

  /// Name of the file.
  String name() {
    return name;
  }

  /// What is wrong at this place of the file.
  DamagedDataException damaged(String what) {
    return new DamagedDataException(
        name + ": byte " + bytes.position() + ": " + what + "; start without this file");
  }

  private void require(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw damaged("ends after " + bytes.remaining() + " of " + count + " bytes");
    }
  }

  /// Bytes not yet read.
  int remaining() {
    return bytes.remaining();
  }

  int integer() {
    require(4);
    return bytes.getInt();
  }

  long number() {
    require(8);
    return bytes.getLong();
  }

  double real() {
    require(8);
    return bytes.getDouble();
  }

  /// Whether the bytes from here on are these; if so, they are passed over.
  boolean begins(byte[] expected) {
    if (expected.length > bytes.remaining()) {
      return false;
    }
    byte[] here = new byte[expected.length];
    bytes.get(bytes.position(), here);
    if (!Arrays.equals(here, expected)) {
      return false;
    }
    bytes.position(bytes.position() + expected.length);
    return true;
  }

  String text() {
    byte[] utf8 = new byte[length(1)];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /// One of several choices, by its name.
  <T extends Enum<T>> T choice(T[] choices) {
    String name = text();
    for (T choice : choices) {
      if (choice.name().equals(name)) {
        return choice;
      }
    }
    throw damaged("'" + name + "' is none of " + Arrays.toString(choices));
  }

  /// The length of an array whose elements take `width` bytes.
  private int length(int width) {
    int count = integer();
    require((long) width * Math.max(count, -1));
    return count;
  }

  /// Fills `out` with an array of exactly its length.
  void fill(float[] out) {
    int count = length(4);
    if (count != out.length) {
      throw damaged(count + " numbers where " + out.length + " are expected");
    }
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(out);
    bytes.position(bytes.position() + 4 * count);
  }

  /// Fills `out` with an array of exactly its length.
  void fill(double[] out) {
    int count = length(8);
    if (count != out.length) {
      throw damaged(count + " numbers where " + out.length + " are expected");
    }
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(out);
    bytes.position(bytes.position() + 8 * count);
  }

  /// Fills `out` with an array of exactly its length.
  void fill(int[] out) {
    int count = length(4);
    if (count != out.length) {
      throw damaged(count + " numbers where " + out.length + " are expected");
    }
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(out);
    bytes.position(bytes.position() + 4 * count);
  }

  /// Fills `out` with an array of exactly its length.
  void fill(long[] out) {
    long[] read = longs();
    if (read.length != out.length) {
      throw damaged(read.length + " numbers where " + out.length + " are expected");
    }
    System.arraycopy(read, 0, out, 0, out.length);
  }

  float[] floats() {
    float[] out = new float[length(4)];
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(out);
    bytes.position(bytes.position() + 4 * out.length);
    return out;
  }

  int[] integers() {
    int[] out = new int[length(4)];
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(out);
    bytes.position(bytes.position() + 4 * out.length);
    return out;
  }

  long[] longs() {
    long[] out = new long[length(8)];
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(out);
    bytes.position(bytes.position() + 8 * out.length);
    return out;
  }

  double[] doubles() {
    double[] out = new double[length(8)];
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(out);
    bytes.position(bytes.position() + 8 * out.length);
    return out;
  }

  /// Says that nothing more is to come.
  void end() {
    if (bytes.hasRemaining()) {
      throw damaged(bytes.remaining() + " bytes more than expected");
    }
  }
}
