package org.everyshot.engine;

/// Part of a chunk that is read in one go, so that memory stays bounded however large a chunk is.
///
/// @param chunk the chunk
/// @param offset first shot of the slice, counted from the chunk's first
/// @param count number of shots, at least 1
public record Slice(Chunk chunk, int offset, int count) {
  public Slice {
    if (offset < 0 || count < 1 || offset + count > chunk.count()) {
      throw new IllegalArgumentException("slice " + offset + "+" + count + " of " + chunk);
    }
  }

  /// Index in the source of the slice's first shot.
  public long first() {
    return chunk.first() + offset;
  }

  /// Whether the chunk ends with this slice.
  public boolean last() {
    return offset + count == chunk.count();
  }
}
