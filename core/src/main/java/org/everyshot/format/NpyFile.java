package org.everyshot.format;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// An array in a NumPy file, read piece by piece, by any number of threads.
///
/// Elements are counted as the file stores them: in C order, the last dimension varies fastest.
public final class NpyFile implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /// Values that are turned into numbers at a time.
  private static final int BLOCK = 1 << 17;

  private final Path path;
  private final FileBytes bytes;
  private final NpyHeader header;
  private final long begin;

  private NpyFile(Path path, FileBytes bytes, NpyHeader header, long begin) {
    this.path = path;
    this.bytes = bytes;
    this.header = header;
    this.begin = begin;
  }

  /// @throws UserInputException where the file is absent or holds what we cannot read
  /// @throws DamagedDataException where the file is not what its header says
  public static NpyFile open(Path path) {
    FileBytes bytes;
    try {
      bytes = FileBytes.open(path);
    } catch (NoSuchFileException e) {
      throw new UserInputException(path + ": no such file", e);
    } catch (IOException e) {
      throw new UserInputException(path + ": cannot be read: " + e.getMessage(), e);
    }
    try {
      return of(path, bytes);
    } catch (RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private static NpyFile of(Path path, FileBytes bytes) {
    long size = bytes.size();
    byte[] start = size < 10 ? new byte[10] : bytes.read(0, (int) Math.min(size, 12));
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new DamagedDataException(path + ": byte 0: does not begin as a NumPy file does");
    }
    int version = start[6];
    if (version < 1 || version > 3 || start[7] != 0) {
      throw new DamagedDataException(
          path + ": byte 6: NumPy format version " + version + "; expected 1.0, 2.0 or 3.0");
    }
    var little = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    int text = version == 1 ? 10 : 12;
    long length =
        version == 1
            ? Short.toUnsignedLong(little.getShort(8))
            : size < 12 ? Long.MAX_VALUE : Integer.toUnsignedLong(little.getInt(8));
    if (length > NpyHeader.LONGEST || text + length > size) {
      throw new DamagedDataException(
          path + ": byte 8: NumPy header of " + length + " bytes in a file of " + size + " bytes");
    }
    var charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String trimmed = new String(bytes.read(text, (int) length), charset);
    if (trimmed.endsWith("\n")) {
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    }
    NpyHeader header = NpyHeader.parse(trimmed, path.toString());
    long begin = text + length;
    long expected = header.type().size();
    for (long n : header.shape()) {
      // More than the file holds stays more: no overflow, and no array of absurd size.
      expected = n == 0 ? 0 : expected > size / n ? size + 1 : expected * n;
      if (n == 0) {
        break;
      }
    }
    if (expected != size - begin) {
      throw new DamagedDataException(
          path
              + ": shape "
              + header.shape()
              + " of "
              + header.type().code()
              + " does not fit the "
              + (size - begin)
              + " bytes after the header; the file is truncated or damaged, copy it again");
    }
    return new NpyFile(path, bytes, header, begin);
  }

  public Path path() {
    return path;
  }

  public NpyType type() {
    return header.type();
  }

  /// The array's shape, slowest dimension first in C order.
  public List<Long> shape() {
    return header.shape();
  }

  /// Whether the first dimension varies fastest.
  public boolean fortran() {
    return header.fortran();
  }

  /// Number of elements.
  public long size() {
    return (bytes.size() - begin) / header.type().size();
  }

  boolean bigEndian() {
    return header.order() == ByteOrder.BIG_ENDIAN;
  }

  /// Reads consecutive elements as floats.
  ///
  /// @param first element to begin with, as the file stores them
  public void read(long first, int count, float[] out, int at) {
    if (header.type() == NpyType.FLOAT32) {
      bytes.read(begin + first * Float.BYTES, header.order(), out, at, count);
      return;
    }
    byte[] raw = room(count);
    double[] values = new double[Math.min(count, BLOCK)];
    for (int done = 0; done < count; done += BLOCK) {
      int n = Math.min(BLOCK, count - done);
      convert(stored(first + done, n, raw), n, values, 0);
      for (int i = 0; i < n; i++) {
        out[at + done + i] = (float) values[i];
      }
    }
  }

  /// Reads consecutive elements as doubles.
  ///
  /// @param first element to begin with, as the file stores them
  public void read(long first, int count, double[] out, int at) {
    byte[] raw = room(count);
    for (int done = 0; done < count; done += BLOCK) {
      int n = Math.min(BLOCK, count - done);
      convert(stored(first + done, n, raw), n, out, at + done);
    }
  }

  private byte[] room(int count) {
    return new byte[Math.min(count, BLOCK) * header.type().size()];
  }

  private MemorySegment stored(long first, int count, byte[] raw) {
    int size = header.type().size();
    bytes.read(begin + first * size, raw, 0, count * size);
    return MemorySegment.ofArray(raw);
  }

  private void convert(MemorySegment data, int count, double[] out, int at) {
    ByteOrder order = header.order();
    switch (header.type()) {
      case FLOAT64 ->
          MemorySegment.copy(
              data, ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), 0, out, at, count);
      case FLOAT32 -> {
        float[] raw = new float[count];
        var layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
        MemorySegment.copy(data, layout, 0, raw, 0, count);
        for (int i = 0; i < count; i++) {
          out[at + i] = raw[i];
        }
      }
      case UINT8, INT8, BOOL -> {
        byte[] raw = new byte[count];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, raw, 0, count);
        int mask = header.type() == NpyType.INT8 ? -1 : 0xFF;
        for (int i = 0; i < count; i++) {
          out[at + i] = raw[i] & mask;
        }
      }
      case UINT16, INT16 -> {
        short[] raw = new short[count];
        var layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        MemorySegment.copy(data, layout, 0, raw, 0, count);
        int mask = header.type() == NpyType.INT16 ? -1 : 0xFFFF;
        for (int i = 0; i < count; i++) {
          out[at + i] = raw[i] & mask;
        }
      }
      case UINT32, INT32 -> {
        int[] raw = new int[count];
        var layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        MemorySegment.copy(data, layout, 0, raw, 0, count);
        long mask = header.type() == NpyType.INT32 ? -1 : 0xFFFFFFFFL;
        for (int i = 0; i < count; i++) {
          out[at + i] = raw[i] & mask;
        }
      }
      case UINT64, INT64 -> {
        long[] raw = new long[count];
        var layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        MemorySegment.copy(data, layout, 0, raw, 0, count);
        boolean unsigned = header.type() == NpyType.UINT64;
        for (int i = 0; i < count; i++) {
          out[at + i] = unsigned ? Numbers.unsigned(raw[i]) : raw[i];
        }
      }
    }
  }

  @Override
  public void close() {
    bytes.close();
  }
}
