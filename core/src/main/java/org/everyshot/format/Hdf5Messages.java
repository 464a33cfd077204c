package org.everyshot.format;

import java.nio.charset.StandardCharsets;

/// Encodes the messages of HDF5 object headers: types, shapes, links, filters.
///
/// Versions are those that the HDF5 C library reads since 1.8. Source: HDF5 file format
/// specification 3.0, section IV.
final class Hdf5Messages {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int FILL_VALUE = 0x05;
  static final int LINK = 0x06;
  static final int LAYOUT = 0x08;
  static final int GROUP_INFO = 0x0A;
  static final int FILTERS = 0x0B;
  static final int ATTRIBUTE = 0x0C;
  static final int ATTRIBUTE_INFO = 0x15;

  private Hdf5Messages() {}

  /// Shape; empty for a scalar. `extendable` lets other programs append along the first
  /// dimension.
  static byte[] dataspace(long[] dims, boolean extendable) {
    var out = new Hdf5Bytes().u8(2).u8(dims.length).u8(extendable ? 1 : 0);
    out.u8(dims.length == 0 ? 0 : 1);
    for (long dim : dims) {
      out.u64(dim);
    }
    if (extendable) {
      out.u64(Hdf5Bytes.UNDEFINED);
      for (int d = 1; d < dims.length; d++) {
        out.u64(dims[d]);
      }
    }
    return out.toArray();
  }

  static byte[] number(Hdf5Type type) {
    int bits = 8 * type.size();
    var out = new Hdf5Bytes();
    if (!type.floating()) {
      out.u8(0x10).u8(type.signed() ? 0x08 : 0).u16(0).u32(type.size());
      return out.u16(0).u16(bits).toArray();
    }
    boolean single = bits == 32;
    out.u8(0x11).u8(0x20).u8(bits - 1).u8(0).u32(type.size()).u16(0).u16(bits);
    out.u8(single ? 23 : 52).u8(single ? 8 : 11).u8(0).u8(single ? 23 : 52);
    return out.u32(single ? 127 : 1023).toArray();
  }

  /// UTF-8 text of a fixed number of bytes, padded with zeros.
  static byte[] fixedString(int bytes) {
    return new Hdf5Bytes().u8(0x13).u8(0x11).u16(0).u32(bytes).toArray();
  }

  /// UTF-8 text of any length, kept in a global heap.
  static byte[] variableString() {
    return new Hdf5Bytes()
        .u8(0x19)
        .u8(0x01)
        .u8(0x01)
        .u8(0)
        .u32(16)
        .bytes(number(Hdf5Type.UINT8))
        .toArray();
  }

  /// The fill value is the default, zero.
  static byte[] fillValue(boolean chunked) {
    return new Hdf5Bytes().u8(3).u8(chunked ? 0x0B : 0x0A).toArray();
  }

  static byte[] contiguous(long address, long size) {
    return new Hdf5Bytes().u8(3).u8(1).u64(address).u64(size).toArray();
  }

  static byte[] chunked(long indexAddress, long[] chunk, int valueSize) {
    var out = new Hdf5Bytes().u8(3).u8(2).u8(chunk.length + 1).u64(indexAddress);
    for (long extent : chunk) {
      out.u32(Math.toIntExact(extent));
    }
    return out.u32(valueSize).toArray();
  }

  static byte[] filters(Hdf5Layout layout, int valueSize) {
    int count = (layout.shuffle() ? 1 : 0) + (layout.deflates() ? 1 : 0) + (layout.check() ? 1 : 0);
    var out = new Hdf5Bytes().u8(2).u8(count);
    if (layout.shuffle()) {
      out.u16(2).u16(1).u16(1).u32(valueSize);
    }
    if (layout.deflates()) {
      out.u16(1).u16(1).u16(1).u32(layout.deflateLevel());
    }
    if (layout.check()) {
      out.u16(3).u16(0).u16(0);
    }
    return out.toArray();
  }

  /// No dense storage: links, or attributes, are all in the header itself.
  static byte[] allInHeader() {
    return new Hdf5Bytes().u16(0).u64(Hdf5Bytes.UNDEFINED).u64(Hdf5Bytes.UNDEFINED).toArray();
  }

  static byte[] groupInfo() {
    return new Hdf5Bytes().u16(0).toArray();
  }

  static byte[] hardLink(String name, long address) {
    return linkTo(name, 0).u64(address).toArray();
  }

  static byte[] softLink(String name, String target) {
    byte[] path = target.getBytes(StandardCharsets.UTF_8);
    return linkTo(name, 1).u16(path.length).bytes(path).toArray();
  }

  static byte[] externalLink(String name, String file, String path) {
    byte[] target = (file + '\0' + path + '\0').getBytes(StandardCharsets.UTF_8);
    return linkTo(name, 64).u16(target.length + 1).u8(0).bytes(target).toArray();
  }

  private static Hdf5Bytes linkTo(String name, int type) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    // The name's length takes two bytes; type and character set are present.
    return new Hdf5Bytes().u8(1).u8(0x19).u8(type).u8(1).u16(text.length).bytes(text);
  }

  static byte[] attribute(String name, byte[] type, byte[] space, byte[] value) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return new Hdf5Bytes()
        .u8(3)
        .u8(0)
        .u16(text.length + 1)
        .u16(type.length)
        .u16(space.length)
        .u8(1)
        .bytes(text)
        .u8(0)
        .bytes(type)
        .bytes(space)
        .bytes(value)
        .toArray();
  }
}
