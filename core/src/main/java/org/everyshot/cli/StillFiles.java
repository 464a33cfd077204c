package org.everyshot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.everyshot.engine.Accumulator;
import org.everyshot.merging.ReflectionTable;

/// Files that stills are written to in order as they arrive: an accumulator whose state is on disk.
final class StillFiles implements Accumulator<ReflectionTable, StillFiles, Long>, AutoCloseable {
  /// A file of one format.
  ///
  /// @param append adds the stills of a table
  /// @param commit completes the file and puts it in its place
  /// @param close removes what was written, unless it was committed
  record StillFile(Consumer<ReflectionTable> append, Runnable commit, Runnable close) {}

  private final List<StillFile> files = new ArrayList<>();
  private long stills;
  private long reflections;

  /// Takes a file that was begun; it is closed with the others.
  void open(StillFile file) {
    files.add(file);
  }

  @Override
  public int add(ReflectionTable table) {
    for (StillFile file : files) {
      file.append().accept(table);
    }
    stills += table.stills();
    reflections += table.size();
    return table.stills();
  }

  /// Number of stills written.
  @Override
  public Long snapshot() {
    return stills;
  }

  /// Number of reflections written.
  long reflections() {
    return reflections;
  }

  /// Completes every file.
  void commit() {
    for (StillFile file : files) {
      file.commit().run();
    }
  }

  @Override
  public void close() {
    for (StillFile file : files) {
      file.close().run();
    }
  }

  @Override
  public StillFiles fresh() {
    throw new UnsupportedOperationException("a file is written once");
  }

  @Override
  public void merge(StillFiles other) {
    throw new UnsupportedOperationException("a file is written in order");
  }
}
