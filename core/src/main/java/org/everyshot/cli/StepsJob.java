package org.everyshot.cli;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.everyshot.engine.Job;
import org.everyshot.engine.Progress;

/// Work that counts its own steps, on a thread beside, as a job that can be followed and stopped.
///
/// @param <R> its result, which there is at its end alone
final class StepsJob<R> implements Job<R> {
  private final IntSupplier done;
  private final long total;
  private final Runnable stop;
  private final BooleanSupplier stopped;
  private final CompletableFuture<R> end = new CompletableFuture<>();
  private final long begun = System.nanoTime();

  /// Begins.
  ///
  /// @param done steps behind it
  /// @param total steps in all, at most
  /// @param stop asks the work to end early
  StepsJob(
      String thread,
      Supplier<R> work,
      IntSupplier done,
      long total,
      Runnable stop,
      BooleanSupplier stopped) {
    this.done = done;
    this.total = total;
    this.stop = stop;
    this.stopped = stopped;
    Thread.ofPlatform()
        .daemon()
        .name(thread)
        .start(
            () -> {
              try {
                end.complete(work.get());
              } catch (Throwable e) {
                end.completeExceptionally(e);
              }
            });
  }

  @Override
  public R latest() {
    return end.join();
  }

  @Override
  public Progress progress() {
    return new Progress(
        done.getAsInt(), OptionalLong.of(total), Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public R await() throws InterruptedException {
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
    stop.run();
  }

  @Override
  public boolean stopped() {
    return stopped.getAsBoolean();
  }

  @Override
  public void close() {
    if (!end.isDone()) {
      stop.run();
      end.handle((result, failure) -> "").join();
    }
  }
}
