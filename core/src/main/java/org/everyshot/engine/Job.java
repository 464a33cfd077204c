package org.everyshot.engine;

import java.io.IOException;

/// An accumulator at work on a source.
///
/// @param <R> what a snapshot shows
public interface Job<R> extends AutoCloseable {
  /// The result so far; the final one once the job has ended. May wait for a batch to be taken in.
  R latest();

  /// How far the job has come.
  Progress progress();

  /// Waits for the end and returns the result.
  ///
  /// @throws IOException what the source threw, once all threads have left it; likewise any
  ///     unchecked exception of the source or the accumulator
  R await() throws IOException, InterruptedException;

  /// Takes no further slices; those in flight are finished, then the job ends with a result.
  /// Returns at once, from any thread, any number of times.
  void stop();

  /// Whether the job ended, or is about to end, because of [#stop()], before its source did.
  boolean stopped();

  /// Stops, and waits for the end: nobody reads slices or uses the accumulator any more. A source
  /// that waits for its next slice is woken by closing it.
  @Override
  void close();
}
