package org.everyshot.format;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// An HDF5 file's bytes, in which nothing is looked for beyond the end, so that a damaged length
/// does not become memory.
final class BoundedStorage implements HdfBackingStorage {
  /// Reads up to here may go beyond the end: jHDF reads some structures at their longest.
  private static final int ALWAYS = 4096;

  private final HdfBackingStorage storage;

  BoundedStorage(HdfBackingStorage storage) {
    this.storage = storage;
  }

  /// @param from counted from the beginning of the file, a user block included
  private void check(long from, long length) {
    if (length > ALWAYS && (from < 0 || length > storage.size() - from)) {
      throw new HdfException(length + " bytes from byte " + from + " on, beyond the file's end");
    }
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    check(getUserBlockSize() + address, length);
    return storage.readBufferFromAddress(address, length);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    check(getUserBlockSize() + address, length);
    return storage.map(address, length);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    check(address, length);
    return storage.mapNoOffset(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return storage.getUserBlockSize();
  }

  @Override
  public Superblock getSuperblock() {
    return storage.getSuperblock();
  }

  @Override
  public FileChannel getFileChannel() {
    return storage.getFileChannel();
  }

  @Override
  public int getSizeOfOffsets() {
    return storage.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return storage.getSizeOfLengths();
  }

  @Override
  public void close() {
    storage.close();
  }

  @Override
  public long size() {
    return storage.size();
  }

  @Override
  public boolean inMemory() {
    return storage.inMemory();
  }
}
