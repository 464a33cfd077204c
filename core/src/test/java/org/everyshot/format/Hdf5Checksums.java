package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Puts the right checksums into damaged HDF5 files: those of the superblock and of object headers
/// of the second generation.
final class Hdf5Checksums {
  private Hdf5Checksums() {}

  static byte[] mended(byte[] damaged) {
    byte[] bytes = damaged.clone();
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length >= 48 && bytes[8] >= 2) {
      view.putInt(44, Lookup3.hash(bytes, 0, 44));
    }
    for (int at = 0; at + 8 < bytes.length; at++) {
      if (view.getInt(at) == 0x5244484F) { // OHDR
        int flags = bytes[at + 5];
        int width = 1 << (flags & 3);
        int field = at + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        long size = field + 8 <= bytes.length ? view.getLong(field) : -1;
        size = width == 8 ? size : size & (1L << (8 * width)) - 1;
        if (size >= 0 && size < bytes.length && field + width + size + 4 <= bytes.length) {
          int end = (int) (field + width + size);
          view.putInt(end, Lookup3.hash(bytes, at, end - at));
        }
      }
    }
    return bytes;
  }
}
