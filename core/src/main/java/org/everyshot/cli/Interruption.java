package org.everyshot.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.everyshot.engine.Job;
import org.everyshot.format.AsideFile;

/// What Ctrl-C does: stops the jobs that run, and holds the program's end until what they have
/// accumulated is written and said.
///
/// An interrupted virtual machine runs its shutdown hooks and halts when they return, with status
/// 130. The hook here returns when the program has come to its own end. Before the first job there
/// is nothing to save, and it returns at once.
///
/// Where a job waits for a file to grow, the first Ctrl-C ends the waiting alone: what the file
/// holds is taken in, and all that comes after it is done as at the file's own end. The second one
/// stops as above. A request to terminate, which leaves less time, does both: the job is given the
/// time to take in what the file holds, then it stops.
final class Interruption {
  /// 128 and the number of the signal.
  private static final int STATUS = 130;

  private static final int PATIENCE_S = 120;
  private static final int CATCH_UP_S = 20;

  private static final Set<Job<?>> RUNNING = ConcurrentHashMap.newKeySet();
  private static final Set<Runnable> WAITING = ConcurrentHashMap.newKeySet();
  private static final CountDownLatch END = new CountDownLatch(1);
  private static volatile boolean requested;
  private static volatile boolean somethingToSave;

  private Interruption() {}

  /// Makes Ctrl-C, and a polite request to terminate, end the program cleanly.
  static void arm() {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("everyshot-interrupt").unstarted(Interruption::halt));
    InterruptSignal.handle(Interruption::interrupt);
  }

  /// What Ctrl-C does, in short.
  static void interrupt() {
    if (!endWaiting()) {
      Runtime.getRuntime().exit(STATUS);
    }
  }

  /// Ends the waiting for a file to grow; false where nothing waits.
  static boolean endWaiting() {
    boolean ended = false;
    for (Runnable end : List.copyOf(WAITING)) {
      if (WAITING.remove(end)) {
        end.run();
        ended = true;
      }
    }
    if (ended) {
      System.err.println(
          "everyshot: waits no longer; goes on with what has come, Ctrl-C again stops");
    }
    return ended;
  }

  /// Whether a file is waited for to grow.
  static boolean waits() {
    return !WAITING.isEmpty();
  }

  private static void halt() {
    requested = true;
    boolean waited = waits();
    WAITING.forEach(Runnable::run);
    try {
      if (waited) {
        awaitJobs();
      }
      RUNNING.forEach(Job::stop);
      boolean over = !somethingToSave || END.await(PATIENCE_S, TimeUnit.SECONDS);
      if (!over) {
        System.err.println("everyshot: interrupted; gave up waiting for the result to be written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    AsideFile.removeUnfinished();
  }

  /// Waits for the jobs that run to come to their own end, for a while.
  private static void awaitJobs() throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CATCH_UP_S);
    synchronized (RUNNING) {
      for (long left = until - System.nanoTime();
          !RUNNING.isEmpty() && left > 0;
          left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(RUNNING, left);
      }
    }
  }

  /// Enters what ends the waiting for a file to grow.
  static void enterWaiting(Runnable end) {
    WAITING.add(end);
  }

  /// Whether the program was asked to end; steps that have not begun are left out.
  static boolean requested() {
    return requested;
  }

  /// Enters a job that Ctrl-C shall stop.
  static void enter(Job<?> job) {
    somethingToSave = true;
    RUNNING.add(job);
    if (requested) {
      job.stop();
    }
  }

  /// Takes out a job that has ended, and with it what it has waited for.
  static void leave(Job<?> job) {
    WAITING.clear();
    synchronized (RUNNING) {
      RUNNING.remove(job);
      RUNNING.notifyAll();
    }
  }

  /// The program has said its last word.
  static void over() {
    END.countDown();
  }
}
