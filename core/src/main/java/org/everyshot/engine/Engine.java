package org.everyshot.engine;

/// Runs an accumulator over a source. Whichever engine does it, the result has the same bits.
public sealed interface Engine permits LocalEngine {
  /// Begins to run `accumulator` over `source` and returns at once.
  ///
  /// The accumulator belongs to the job until the job has ended; the caller closes the source
  /// afterwards.
  ///
  /// @param ledger where arrivals and outcomes are counted; the source and the accumulator write
  ///     their losses into the same one
  <B, A extends Accumulator<B, A, R>, R> Job<R> start(
      Source<B> source, A accumulator, LossLedger ledger);
}
