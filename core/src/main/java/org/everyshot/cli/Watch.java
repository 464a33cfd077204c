package org.everyshot.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.everyshot.engine.Job;
import org.jspecify.annotations.Nullable;

/// Follows a job until closed: shows its progress, and lets Ctrl-C stop it.
final class Watch<R> implements AutoCloseable {
  private final Job<R> job;
  private final @Nullable StatusLine line;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread reporter;

  Watch(Job<R> job, @Nullable StatusLine line) {
    this.job = job;
    this.line = line;
    Interruption.enter(job);
    this.reporter = Thread.ofPlatform().daemon().name("everyshot-status").start(this::report);
  }

  private void report() {
    if (line == null) {
      return;
    }
    try {
      while (!closed.await(line.intervalMs(), TimeUnit.MILLISECONDS)) {
        line.show(job.progress());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    line.clear();
  }

  /// The job's result.
  R await() throws IOException, InterruptedException {
    return job.await();
  }

  @Override
  public void close() {
    closed.countDown();
    Interruption.leave(job);
    try {
      reporter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
