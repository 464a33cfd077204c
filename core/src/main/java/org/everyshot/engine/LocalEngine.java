package org.everyshot.engine;

/// Runs an accumulator in this process.
///
/// Memory is bounded whatever the size of the source: at most `slicesInFlight` batches exist at a
/// time, and the source is asked for the next slice only when one of them has been given back.
public final class LocalEngine implements Engine {
  private final int readers;
  private final int slicesInFlight;

  /// An engine with enough slices in flight to keep its readers at work while a batch is taken in.
  ///
  /// @param readers number of threads that read slices, at least 1
  public LocalEngine(int readers) {
    this(readers, readers + 2);
  }

  /// @param readers number of threads that read slices, at least 1
  /// @param slicesInFlight most slices taken from the source whose batch has not been given back
  ///     yet, at least 1
  public LocalEngine(int readers, int slicesInFlight) {
    if (readers < 1 || slicesInFlight < 1) {
      throw new IllegalArgumentException(
          "engine with " + readers + " readers and " + slicesInFlight + " slices in flight");
    }
    this.readers = readers;
    this.slicesInFlight = slicesInFlight;
  }

  @Override
  public <B, A extends Accumulator<B, A, R>, R> Job<R> start(
      Source<B> source, A accumulator, LossLedger ledger) {
    var job = new LocalJob<B, A, R>(source, accumulator, ledger, readers, slicesInFlight);
    job.begin();
    return job;
  }
}
