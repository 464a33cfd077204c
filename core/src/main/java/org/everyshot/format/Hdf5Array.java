package org.everyshot.format;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.CompactDataset;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// A dataset of numbers in an HDF5 file, read block by block, by several threads at once.
///
/// Only the chunks that a block touches are read and decompressed. A chunk that was never
/// written is damage, not zeros.
final class Hdf5Array {
  /// Deflate, the tightest of the filters, makes at most 1032 bytes out of one.
  private static final long TIGHTEST = 1100;

  private final Hdf5File file;
  private final Dataset dataset;
  private final String where;
  private final Hdf5Type type;
  private final boolean little;
  private final long[] shape;
  private volatile boolean chunksFit;

  private final ConcurrentLinkedQueue<byte[]> blocks = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ChunkDecoder> decoders = new ConcurrentLinkedQueue<>();

  private Hdf5Array(
      Hdf5File file, Dataset dataset, String where, Hdf5Type type, boolean little, long... shape) {
    this.file = file;
    this.dataset = dataset;
    this.where = where;
    this.type = type;
    this.little = little;
    this.shape = shape;
  }

  static Hdf5Array of(Hdf5File file, Dataset dataset, String where) {
    DataType stored = dataset.getDataType();
    if (stored instanceof EnumDataType named) {
      stored = named.getBaseType(); // how h5py stores truth values
    }
    Hdf5Type type = type(stored);
    if (type == null) {
      throw new UserInputException(
          file.path()
              + ": "
              + where
              + ": holds "
              + stored.getClass().getSimpleName()
              + " of "
              + stored.getSize()
              + " bytes, not numbers that can be read");
    }
    boolean little = ((OrderedDataType) stored).getByteOrder() == ByteOrder.LITTLE_ENDIAN;
    long[] shape = dataset.getDimensionsAsLong();
    var array = new Hdf5Array(file, dataset, where, type, little, shape);
    for (long extent : shape) {
      if (extent < 0) {
        throw array.damaged("shape " + Arrays.toString(shape));
      }
    }
    return array;
  }

  private static @Nullable Hdf5Type type(DataType stored) {
    for (Hdf5Type type : Hdf5Type.values()) {
      boolean fits =
          stored instanceof FixedPoint whole
              ? !type.floating() && type.signed() == whole.isSigned()
              : stored instanceof FloatingPoint && type.floating();
      if (fits && stored.getSize() == type.size()) {
        return type;
      }
    }
    return null;
  }

  /// File and dataset, for messages.
  String name() {
    return file.path() + ": " + where;
  }

  Hdf5Type type() {
    return type;
  }

  boolean little() {
    return little;
  }

  int rank() {
    return shape.length;
  }

  long extent(int dimension) {
    return shape[dimension];
  }

  String shape() {
    return Arrays.toString(shape);
  }

  /// Number of values.
  long size() {
    long size = 1;
    for (long extent : shape) {
      size = extent == 0 ? 0 : size > Long.MAX_VALUE / extent ? Long.MAX_VALUE : size * extent;
    }
    return size;
  }

  /// Entries of the first dimension that one chunk holds; 1 where there are no chunks.
  int rowsPerChunk() {
    return Hdf5Fault.guarded(
        file.path(),
        where,
        () ->
            dataset instanceof ChunkedDataset chunked && shape.length > 0
                ? Math.max(1, chunked.getChunkDimensions()[0])
                : 1);
  }

  /// No more entries of the first dimension than this can have been stored in the file.
  long mostRows() {
    long row = type.size();
    for (int d = 1; d < shape.length; d++) {
      row = Math.max(1, row * Math.min(shape[d], Integer.MAX_VALUE));
      if (row > Integer.MAX_VALUE) {
        break;
      }
    }
    return Math.max(1, file.bytes().size() * TIGHTEST / row);
  }

  /// What is stored how, as a person would say it.
  String storage() {
    return Hdf5Fault.guarded(
        file.path(),
        where,
        () -> {
          if (!(dataset instanceof ChunkedDataset chunked)) {
            return dataset instanceof CompactDataset ? "compact" : "contiguous";
          }
          List<String> filters =
              dataset.getFilters().stream().map(PipelineFilterWithData::getName).toList();
          return "chunks "
              + Arrays.toString(chunked.getChunkDimensions())
              + (filters.isEmpty() ? "" : ", " + String.join(" + ", filters));
        });
  }

  /// All values of a small dataset.
  double[] doubles() {
    byte[] all = all();
    double[] out = new double[all.length / type.size()];
    Numbers.doubles(type, all, 0, little, out, 0, out.length);
    return out;
  }

  /// All values of a small dataset, as whole numbers.
  long[] longs() {
    byte[] all = all();
    long[] out = new long[all.length / type.size()];
    Numbers.longs(type, all, 0, little, out, 0, out.length);
    return out;
  }

  private byte[] all() {
    int[] count = new int[shape.length];
    for (int d = 0; d < count.length; d++) {
      count[d] = (int) Math.min(shape[d], Integer.MAX_VALUE);
    }
    return read(new long[shape.length], count);
  }

  /// Reads a block, row-major, in the file's own type and byte order.
  ///
  /// @param from first index in each dimension
  /// @param count number of indices in each dimension
  byte[] read(long[] from, int[] count) {
    return Hdf5Fault.guarded(
        file.path(),
        where,
        () -> {
          byte[] block = new byte[size(from, count)];
          fill(from, count, block, block.length);
          return block;
        });
  }

  /// Reads a block into memory that is used again after `taker` has seen it, and that may be longer
  /// than the block.
  void lend(long[] from, int[] count, Consumer<byte[]> taker) {
    byte[] block =
        Hdf5Fault.guarded(
            file.path(),
            where,
            () -> {
              int size = size(from, count);
              byte[] idle = blocks.poll();
              byte[] room = idle == null || idle.length < size ? new byte[size] : idle;
              fill(from, count, room, size);
              return room;
            });
    taker.accept(block);
    blocks.offer(block);
  }

  /// Gives up the memory that is used again: the file is being closed.
  void forget() {
    blocks.clear();
    decoders.clear();
  }

  /// Pieces of memory that wait to be used again.
  int idle() {
    return blocks.size() + decoders.size();
  }

  /// Bytes of a block; no more than the file can hold.
  private int size(long[] from, int[] count) {
    long bytes = type.size();
    for (int d = 0; d < shape.length; d++) {
      if (from[d] < 0 || count[d] < 0 || from[d] + count[d] > shape[d]) {
        throw damaged("index " + from[d] + "+" + count[d] + " of " + shape());
      }
      bytes *= count[d];
      if (bytes > Integer.MAX_VALUE - 64) {
        throw damaged("more than 2 GiB at once");
      }
    }
    if (bytes / TIGHTEST > file.bytes().size()) {
      throw damaged(bytes + " bytes claimed by a file of " + file.bytes().size());
    }
    return (int) bytes;
  }

  private void fill(long[] from, int[] count, byte[] out, int length) {
    if (length == 0) {
      return;
    }
    if (dataset instanceof ChunkedDataset chunked) {
      readChunks(chunked, from, count, out);
    } else {
      readPlain(from, count, out, length);
    }
  }

  /// Reads from a dataset without chunks, one run of neighbours after the other.
  private void readPlain(long[] from, int[] count, byte[] out, int end) {
    if (dataset instanceof CompactDataset compact) {
      var all = MemorySegment.ofBuffer(compact.getDataBuffer());
      copy(all, new long[shape.length], shape, from, count, out);
      return;
    }
    if (!(dataset instanceof ContiguousDataset contiguous)) {
      throw damaged("layout " + dataset.getDataLayout());
    }
    long address = contiguous.getDataAddress();
    long length = Math.multiplyExact(size(), type.size());
    if (address < 0 || length > file.bytes().size() - file.userBlock() - address) {
      throw damaged("its values are not in the file: never written, or truncated");
    }
    // Neighbours are all values of the dimensions that are wanted in full, and of the one before.
    int split = shape.length;
    int run = type.size();
    while (split > 0 && (split == shape.length || count[split] == shape[split])) {
      run *= count[--split];
    }
    long[] index = from.clone();
    for (int to = 0; to < end; to += run) {
      long at = 0;
      for (int d = 0; d < shape.length; d++) {
        at = at * shape[d] + index[d];
      }
      file.bytes().read(file.userBlock() + address + at * type.size(), out, to, run);
      for (int d = split - 1; d >= 0 && ++index[d] == from[d] + count[d]; d--) {
        index[d] = from[d];
      }
    }
  }

  private void readChunks(ChunkedDataset chunked, long[] from, int[] count, byte[] out) {
    int rank = shape.length;
    int[] extent = chunked.getChunkDimensions();
    long chunkBytes = type.size();
    for (int d = 0; d < rank; d++) {
      if (extent.length != rank || extent[d] < 1) {
        throw damaged("chunks of " + Arrays.toString(extent) + " in " + shape());
      }
      chunkBytes = Math.multiplyExact(chunkBytes, extent[d]);
    }
    if (chunkBytes / TIGHTEST > file.bytes().size() || chunkBytes > Integer.MAX_VALUE) {
      throw damaged("chunks of " + chunkBytes + " bytes");
    }
    if (!chunksFit) {
      // jHDF makes room for a chunk before it looks whether the file holds that much.
      long stored = dataset.getStorageInBytes();
      if (stored < 0 || stored > file.bytes().size()) {
        throw damaged("chunks of " + stored + " bytes in all, more than the file holds");
      }
      chunksFit = true;
    }
    ChunkDecoder idle = decoders.poll();
    ChunkDecoder decoder =
        idle == null ? new ChunkDecoder(chunked, (int) chunkBytes, name()) : idle;
    long[] first = new long[rank];
    long[] chunkShape = new long[rank];
    int[] chunk = new int[rank];
    for (int d = 0; d < rank; d++) {
      first[d] = from[d] / extent[d] * extent[d];
      chunkShape[d] = extent[d];
      chunk[d] = Math.toIntExact(first[d]);
    }
    while (true) {
      byte[] values = decoder.decode(chunk.clone());
      long[] at = new long[rank];
      Arrays.setAll(at, d -> chunk[d]);
      copy(MemorySegment.ofArray(values), at, chunkShape, from, count, out);
      int d = rank - 1;
      while (d >= 0 && (long) chunk[d] + extent[d] >= from[d] + count[d]) {
        chunk[d] = Math.toIntExact(first[d]);
        d--;
      }
      if (d < 0) {
        decoders.offer(decoder);
        return;
      }
      chunk[d] += extent[d];
    }
  }

  /// Copies what a piece of the dataset and the wanted block have in common.
  ///
  /// @param at first index of the piece
  /// @param extent shape of the piece
  private void copy(
      MemorySegment piece, long[] at, long[] extent, long[] from, int[] count, byte[] out) {
    int rank = shape.length;
    int size = type.size();
    if (rank == 0) {
      MemorySegment.copy(piece, ValueLayout.JAVA_BYTE, 0, out, 0, size);
      return;
    }
    long[] low = new long[rank];
    long[] high = new long[rank];
    for (int d = 0; d < rank; d++) {
      low[d] = Math.max(at[d], from[d]);
      high[d] = Math.min(at[d] + extent[d], from[d] + count[d]);
    }
    int run = (int) (high[rank - 1] - low[rank - 1]) * size;
    long[] index = low.clone();
    while (true) {
      long source = 0;
      long target = 0;
      for (int d = 0; d < rank; d++) {
        source = source * extent[d] + (index[d] - at[d]);
        target = target * count[d] + (index[d] - from[d]);
      }
      MemorySegment.copy(
          piece, ValueLayout.JAVA_BYTE, source * size, out, (int) target * size, run);
      int d = rank - 2;
      while (d >= 0 && index[d] + 1 == high[d]) {
        index[d] = low[d];
        d--;
      }
      if (d < 0) {
        return;
      }
      index[d]++;
    }
  }

  private DamagedDataException damaged(String what) {
    return new DamagedDataException(
        name() + ": " + what + "; damaged or incomplete, copy it again");
  }
}
