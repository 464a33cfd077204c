package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A dataset of an HDF5 file that is being written: values are appended in row-major order.
///
/// Any number of values may be appended at a time; memory holds one chunk (or a mebibyte). With
/// the first dimension unknown, the dataset ends where [#close()] finds it, after a whole row.
/// Attributes may be set until the file is committed.
public final class Hdf5Dataset extends Hdf5Node<Hdf5Dataset> implements AutoCloseable {
  private static final int BLOCK = 1 << 20;

  private final Hdf5Tail tail;
  private final GlobalHeap heap;
  private final byte[] type;
  private final int valueSize;
  private final long[] dims;
  private final Hdf5Layout layout;
  private final long rowBytes;
  private final ChunkIndex index = new ChunkIndex();
  private final long address;
  private @Nullable ChunkFilters filters;
  private byte[] held;
  private @Nullable ByteBuffer block;
  private long bytes;
  private long written;
  private long indexAddress = Hdf5Bytes.UNDEFINED;

  /// @param type the type's header message; a [Hdf5Type], fixed or variable text
  Hdf5Dataset(
      String path,
      Hdf5Tail tail,
      GlobalHeap heap,
      byte[] type,
      int valueSize,
      long[] dims,
      Hdf5Layout layout) {
    super(path);
    this.tail = tail;
    this.heap = heap;
    this.type = type;
    this.valueSize = valueSize;
    this.dims = dims.clone();
    this.layout = layout;
    long row = valueSize;
    for (int d = 1; d < dims.length; d++) {
      row = Math.multiplyExact(row, dims[d]);
    }
    this.rowBytes = row;
    if (layout.chunked()) {
      long chunk = Math.multiplyExact(row, layout.rowsPerChunk());
      if (dims.length == 0 || chunk > Integer.MAX_VALUE - 64 || chunk == 0) {
        throw new IllegalArgumentException(path + ": chunk of " + chunk + " bytes");
      }
      this.address = Hdf5Bytes.UNDEFINED;
      this.held = new byte[(int) chunk + (layout.onlyChecked() ? ChunkFilters.CHECKSUM : 0)];
      this.block = ByteBuffer.wrap(held, 0, (int) chunk).slice().order(ByteOrder.LITTLE_ENDIAN);
      this.filters =
          layout.filtered() && !layout.onlyChecked() ? new ChunkFilters(layout, valueSize) : null;
    } else {
      long size = dims.length == 0 ? valueSize : Math.multiplyExact(row, dims[0]);
      if (size < 0) {
        throw new IllegalArgumentException(path + ": without chunks, the size must be known");
      }
      this.address = size == 0 ? Hdf5Bytes.UNDEFINED : tail.reserve(size);
      this.held =
          new byte[valueSize * Math.clamp(size / valueSize, 1, Math.max(1, BLOCK / valueSize))];
      this.block = ByteBuffer.wrap(held).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @Override
  Hdf5Dataset self() {
    return this;
  }

  @Override
  GlobalHeap heap() {
    return heap;
  }

  /// Rows appended so far, the last one perhaps in part.
  public long rows() {
    return rowBytes == 0 ? 0 : (bytes + rowBytes - 1) / rowBytes;
  }

  public Hdf5Dataset append(byte... values) {
    return append(values, 0, values.length);
  }

  public Hdf5Dataset append(byte[] values, int from, int count) {
    return append(ByteBuffer.wrap(values, from, count), 1);
  }

  public Hdf5Dataset append(short... values) {
    return append(values, 0, values.length);
  }

  public Hdf5Dataset append(short[] values, int from, int count) {
    for (int at = from; at < from + count; ) {
      ByteBuffer room = room(2);
      int n = Math.min(room.remaining() / 2, from + count - at);
      room.asShortBuffer().put(values, at, n);
      at += advance(room, n, 2);
    }
    return this;
  }

  public Hdf5Dataset append(int... values) {
    return append(values, 0, values.length);
  }

  public Hdf5Dataset append(int[] values, int from, int count) {
    for (int at = from; at < from + count; ) {
      ByteBuffer room = room(4);
      int n = Math.min(room.remaining() / 4, from + count - at);
      room.asIntBuffer().put(values, at, n);
      at += advance(room, n, 4);
    }
    return this;
  }

  public Hdf5Dataset append(long... values) {
    return append(values, 0, values.length);
  }

  public Hdf5Dataset append(long[] values, int from, int count) {
    for (int at = from; at < from + count; ) {
      ByteBuffer room = room(8);
      int n = Math.min(room.remaining() / 8, from + count - at);
      room.asLongBuffer().put(values, at, n);
      at += advance(room, n, 8);
    }
    return this;
  }

  public Hdf5Dataset append(float... values) {
    return append(values, 0, values.length);
  }

  public Hdf5Dataset append(float[] values, int from, int count) {
    for (int at = from; at < from + count; ) {
      ByteBuffer room = room(4);
      int n = Math.min(room.remaining() / 4, from + count - at);
      room.asFloatBuffer().put(values, at, n);
      at += advance(room, n, 4);
    }
    return this;
  }

  public Hdf5Dataset append(double... values) {
    return append(values, 0, values.length);
  }

  public Hdf5Dataset append(double[] values, int from, int count) {
    for (int at = from; at < from + count; ) {
      ByteBuffer room = room(8);
      int n = Math.min(room.remaining() / 8, from + count - at);
      room.asDoubleBuffer().put(values, at, n);
      at += advance(room, n, 8);
    }
    return this;
  }

  /// Appends texts, to a dataset of text of variable length.
  public Hdf5Dataset append(String... values) {
    for (String value : values) {
      append(ByteBuffer.wrap(heap.reference(value)), 16);
    }
    return this;
  }

  /// Appends little-endian bytes as they are, whole values.
  ///
  /// @param size bytes per value, to compare with the dataset's
  Hdf5Dataset append(ByteBuffer values, int size) {
    while (values.hasRemaining()) {
      ByteBuffer room = room(size);
      int n = Math.min(room.remaining(), values.remaining());
      room.put(room.position(), values, values.position(), n);
      values.position(values.position() + n);
      advance(room, n / size, size);
    }
    return this;
  }

  /// Appends a whole chunk that has gone through the filters already, for example in another
  /// thread.
  Hdf5Dataset appendEncoded(byte[] stored) {
    ByteBuffer room = room(valueSize);
    if (!layout.chunked() || room.position() != 0) {
      throw new IllegalStateException(path() + ": not at the start of a chunk");
    }
    index.add(tail.append(stored), stored.length);
    bytes += room.capacity();
    checkSize();
    return this;
  }

  private ByteBuffer room(int size) {
    ByteBuffer current = block;
    if (current == null || size != valueSize) {
      throw new IllegalStateException(
          path() + (current == null ? " is closed" : ": values of " + size + " bytes"));
    }
    return current;
  }

  private int advance(ByteBuffer room, int values, int size) {
    room.position(room.position() + values * size);
    bytes += (long) values * size;
    checkSize();
    if (!room.hasRemaining()) {
      store(room);
    }
    return values;
  }

  private void checkSize() {
    long limit = dims.length == 0 ? valueSize : dims[0] < 0 ? Long.MAX_VALUE : dims[0] * rowBytes;
    if (bytes > limit) {
      throw new IllegalStateException(path() + ": more values than its shape holds");
    }
  }

  private void store(ByteBuffer full) {
    if (layout.chunked()) {
      if (layout.onlyChecked()) {
        ChunkFilters.seal(held);
      }
      byte[] stored = filters == null ? held : filters.encode(held);
      index.add(tail.append(stored), stored.length);
    } else {
      int length = full.position();
      tail.write(full.flip(), address + written);
      written += length;
    }
    full.clear();
  }

  /// Ends the dataset. With its shape known beforehand, it must be complete.
  @Override
  public void close() {
    ByteBuffer last = block;
    if (last == null) {
      return;
    }
    if (dims.length > 0 && dims[0] < 0) {
      if (bytes % rowBytes != 0) {
        throw new IllegalStateException(path() + ": its last row is incomplete");
      }
      dims[0] = bytes / rowBytes;
    }
    long size = dims.length == 0 ? valueSize : dims[0] * rowBytes;
    if (bytes != size) {
      throw new IllegalStateException(
          path() + ": " + bytes + " of " + size + " bytes were appended");
    }
    if (last.position() > 0) {
      if (layout.chunked()) {
        Arrays.fill(held, last.position(), held.length, (byte) 0);
      }
      store(last);
    }
    block = null;
    held = new byte[0];
    if (layout.chunked()) {
      indexAddress = index.write(tail, dims.length, layout.rowsPerChunk(), dims);
    }
    if (filters != null) {
      filters.close();
      filters = null;
    }
  }

  /// Ends a dataset that nobody will read, whatever it lacks.
  void abandon() {
    block = null;
    held = new byte[0];
    if (filters != null) {
      filters.close();
      filters = null;
    }
  }

  @Override
  long finish() {
    close();
    var header = new Hdf5Header();
    boolean chunked = layout.chunked();
    header.add(Hdf5Messages.DATASPACE, Hdf5Messages.dataspace(dims, chunked));
    header.add(Hdf5Messages.DATATYPE, type);
    header.add(Hdf5Messages.FILL_VALUE, Hdf5Messages.fillValue(chunked));
    if (chunked) {
      long[] chunk = dims.clone();
      chunk[0] = layout.rowsPerChunk();
      header.add(Hdf5Messages.LAYOUT, Hdf5Messages.chunked(indexAddress, chunk, valueSize));
      if (layout.filtered()) {
        header.add(Hdf5Messages.FILTERS, Hdf5Messages.filters(layout, valueSize));
      }
    } else {
      long size = address == Hdf5Bytes.UNDEFINED ? 0 : written;
      header.add(Hdf5Messages.LAYOUT, Hdf5Messages.contiguous(address, size));
    }
    addAttributes(header);
    tail.aligned();
    return tail.append(header.toArray());
  }
}
