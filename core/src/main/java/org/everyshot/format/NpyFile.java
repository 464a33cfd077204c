package org.everyshot.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// An array in a NumPy file, mapped into memory and read piece by piece, by any number of
/// threads.
///
/// Elements are counted as the file stores them: in C order, the last dimension varies fastest.
public final class NpyFile implements AutoCloseable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private final Path path;
  private final Arena arena;
  private final MemorySegment data;
  private final NpyHeader header;

  private NpyFile(Path path, Arena arena, MemorySegment data, NpyHeader header) {
    this.path = path;
    this.arena = arena;
    this.data = data;
    this.header = header;
  }

  /// @throws UserInputException where the file is absent or holds what we cannot read
  /// @throws DamagedDataException where the file is not what its header says
  public static NpyFile open(Path path) {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return of(path, arena, all);
    } catch (NoSuchFileException e) {
      arena.close();
      throw new UserInputException(path + ": no such file", e);
    } catch (IOException e) {
      arena.close();
      throw new UserInputException(path + ": cannot be read: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static NpyFile of(Path path, Arena arena, MemorySegment all) {
    long size = all.byteSize();
    if (size < 10 || !all.asSlice(0, 6).asByteBuffer().equals(ByteBuffer.wrap(MAGIC))) {
      throw new DamagedDataException(path + ": does not begin as a NumPy file does");
    }
    int version = all.get(ValueLayout.JAVA_BYTE, 6);
    if (version < 1 || version > 3 || all.get(ValueLayout.JAVA_BYTE, 7) != 0) {
      throw new DamagedDataException(
          path + ": NumPy format version " + version + "; expected 1.0, 2.0 or 3.0");
    }
    int start = version == 1 ? 10 : 12;
    long length =
        version == 1
            ? Short.toUnsignedLong(
                all.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8))
            : size < 12
                ? Long.MAX_VALUE
                : Integer.toUnsignedLong(
                    all.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8));
    if (length > NpyHeader.LONGEST || start + length > size) {
      throw new DamagedDataException(
          path + ": NumPy header of " + length + " bytes in a file of " + size + " bytes");
    }
    byte[] text = all.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
    var charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String trimmed = new String(text, charset);
    if (trimmed.endsWith("\n")) {
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    }
    NpyHeader header = NpyHeader.parse(trimmed, path.toString());
    long begin = start + length;
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
    return new NpyFile(path, arena, all.asSlice(begin), header);
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
    return data.byteSize() / header.type().size();
  }

  boolean bigEndian() {
    return header.order() == ByteOrder.BIG_ENDIAN;
  }

  /// Reads consecutive elements as floats.
  ///
  /// @param first element to begin with, as the file stores them
  public void read(long first, int count, float[] out, int at) {
    if (header.type() == NpyType.FLOAT32) {
      guarded(
          () ->
              MemorySegment.copy(
                  data,
                  ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(header.order()),
                  first * 4,
                  out,
                  at,
                  count));
      return;
    }
    double[] values = new double[count];
    read(first, count, values, 0);
    for (int i = 0; i < count; i++) {
      out[at + i] = (float) values[i];
    }
  }

  /// Reads consecutive elements as doubles.
  ///
  /// @param first element to begin with, as the file stores them
  public void read(long first, int count, double[] out, int at) {
    guarded(() -> convert(first, count, out, at));
  }

  private void convert(long first, int count, double[] out, int at) {
    ByteOrder order = header.order();
    long from = first * header.type().size();
    switch (header.type()) {
      case FLOAT64 ->
          MemorySegment.copy(
              data, ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), from, out, at, count);
      case FLOAT32 -> {
        float[] raw = new float[count];
        var layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
        MemorySegment.copy(data, layout, from, raw, 0, count);
        for (int i = 0; i < count; i++) {
          out[at + i] = raw[i];
        }
      }
      case UINT8, INT8, BOOL -> {
        byte[] raw = new byte[count];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, from, raw, 0, count);
        int mask = header.type() == NpyType.INT8 ? -1 : 0xFF;
        for (int i = 0; i < count; i++) {
          out[at + i] = raw[i] & mask;
        }
      }
      case UINT16, INT16 -> {
        short[] raw = new short[count];
        var layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        MemorySegment.copy(data, layout, from, raw, 0, count);
        int mask = header.type() == NpyType.INT16 ? -1 : 0xFFFF;
        for (int i = 0; i < count; i++) {
          out[at + i] = raw[i] & mask;
        }
      }
      case UINT32, INT32 -> {
        int[] raw = new int[count];
        var layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        MemorySegment.copy(data, layout, from, raw, 0, count);
        long mask = header.type() == NpyType.INT32 ? -1 : 0xFFFFFFFFL;
        for (int i = 0; i < count; i++) {
          out[at + i] = raw[i] & mask;
        }
      }
      case UINT64, INT64 -> {
        long[] raw = new long[count];
        var layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        MemorySegment.copy(data, layout, from, raw, 0, count);
        boolean unsigned = header.type() == NpyType.UINT64;
        for (int i = 0; i < count; i++) {
          out[at + i] = unsigned ? Numbers.unsigned(raw[i]) : raw[i];
        }
      }
    }
  }

  /// A file that is cut short while it is mapped shows as an error of the virtual machine.
  private void guarded(Runnable access) {
    try {
      access.run();
    } catch (InternalError e) {
      throw new DamagedDataException(path + ": was cut short while it was being read", e);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
