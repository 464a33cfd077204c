package org.everyshot.merging;

import org.everyshot.engine.Slice;

/// Tells where sixteen chunks together begin and end, from the tables as they come, so that sources
/// with short chunks are summed as fast as others. A table that came from no source stands alone.
final class ChunkEnd {
  private static final int TOGETHER = 16;

  private long current = -1;

  /// Whether this table belongs to other chunks than the one before.
  boolean begins(ReflectionTable table) {
    Slice slice = table.slice();
    long id = slice == null ? -1 : slice.chunk().id() / TOGETHER;
    boolean another = id < 0 || id != current;
    current = id;
    return another;
  }

  /// Whether the chunks are complete with this table.
  boolean ends(ReflectionTable table) {
    Slice slice = table.slice();
    return slice == null || (slice.last() && slice.chunk().id() % TOGETHER == TOGETHER - 1);
  }
}
