package org.everyshot.format;

/// The types of number that [Hdf5Writer] writes, all little-endian.
public enum Hdf5Type {
  UINT8(1, false, false),
  INT8(1, false, true),
  UINT16(2, false, false),
  INT16(2, false, true),
  UINT32(4, false, false),
  INT32(4, false, true),
  UINT64(8, false, false),
  INT64(8, false, true),
  FLOAT32(4, true, true),
  FLOAT64(8, true, true);

  private final int size;
  private final boolean floating;
  private final boolean signed;

  Hdf5Type(int size, boolean floating, boolean signed) {
    this.size = size;
    this.floating = floating;
    this.signed = signed;
  }

  /// Bytes per value.
  public int size() {
    return size;
  }

  boolean floating() {
    return floating;
  }

  boolean signed() {
    return signed;
  }
}
