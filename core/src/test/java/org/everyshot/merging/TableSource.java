package org.everyshot.merging;

import java.util.List;
import java.util.OptionalLong;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.jspecify.annotations.Nullable;

/// Tables in memory as a source: one slice each.
final class TableSource implements Source<ReflectionTable> {
  private final List<ReflectionTable> tables;
  private final SliceCutter cutter;

  TableSource(List<ReflectionTable> tables) {
    this.tables = tables;
    this.cutter = SliceCutter.bySlice(tables.size(), 1);
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.of(tables.size());
  }

  @Override
  public @Nullable Slice next() {
    return cutter.next();
  }

  @Override
  public ReflectionTable read(Slice slice) {
    return tables.get((int) slice.first());
  }

  @Override
  public void close() {}
}
