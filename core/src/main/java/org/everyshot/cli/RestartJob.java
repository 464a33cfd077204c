package org.everyshot.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.everyshot.engine.Job;
import org.everyshot.engine.Progress;
import org.everyshot.engine.Team;
import org.everyshot.reconstruction.Restarts;

/// Restarts at work, as a job that can be followed and stopped.
final class RestartJob implements Job<Restarts> {
  private final Restarts restarts;
  private final CompletableFuture<Restarts> end = new CompletableFuture<>();
  private final long begun = System.nanoTime();

  RestartJob(Restarts restarts, Team team) {
    this.restarts = restarts;
    Thread.ofPlatform()
        .daemon()
        .name("everyshot-restarts")
        .start(
            () -> {
              try {
                restarts.run(team);
                end.complete(restarts);
              } catch (Throwable e) {
                end.completeExceptionally(e);
              }
            });
  }

  /// The least misfit so far, for the status line.
  String remark() {
    double misfit = restarts.leastMisfit();
    return Double.isNaN(misfit) ? "" : String.format(Locale.ROOT, "least misfit %.1e", misfit);
  }

  @Override
  public Restarts latest() {
    return restarts;
  }

  @Override
  public Progress progress() {
    return new Progress(
        restarts.done(),
        OptionalLong.of(restarts.count()),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public Restarts await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void stop() {
    restarts.stop();
  }

  @Override
  public boolean stopped() {
    return restarts.stopped();
  }

  @Override
  public void close() {
    if (!end.isDone()) {
      restarts.stop();
      end.handle((done, failure) -> "").join();
    }
  }
}
