package org.everyshot.format;

import java.nio.ByteBuffer;

/// The end of an HDF5 file that is being written: blocks are appended, or room is set aside.
final class Hdf5Tail {
  private final AsideFile file;
  private final ByteBuffer pending = ByteBuffer.allocateDirect(1 << 18);
  private long flushed;

  Hdf5Tail(AsideFile file, long start) {
    this.file = file;
    this.flushed = start;
  }

  /// Address of the next byte.
  long address() {
    return flushed + pending.position();
  }

  /// As [#address()], after padding to a multiple of 8.
  long aligned() {
    int odd = (int) (address() & 7);
    if (odd != 0) {
      append(new byte[8 - odd]);
    }
    return address();
  }

  /// Appends a block and returns its address.
  long append(byte[] block) {
    long at = address();
    if (block.length > pending.remaining()) {
      flush();
    }
    if (block.length > pending.capacity()) {
      file.write(ByteBuffer.wrap(block), flushed);
      flushed += block.length;
    } else {
      pending.put(block);
    }
    return at;
  }

  /// Sets `bytes` aside, to be written by position, and returns their address.
  long reserve(long bytes) {
    long at = aligned();
    flush();
    flushed = Math.addExact(at, bytes);
    return at;
  }

  /// Writes into room that was set aside.
  void write(ByteBuffer bytes, long address) {
    file.write(bytes, address);
  }

  void flush() {
    pending.flip();
    long at = flushed;
    flushed += pending.remaining();
    file.write(pending, at);
    pending.clear();
  }
}
