package org.everyshot.cli;

import org.everyshot.engine.Accumulator;

/// A file that shots are written to in order as they arrive: an accumulator whose state is on disk.
interface ShotFile<B, F extends ShotFile<B, F>> extends Accumulator<B, F, Long>, AutoCloseable {
  /// Adds what is known of the shots, and puts the file in its place.
  void complete(SimulationTruth truth);

  /// Removes what was written, unless it was completed.
  @Override
  void close();

  @Override
  default F fresh() {
    throw new UnsupportedOperationException("a file is written once");
  }

  @Override
  default void merge(F other) {
    throw new UnsupportedOperationException("a file is written in order");
  }
}
