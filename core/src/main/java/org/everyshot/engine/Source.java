package org.everyshot.engine;

import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where batches come from: a file, a folder, a simulation, a socket.
///
/// The engine asks one thread for the next slice, and several threads at once to read slices; it
/// hands the batches to the accumulator in the order of the slices, and gives each back when it is
/// done. The engine writes the arrival of every slice's shots into the loss ledger; the source
/// writes those that it leaves out.
///
/// @param <B> a batch of shots
public interface Source<B> extends AutoCloseable {
  /// The number of shots, where it is known beforehand.
  OptionalLong shots();

  /// The next slice, in ascending order; null at the end. Called by one thread; may wait for data,
  /// until another thread closes the source.
  @Nullable Slice next() throws IOException;

  /// Reads a slice. Called by several threads at once. The batch may hold fewer shots than the
  /// slice where shots were vetoed or dropped; they are in the loss ledger then. Its bits depend
  /// on the slice alone, and it carries the slice as it was given.
  B read(Slice slice) throws IOException;

  /// Takes back the memory of a batch that nobody uses any more.
  default void recycle(B batch) {}

  @Override
  void close() throws IOException;
}
