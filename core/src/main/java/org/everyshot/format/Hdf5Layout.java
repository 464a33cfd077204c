package org.everyshot.format;

/// How a dataset lies in its file.
///
/// Chunks are blocks of `rowsPerChunk` whole rows (entries along the first dimension), which
/// can be compressed and guarded by a checksum; a dataset without chunks is one block of plain
/// numbers.
///
/// @param rowsPerChunk rows per chunk; 0 for no chunks
/// @param deflateLevel 1 (fast) to 9 (small); 0 for no compression
/// @param shuffle whether bytes of equal weight are gathered before compression
/// @param check whether each chunk carries a Fletcher-32 checksum, so that damage is noticed
public record Hdf5Layout(int rowsPerChunk, int deflateLevel, boolean shuffle, boolean check) {
  /// One block of plain numbers; the shape must be known beforehand.
  public static final Hdf5Layout CONTIGUOUS = new Hdf5Layout(0, 0, false, false);

  public Hdf5Layout {
    if (rowsPerChunk < 0 || deflateLevel < 0 || deflateLevel > 9) {
      throw new IllegalArgumentException(
          "rows per chunk " + rowsPerChunk + ", deflate level " + deflateLevel);
    }
    if (rowsPerChunk == 0 && (deflateLevel != 0 || shuffle || check)) {
      throw new IllegalArgumentException("only chunks can be compressed or checked");
    }
  }

  /// Chunks with a checksum, not compressed.
  public static Hdf5Layout checked(int rowsPerChunk) {
    return new Hdf5Layout(rowsPerChunk, 0, false, true);
  }

  /// Chunks that are shuffled, compressed and carry a checksum.
  public static Hdf5Layout compressed(int rowsPerChunk, int deflateLevel) {
    return new Hdf5Layout(rowsPerChunk, deflateLevel, true, true);
  }

  /// As this, with as many rows per chunk as make about a mebibyte.
  ///
  /// @param bytesPerRow size of one row
  /// @param rows number of rows; negative where it is not known yet
  public Hdf5Layout sized(long bytesPerRow, long rows) {
    long count = Math.max(1, (1 << 20) / Math.max(1, bytesPerRow));
    count = rows > 0 ? Math.min(count, rows) : count;
    return new Hdf5Layout((int) count, deflateLevel, shuffle, check);
  }

  boolean chunked() {
    return rowsPerChunk > 0;
  }

  boolean deflates() {
    return deflateLevel > 0;
  }

  /// Whether a checksum is all that a chunk gets.
  boolean onlyChecked() {
    return check && !shuffle && !deflates();
  }

  boolean filtered() {
    return shuffle || check || deflates();
  }
}
