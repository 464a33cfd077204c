package org.everyshot.engine;

/// The unit of summation, retry and deduplication: `count` consecutive shots of a source.
///
/// Where a chunk begins and ends depends on the source and its settings alone, never on threads or
/// timing; so do the bits of its contribution.
///
/// @param id position in the sequence of chunks, from 0
/// @param first index of the first shot in the source, from 0
/// @param count number of shots, at least 1
public record Chunk(long id, long first, int count) {
  public Chunk {
    if (id < 0 || first < 0 || count < 1) {
      throw new IllegalArgumentException("chunk " + id + ": first " + first + ", count " + count);
    }
  }
}
