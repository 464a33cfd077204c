package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Little-endian bytes that grow as they are written: the pieces of an HDF5 file's structure.
final class Hdf5Bytes {
  /// "No address": all bits set.
  static final long UNDEFINED = -1L;

  private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int wanted = Math.addExact(buffer.position(), bytes);
      var larger =
          ByteBuffer.allocate(Math.max(wanted, (int) Math.min(2L * wanted, 1 << 30)))
              .order(ByteOrder.LITTLE_ENDIAN);
      larger.put(buffer.flip());
      buffer = larger;
    }
    return buffer;
  }

  int size() {
    return buffer.position();
  }

  Hdf5Bytes u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  Hdf5Bytes u16(int value) {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException(value + " does not fit 16 bits of an HDF5 header");
    }
    room(2).putShort((short) value);
    return this;
  }

  Hdf5Bytes u32(int value) {
    room(4).putInt(value);
    return this;
  }

  Hdf5Bytes u64(long value) {
    room(8).putLong(value);
    return this;
  }

  Hdf5Bytes f64(double value) {
    room(8).putDouble(value);
    return this;
  }

  Hdf5Bytes ascii(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  Hdf5Bytes bytes(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  Hdf5Bytes zeros(int count) {
    room(count).put(new byte[count]);
    return this;
  }

  /// Appends the checksum of everything so far.
  Hdf5Bytes checksum() {
    return u32(Lookup3.hash(buffer.array(), 0, size()));
  }

  byte[] toArray() {
    byte[] all = new byte[size()];
    buffer.get(0, all);
    return all;
  }
}
