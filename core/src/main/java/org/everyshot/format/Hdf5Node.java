package org.everyshot.format;

import java.util.LinkedHashMap;
import java.util.Map;

/// A group or a dataset of an HDF5 file that is being written, and its attributes.
///
/// @param <N> the node itself
public abstract sealed class Hdf5Node<N extends Hdf5Node<N>> permits Hdf5Group, Hdf5Dataset {
  private static final int LARGEST_MESSAGE = 0xFFFF;

  private final String path;
  private final Map<String, byte[]> attributes = new LinkedHashMap<>();

  Hdf5Node(String path) {
    this.path = path;
  }

  /// Full path in the file.
  public String path() {
    return path;
  }

  abstract N self();

  abstract GlobalHeap heap();

  /// Writes what is still missing and returns the address of the object header.
  abstract long finish();

  /// Sets an attribute, or replaces it: text, UTF-8.
  public N attribute(String name, String value) {
    return put(name, Hdf5Messages.variableString(), new long[0], heap().reference(value));
  }

  /// Sets an attribute, or replaces it: a list of texts.
  public N attribute(String name, String[] values) {
    var bytes = new Hdf5Bytes();
    for (String value : values) {
      bytes.bytes(heap().reference(value));
    }
    return put(name, Hdf5Messages.variableString(), dims(values.length), bytes.toArray());
  }

  /// Sets an attribute, or replaces it: a 64-bit floating-point number.
  public N attribute(String name, double value) {
    byte[] bytes = new Hdf5Bytes().f64(value).toArray();
    return put(name, Hdf5Messages.number(Hdf5Type.FLOAT64), new long[0], bytes);
  }

  /// Sets an attribute, or replaces it: a 64-bit signed integer.
  public N attribute(String name, long value) {
    byte[] bytes = new Hdf5Bytes().u64(value).toArray();
    return put(name, Hdf5Messages.number(Hdf5Type.INT64), new long[0], bytes);
  }

  /// Sets an attribute, or replaces it: a 32-bit signed integer.
  public N attribute(String name, int value) {
    byte[] bytes = new Hdf5Bytes().u32(value).toArray();
    return put(name, Hdf5Messages.number(Hdf5Type.INT32), new long[0], bytes);
  }

  /// Sets an attribute, or replaces it: 64-bit floating-point numbers, at most about 8000.
  public N attribute(String name, double[] values) {
    var bytes = new Hdf5Bytes();
    for (double value : values) {
      bytes.f64(value);
    }
    return put(name, Hdf5Messages.number(Hdf5Type.FLOAT64), dims(values.length), bytes.toArray());
  }

  /// Sets an attribute, or replaces it: 64-bit signed integers, at most about 8000.
  public N attribute(String name, long[] values) {
    var bytes = new Hdf5Bytes();
    for (long value : values) {
      bytes.u64(value);
    }
    return put(name, Hdf5Messages.number(Hdf5Type.INT64), dims(values.length), bytes.toArray());
  }

  private static long[] dims(int length) {
    return new long[] {length};
  }

  private N put(String name, byte[] type, long[] dims, byte[] value) {
    byte[] space = Hdf5Messages.dataspace(dims, false);
    if (value.length + type.length + space.length + 3L * name.length() + 9 > LARGEST_MESSAGE) {
      throw new IllegalArgumentException(
          "attribute " + name + " of " + path + " is larger than HDF5's 64 KiB; use a dataset");
    }
    attributes.put(name, Hdf5Messages.attribute(name, type, space, value));
    return self();
  }

  /// Adds the messages that hold the attributes.
  void addAttributes(Hdf5Header header) {
    header.add(Hdf5Messages.ATTRIBUTE_INFO, Hdf5Messages.allInHeader());
    attributes.values().forEach(body -> header.add(Hdf5Messages.ATTRIBUTE, body));
  }
}
