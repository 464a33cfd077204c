package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Text of variable length, gathered into global heap collections of an HDF5 file.
///
/// A collection's address is fixed when its first text is added, and it is written once it is
/// full.
final class GlobalHeap {
  private static final int SMALLEST = 1 << 12;
  private static final int USUAL = 1 << 16;

  private final Hdf5Tail tail;
  private @Nullable Hdf5Bytes collection;
  private long address;
  private int objects;
  private int capacity = SMALLEST / 2;

  GlobalHeap(Hdf5Tail tail) {
    this.tail = tail;
  }

  /// Stores a text and returns the 16 bytes that refer to it.
  byte[] reference(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      return new Hdf5Bytes().zeros(16).toArray();
    }
    int padded = (bytes.length + 7) & ~7;
    if (collection != null && collection.size() + 16 + padded + 16 > capacity) {
      flush();
    }
    Hdf5Bytes current = collection;
    if (current == null) {
      capacity = Math.max(Math.min(USUAL, 2 * capacity), 16 + 16 + padded + 16);
      address = tail.reserve(capacity);
      current = new Hdf5Bytes().ascii("GCOL").u8(1).zeros(3).u64(capacity);
      collection = current;
      objects = 0;
    }
    objects++;
    current.u16(objects).u16(1).u32(0).u64(bytes.length).bytes(bytes);
    current.zeros(padded - bytes.length);
    return new Hdf5Bytes().u32(bytes.length).u64(address).u32(objects).toArray();
  }

  /// Writes the collection that is open, if any.
  void flush() {
    Hdf5Bytes current = collection;
    if (current == null) {
      return;
    }
    int free = capacity - current.size();
    current.u16(0).u16(0).u32(0).u64(free).zeros(free - 16);
    tail.write(ByteBuffer.wrap(current.toArray()), address);
    collection = null;
  }
}
