package org.everyshot.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Threads that work on one thing together: each takes the next index until none is left.
///
/// The caller works too, so a team of one needs no other thread. Which thread does which index is
/// left to chance; work that must not depend on it writes to its index's own place.
public final class Team implements AutoCloseable {
  /// Work on one index.
  @FunctionalInterface
  public interface Work {
    /// @param index which piece, from 0
    /// @param member which member of the team does it, from 0; for scratch memory
    void on(int index, int member);
  }

  private final int size;
  private final ExecutorService helpers;

  /// @param size number of threads, the caller's included, at least 1
  public Team(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("team of " + size + " threads");
    }
    this.size = size;
    this.helpers =
        Executors.newFixedThreadPool(
            Math.max(1, size - 1),
            Thread.ofPlatform().daemon().name("everyshot-team-", 1).factory());
  }

  /// Number of threads, the caller's included.
  public int size() {
    return size;
  }

  /// Does `work` on every index below `count`, and returns when all are done.
  ///
  /// @throws RuntimeException what the work threw first, or an [Error], after every member has
  ///     stopped; the indices that nobody had begun are left out
  public void forEach(int count, Work work) {
    int members = Math.min(size, count);
    if (members <= 1) {
      for (int i = 0; i < count; i++) {
        work.on(i, 0);
      }
      return;
    }
    var next = new AtomicInteger();
    var failure = new AtomicReference<@Nullable Throwable>();
    List<Future<?>> others = new ArrayList<>(members - 1);
    for (int m = 1; m < members; m++) {
      int member = m;
      others.add(helpers.submit(() -> takeTurns(next, count, work, member, failure)));
    }
    takeTurns(next, count, work, 0, failure);
    for (Future<?> other : others) {
      waitFor(other, failure);
    }
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private static void waitFor(Future<?> work, AtomicReference<@Nullable Throwable> failure) {
    boolean interrupted = false;
    while (true) {
      try {
        work.get();
        break;
      } catch (ExecutionException e) {
        failure.compareAndSet(null, e.getCause());
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Works until no index is left; the first failure of any member leaves none for the others.
  private static void takeTurns(
      AtomicInteger next,
      int count,
      Work work,
      int member,
      AtomicReference<@Nullable Throwable> failure) {
    try {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        work.on(i, member);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(count);
    }
  }

  @Override
  public void close() {
    helpers.shutdownNow();
  }
}
