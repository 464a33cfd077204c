package org.everyshot.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.everyshot.correlation.Correlation;
import org.everyshot.engine.Job;
import org.everyshot.engine.LossLedger;
import org.everyshot.format.CorrelationFile;
import org.jspecify.annotations.Nullable;

/// Writes the correlation so far into a folder, every few minutes, while a job runs.
///
/// Each checkpoint is a complete `C2.h5`, saved correlations of the inputs included, that replaces
/// the one before; it is not needed any more, and stays, when the job ends well.
final class Checkpoints implements AutoCloseable {
  private static final int INTERVAL_S = 120;

  private final Job<Correlation> job;
  private final Path file;
  private final Map<String, String> provenance;
  private final Map<String, Correlation> saved;
  private final LossLedger ledger;
  private final Screen screen;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final @Nullable Thread writer;

  /// @param plan says where to, or that there are to be none
  Checkpoints(Job<Correlation> job, CorrelationRun.Plan plan, LossLedger ledger, Screen screen) {
    this.job = job;
    this.file = Objects.requireNonNullElse(plan.checkpoint(), Path.of(""));
    this.provenance = plan.provenance().texts();
    this.saved = plan.saved();
    this.ledger = ledger;
    this.screen = screen;
    this.writer =
        plan.checkpoint() == null
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

  /// Writes one now.
  void write() {
    try {
      Correlation soFar = job.latest();
      if (soFar.shots() > 0) {
        Correlation all = CorrelationRun.sum(soFar.with(ledger.balance()), saved);
        CorrelationFile.write(file, all, provenance);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
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
