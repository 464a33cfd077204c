package org.everyshot.format;

/// The types of number that NumPy files hold and we read and write.
public enum NpyType {
  FLOAT32("f4", 4),
  FLOAT64("f8", 8),
  UINT8("u1", 1),
  INT8("i1", 1),
  UINT16("u2", 2),
  INT16("i2", 2),
  UINT32("u4", 4),
  INT32("i4", 4),
  UINT64("u8", 8),
  INT64("i8", 8),
  BOOL("b1", 1);

  private final String code;
  private final int size;

  NpyType(String code, int size) {
    this.code = code;
    this.size = size;
  }

  /// NumPy's name for it, without byte order.
  public String code() {
    return code;
  }

  /// Bytes per value.
  public int size() {
    return size;
  }
}
