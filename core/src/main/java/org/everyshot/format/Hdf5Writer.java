package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes an HDF5 file front to back, holding no more than a chunk of each open dataset in
/// memory.
///
/// ```java
/// try (var h5 = Hdf5Writer.create(path)) {
///   h5.write("/radial_points", q, q.length).attribute("units", "angstrom^-1");
///   var layout = Hdf5Layout.compressed(1, 1);
///   try (var frames = h5.dataset("/data", Hdf5Type.UINT16, layout, -1, 512, 1024)) {
///     frames.append(pixels);   // as often as needed
///   }
///   h5.commit();
/// }
/// ```
/// The file appears at its place with [#commit()]; closed without, nothing is left. Groups of a
/// path are made as needed. The HDF5 C library reads the result from version 1.8 on.
///
/// Everything but variable-length text and plain (not chunked) numbers is guarded by checksums.
/// One thread at a time. Source: HDF5 file format specification 3.0.
public final class Hdf5Writer implements AutoCloseable {
  private static final int SUPERBLOCK = 48;

  private final AsideFile file;
  private final Hdf5Tail tail;
  private final GlobalHeap heap;
  private final Hdf5Group root;
  private final List<Hdf5Dataset> datasets = new ArrayList<>();

  private Hdf5Writer(AsideFile file) {
    this.file = file;
    this.tail = new Hdf5Tail(file, SUPERBLOCK);
    this.heap = new GlobalHeap(tail);
    this.root = new Hdf5Group("/", tail, heap);
  }

  /// @param path the file to be; one that is there is replaced at [#commit()]
  public static Hdf5Writer create(Path path) {
    return new Hdf5Writer(AsideFile.create(path));
  }

  /// The group at `path`, made where there is none; "/" is the root.
  public Hdf5Group group(String path) {
    Hdf5Group group = root;
    for (String name : path.split("/", -1)) {
      group = name.isEmpty() ? group : group.child(name);
    }
    return group;
  }

  /// Begins a dataset.
  ///
  /// @param dims its shape; the first may be -1, not known yet, with a chunked layout
  public Hdf5Dataset dataset(String path, Hdf5Type type, Hdf5Layout layout, long... dims) {
    return add(path, Hdf5Messages.number(type), type.size(), layout, dims);
  }

  /// Begins a dataset of plain numbers of known shape.
  public Hdf5Dataset dataset(String path, Hdf5Type type, long... dims) {
    return dataset(path, type, Hdf5Layout.CONTIGUOUS, dims);
  }

  /// Begins a dataset of UTF-8 text of any length.
  public Hdf5Dataset texts(String path, Hdf5Layout layout, long... dims) {
    return add(path, Hdf5Messages.variableString(), 16, layout, dims);
  }

  /// Writes texts of a fixed number of bytes, as programs without variable-length text need.
  public Hdf5Dataset fixedTexts(String path, String... values) {
    byte[][] texts = new byte[values.length][];
    int width = 1;
    for (int i = 0; i < values.length; i++) {
      texts[i] = values[i].getBytes(StandardCharsets.UTF_8);
      width = Math.max(width, texts[i].length);
    }
    var bytes = new Hdf5Bytes();
    for (byte[] text : texts) {
      bytes.bytes(text).zeros(width - text.length);
    }
    long[] dims = {values.length};
    Hdf5Dataset dataset =
        add(path, Hdf5Messages.fixedString(width), width, Hdf5Layout.CONTIGUOUS, dims);
    dataset.append(ByteBuffer.wrap(bytes.toArray()), width);
    return done(dataset);
  }

  /// Writes one text.
  public Hdf5Dataset write(String path, String value) {
    return done(texts(path, Hdf5Layout.CONTIGUOUS).append(value));
  }

  /// Writes 64-bit floating-point numbers; no `dims` for a single one.
  public Hdf5Dataset write(String path, double[] values, long... dims) {
    return done(dataset(path, Hdf5Type.FLOAT64, whole(8, dims), dims).append(values));
  }

  /// Writes 32-bit floating-point numbers.
  public Hdf5Dataset write(String path, float[] values, long... dims) {
    return done(dataset(path, Hdf5Type.FLOAT32, whole(4, dims), dims).append(values));
  }

  /// Writes 64-bit signed integers.
  public Hdf5Dataset write(String path, long[] values, long... dims) {
    return done(dataset(path, Hdf5Type.INT64, whole(8, dims), dims).append(values));
  }

  /// Writes 32-bit signed integers.
  public Hdf5Dataset write(String path, int[] values, long... dims) {
    return done(dataset(path, Hdf5Type.INT32, whole(4, dims), dims).append(values));
  }

  /// Writes one 64-bit floating-point number.
  public Hdf5Dataset write(String path, double value) {
    return write(path, new double[] {value});
  }

  /// Writes one 64-bit signed integer.
  public Hdf5Dataset write(String path, long value) {
    return write(path, new long[] {value});
  }

  /// Writes one 32-bit signed integer.
  public Hdf5Dataset write(String path, int value) {
    return write(path, new int[] {value});
  }

  /// Makes `path` another name for `target`, a path of the same file.
  public void softLink(String path, String target) {
    group(parent(path)).link(name(path), Hdf5Messages.softLink(name(path), target));
  }

  /// Makes `path` a name for `target`, a path of another file beside this one.
  public void externalLink(String path, String otherFile, String target) {
    group(parent(path)).link(name(path), Hdf5Messages.externalLink(name(path), otherFile, target));
  }

  /// Completes the file and puts it in its place.
  public void commit() {
    long rootAddress = root.finish();
    heap.flush();
    tail.flush();
    var superblock = new Hdf5Bytes().u8(0x89).ascii("HDF\r\n").u8(0x1A).u8('\n');
    superblock.u8(2).u8(8).u8(8).u8(0).u64(0).u64(Hdf5Bytes.UNDEFINED);
    superblock.u64(tail.address()).u64(rootAddress).checksum();
    file.write(ByteBuffer.wrap(superblock.toArray()), 0);
    file.commit();
  }

  /// Removes what was written, unless it was committed.
  @Override
  public void close() {
    datasets.forEach(Hdf5Dataset::abandon);
    file.close();
  }

  /// Small arrays in one checked chunk, large ones in several.
  private static Hdf5Layout whole(int valueSize, long... dims) {
    long row = valueSize;
    for (int d = 1; d < dims.length; d++) {
      row = Math.multiplyExact(row, dims[d]);
    }
    boolean plain = dims.length == 0 || dims[0] == 0 || row == 0;
    return plain ? Hdf5Layout.CONTIGUOUS : Hdf5Layout.checked(1).sized(row, dims[0]);
  }

  private Hdf5Dataset add(
      String path, byte[] type, int valueSize, Hdf5Layout layout, long... dims) {
    Hdf5Group parent = group(parent(path));
    var dataset =
        new Hdf5Dataset(
            (parent.path().equals("/") ? "" : parent.path()) + "/" + name(path),
            tail,
            heap,
            type,
            valueSize,
            dims,
            layout);
    parent.put(name(path), dataset);
    datasets.add(dataset);
    return dataset;
  }

  private static Hdf5Dataset done(Hdf5Dataset dataset) {
    dataset.close();
    return dataset;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "/" : path.substring(0, slash + 1);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
