package org.everyshot.format;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.everyshot.fault.DamagedDataException;

/// An HDF5 file's bytes, in which nothing is looked for beyond the end, so that a damaged length
/// does not become memory.
final class BoundedStorage implements HdfBackingStorage {
  /// Reads up to here may go beyond the end: jHDF reads some structures at their longest.
  private static final int ALWAYS = 4096;

  private final HdfBackingStorage storage;
  private final String file;

  BoundedStorage(HdfBackingStorage storage, String file) {
    this.storage = storage;
    this.file = file;
  }

  private void check(long address, long length) {
    if (length > ALWAYS && (address < 0 || length > storage.size() - address)) {
      throw new DamagedDataException(
          file
              + ": "
              + length
              + " bytes from byte "
              + address
              + " on, beyond the end of the file; copy it again");
    }
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    check(address, length);
    return storage.readBufferFromAddress(address, length);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    check(address, length);
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
