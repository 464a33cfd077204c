package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// Writes an array to a NumPy file, little-endian, in C order, values appended as they come.
///
/// The first dimension may be left open; it is filled in by [#commit()], with which the file
/// appears. Closed without, nothing is left.
public final class NpyWriter implements AutoCloseable {
  private static final int HEADER = 128;

  private final AsideFile file;
  private final NpyType type;
  private final long[] shape;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
  private long flushed = HEADER;
  private long values;

  private NpyWriter(AsideFile file, NpyType type, long... shape) {
    this.file = file;
    this.type = type;
    this.shape = shape.clone();
  }

  /// @param type FLOAT32, FLOAT64 or any whole number of at most 32 bits
  /// @param shape slowest dimension first, at most 4; the first may be -1, not known yet
  public static NpyWriter create(Path path, NpyType type, long... shape) {
    if (shape.length > 4) {
      throw new IllegalArgumentException(shape.length + " dimensions");
    }
    return new NpyWriter(AsideFile.create(path), type, shape);
  }

  public NpyWriter append(float... numbers) {
    return append(numbers, 0, numbers.length);
  }

  /// Appends floats, rounded towards zero where the file holds whole numbers.
  public NpyWriter append(float[] numbers, int from, int count) {
    for (int i = from; i < from + count; i++) {
      put(numbers[i]);
    }
    return this;
  }

  public NpyWriter append(double... numbers) {
    return append(numbers, 0, numbers.length);
  }

  /// Appends doubles, rounded to what the file holds.
  public NpyWriter append(double[] numbers, int from, int count) {
    for (int i = from; i < from + count; i++) {
      put(numbers[i]);
    }
    return this;
  }

  private void put(double number) {
    if (buffer.remaining() < 8) {
      flush();
    }
    switch (type) {
      case FLOAT32 -> buffer.putFloat((float) number);
      case FLOAT64 -> buffer.putDouble(number);
      case UINT8, INT8, BOOL -> buffer.put((byte) (int) number);
      case UINT16, INT16 -> buffer.putShort((short) (int) number);
      case UINT32, INT32 -> buffer.putInt((int) (long) number);
      case UINT64, INT64 -> buffer.putLong((long) number);
    }
    values++;
  }

  private void flush() {
    buffer.flip();
    long at = flushed;
    flushed += buffer.remaining();
    file.write(buffer, at);
    buffer.clear();
  }

  /// Completes the file and puts it in its place.
  public void commit() {
    long row = 1;
    for (int d = 1; d < shape.length; d++) {
      row = Math.multiplyExact(row, shape[d]);
    }
    if (shape.length > 0 && shape[0] < 0) {
      shape[0] = row == 0 ? 0 : values / row;
    }
    long expected = shape.length == 0 ? 1 : Math.multiplyExact(row, shape[0]);
    if (values != expected) {
      throw new IllegalStateException(values + " of " + expected + " values were appended");
    }
    flush();
    file.write(ByteBuffer.wrap(NpyHeader.encode(type, shape)), 0);
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}
