package org.everyshot.merging;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.everyshot.engine.Job;
import org.everyshot.engine.Progress;

/// A job whose progress is told by another count, where that is ahead.
final class CountedJob<R> implements Job<R> {
  private final Job<R> job;
  private final LongSupplier done;

  /// @param done shots that are done with; asked by any thread
  CountedJob(Job<R> job, LongSupplier done) {
    this.job = job;
    this.done = done;
  }

  @Override
  public R latest() {
    return job.latest();
  }

  @Override
  public Progress progress() {
    Progress slices = job.progress();
    return new Progress(
        Math.max(slices.done(), done.getAsLong()), slices.total(), slices.elapsed());
  }

  @Override
  public R await() throws IOException, InterruptedException {
    return job.await();
  }

  @Override
  public void stop() {
    job.stop();
  }

  @Override
  public boolean stopped() {
    return job.stopped();
  }

  @Override
  public void close() {
    job.close();
  }
}
