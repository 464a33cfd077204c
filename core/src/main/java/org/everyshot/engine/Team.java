package org.everyshot.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
  /// @throws RuntimeException what the work threw, after every member has stopped
  public void forEach(int count, Work work) {
    int members = Math.min(size, count);
    if (members <= 1) {
      for (int i = 0; i < count; i++) {
        work.on(i, 0);
      }
      return;
    }
    var next = new AtomicInteger();
    List<Future<?>> others = new ArrayList<>(members - 1);
    for (int m = 1; m < members; m++) {
      int member = m;
      others.add(helpers.submit(() -> takeTurns(next, count, work, member)));
    }
    RuntimeException failure = null;
    try {
      takeTurns(next, count, work, 0);
    } catch (RuntimeException e) {
      next.set(count);
      failure = e;
    }
    for (Future<?> other : others) {
      RuntimeException theirs = failureOf(other);
      failure = failure != null ? failure : theirs;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable RuntimeException failureOf(Future<?> work) {
    try {
      work.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("interrupted while the team was at work", e);
    }
  }

  private static void takeTurns(AtomicInteger next, int count, Work work, int member) {
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      work.on(i, member);
    }
  }

  @Override
  public void close() {
    helpers.shutdownNow();
  }
}
