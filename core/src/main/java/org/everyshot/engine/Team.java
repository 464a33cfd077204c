package org.everyshot.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that work on one thing together: each takes the next index until none is left.
///
/// The caller works too, so a team of one needs no other thread, and a helper that is slow to wake,
/// or works for another caller, is not waited for. Which thread does which index is left to chance;
/// work that must not depend on it writes to its index's own place.
///
/// Whoever waits first looks again and again for some 40 µs, then sleeps: to wake a thread takes as
/// long as a small piece of work.
public final class Team implements AutoCloseable {
  private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 1000 : 0;

  /// Work on one index.
  @FunctionalInterface
  public interface Work {
    /// @param index which piece, from 0
    /// @param member which member of the team does it, from 0; for scratch memory
    void on(int index, int member);
  }

  /// Work on a block of rows.
  @FunctionalInterface
  public interface BlockWork {
    /// @param block which block, from 0
    /// @param from its first row
    /// @param to the row after its last
    void on(int block, int from, int to);
  }

  private final int size;
  private final Helper[] helpers;

  /// @param size number of threads, the caller's included, at least 1
  public Team(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("team of " + size + " threads");
    }
    this.size = size;
    this.helpers = new Helper[size - 1];
    for (int h = 0; h < helpers.length; h++) {
      helpers[h] = new Helper(h + 1);
      helpers[h].thread.start();
    }
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
    var task = new Task(count, work, Thread.currentThread());
    boolean[] offered = new boolean[members - 1];
    for (int h = 0; h < offered.length; h++) {
      offered[h] = helpers[h].offer(task);
    }
    task.takeTurns(0);
    int begun = 0;
    for (int h = 0; h < offered.length; h++) {
      begun += offered[h] && !helpers[h].withdraw(task) ? 1 : 0;
    }
    task.await(begun);
    switch (task.failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /// Does `work` on all rows below `count`, a block of so many at a time; the last may be shorter.
  ///
  /// @throws RuntimeException as [#forEach]
  public void inBlocks(int count, int rows, BlockWork work) {
    forEach(
        Math.ceilDiv(count, rows),
        (block, member) -> work.on(block, block * rows, Math.min(count, (block + 1) * rows)));
  }

  /// Runs tasks that do not need each other, as many at once as there are threads.
  ///
  /// The caller begins with the first, the others go on from the second in order. A task that
  /// itself shares work out is best the first: in the end it has all helpers, but a helper would
  /// not have the caller.
  ///
  /// @throws RuntimeException as [#forEach]
  public void runAll(List<Runnable> tasks) {
    var begun = new AtomicBoolean();
    var next = new AtomicInteger(1);
    forEach(
        tasks.size(),
        (turn, member) -> {
          boolean first = member == 0 && begun.compareAndSet(false, true);
          // Back at the first when helpers took every turn before the caller took one.
          int task = first ? 0 : next.getAndIncrement() % tasks.size();
          tasks.get(task).run();
        });
  }

  @Override
  public void close() {
    for (Helper helper : helpers) {
      helper.closed = true;
      helper.thread.interrupt();
    }
  }

  /// Work that members share.
  private static final class Task {
    private final int count;
    private final Work work;
    private final Thread caller;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean asleep;

    Task(int count, Work work, Thread caller) {
      this.count = count;
      this.work = work;
      this.caller = caller;
    }

    /// Works until no index is left; the first failure of any member leaves none for the others.
    void takeTurns(int member) {
      try {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
          work.on(i, member);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        next.set(count);
      }
    }

    /// A helper has stopped.
    void end() {
      ended.incrementAndGet();
      if (asleep) {
        LockSupport.unpark(caller);
      }
    }

    /// Waits until so many helpers have stopped.
    void await(int helpers) {
      for (int look = 0; look < LOOKS && ended.get() < helpers; look++) {
        Thread.onSpinWait();
      }
      boolean interrupted = false;
      asleep = true;
      while (ended.get() < helpers) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        caller.interrupt();
      }
    }
  }

  /// A thread that takes the task it is offered.
  private static final class Helper implements Runnable {
    private static final Task BUSY = new Task(0, (index, member) -> {}, Thread.currentThread());

    private final int member;
    private final Thread thread;
    private final AtomicReference<@Nullable Task> offered = new AtomicReference<>();
    private volatile boolean asleep;
    private volatile boolean closed;

    Helper(int member) {
      this.member = member;
      this.thread = Thread.ofPlatform().daemon().name("everyshot-team-" + member).unstarted(this);
    }

    /// Offers a task; false where the helper is busy.
    boolean offer(Task task) {
      if (!offered.compareAndSet(null, task)) {
        return false;
      }
      if (asleep) {
        LockSupport.unpark(thread);
      }
      return true;
    }

    /// Takes back a task that was offered; false where it has been begun.
    boolean withdraw(Task task) {
      return offered.compareAndSet(task, null);
    }

    @Override
    public void run() {
      while (!closed) {
        Task task = waitForTask();
        if (task != null && offered.compareAndSet(task, BUSY)) {
          task.takeTurns(member);
          offered.set(null);
          task.end();
        }
      }
    }

    private @Nullable Task waitForTask() {
      for (int look = 0; look < LOOKS; look++) {
        Task task = offered.get();
        if (task != null) {
          return task;
        }
        Thread.onSpinWait();
      }
      asleep = true;
      while (offered.get() == null && !closed) {
        LockSupport.park(this);
        Thread.interrupted(); // whatever the last work has left
      }
      asleep = false;
      return offered.get();
    }
  }
}
