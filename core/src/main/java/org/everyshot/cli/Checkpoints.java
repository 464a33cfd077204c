package org.everyshot.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.everyshot.correlation.Correlation;
import org.everyshot.engine.Job;
import org.everyshot.engine.LossLedger;
import org.everyshot.format.CorrelationFile;
import org.jspecify.annotations.Nullable;

/// Writes the correlation so far into a folder, every few minutes, while a job runs.
///
/// Each checkpoint is a complete `C2.h5` that replaces the one before; it is not needed any more,
/// and stays, when the job ends well.
final class Checkpoints implements AutoCloseable {
  private static final int INTERVAL_S = 120;

  private final Job<Correlation> job;
  private final Path file;
  private final Map<String, String> provenance;
  private final LossLedger ledger;
  private final Screen screen;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final @Nullable Thread writer;

  /// @param file where to; null writes none
  Checkpoints(
      Job<Correlation> job,
      @Nullable Path file,
      Map<String, String> provenance,
      LossLedger ledger,
      Screen screen) {
    this.job = job;
    this.file = file == null ? Path.of("") : file;
    this.provenance = provenance;
    this.ledger = ledger;
    this.screen = screen;
    this.writer =
        file == null
            ? null
            : Thread.ofPlatform().daemon().name("everyshot-checkpoint").start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(INTERVAL_S, TimeUnit.SECONDS)) {
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      Correlation soFar = job.latest();
      if (soFar.shots() > 0) {
        CorrelationFile.write(file, soFar.with(ledger.balance()), provenance);
      }
    } catch (RuntimeException e) {
      screen.note("no checkpoint this time: " + Failures.line(e));
    }
  }

  /// Writes no more.
  void stop() {
    closed.countDown();
    try {
      if (writer != null) {
        writer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
