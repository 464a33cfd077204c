package org.everyshot.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One taker asks the source for slices, readers read them, one driver feeds the accumulator.
///
/// The queue holds the slices in the order in which the source gave them, each with the promise of
/// its batch, and the driver waits for the head. So batches enter the accumulator in slice order
/// however the readers are scheduled, and a slow accumulator holds the taker back.
final class LocalJob<B, A extends Accumulator<B, A, R>, R> implements Job<R> {
  private record Pending<B>(Slice slice, Future<B> batch) {}

  private final Source<B> source;
  private final A accumulator;
  private final LossLedger ledger;
  private final int slicesInFlight;
  private final ExecutorService readers;
  private final Thread taker = daemon("everyshot-taker", this::takeSlices);
  private final Thread driver = daemon("everyshot-driver", this::drive);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final long begun = System.nanoTime();

  /// Guards the accumulator: a batch and a look at the state take turns, first come first served.
  private final ReentrantLock turn = new ReentrantLock(true);

  // Guarded by this.
  private final Queue<Pending<B>> pending = new ArrayDeque<>();
  private int inFlight;
  private boolean sourceEnded;
  private boolean stopping;
  private @Nullable Throwable failure;
  private long done;
  private long finished;
  private @Nullable R result;

  LocalJob(Source<B> source, A accumulator, LossLedger ledger, int readers, int slicesInFlight) {
    this.source = source;
    this.accumulator = accumulator;
    this.ledger = ledger;
    this.slicesInFlight = slicesInFlight;
    this.readers =
        Executors.newFixedThreadPool(
            readers, Thread.ofPlatform().daemon().name("everyshot-reader-", 1).factory());
  }

  void begin() {
    taker.start();
    driver.start();
  }

  private static Thread daemon(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).unstarted(work);
  }

  // The taker.

  private void takeSlices() {
    try {
      while (roomForAnother()) {
        Slice slice = source.next();
        if (slice == null) {
          break;
        }
        if (!admit(slice)) {
          return;
        }
      }
      endOfSource();
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  /// Waits until another slice may be taken; false where none is wanted any more.
  private synchronized boolean roomForAnother() throws InterruptedException {
    while (inFlight == slicesInFlight && !stopping) {
      wait();
    }
    return !stopping;
  }

  /// Lets a slice into the flight; false where it came too late.
  private synchronized boolean admit(Slice slice) {
    if (stopping) {
      return false;
    }
    inFlight++;
    ledger.received(slice.count());
    pending.add(new Pending<>(slice, readers.submit(() -> source.read(slice))));
    notifyAll();
    return true;
  }

  private synchronized void endOfSource() {
    sourceEnded = !stopping;
    notifyAll();
  }

  // The driver.

  private void drive() {
    try {
      for (Pending<B> head = head(); head != null; head = head()) {
        B batch = read(head);
        if (batch != null) {
          takeIn(head.slice(), batch);
        }
      }
      leave(null);
    } catch (RuntimeException | Error e) {
      leave(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      leave(new IllegalStateException("interrupted while taking batches in", e));
    }
  }

  /// Waits for the next slice in order; null at the end.
  private synchronized @Nullable Pending<B> head() throws InterruptedException {
    while (pending.isEmpty() && !sourceEnded && !stopping) {
      wait();
    }
    return pending.poll();
  }

  /// Waits for a slice's batch; null where reading it failed.
  private @Nullable B read(Pending<B> head) throws InterruptedException {
    try {
      return head.batch().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      fail(cause == null ? e : cause);
      return null;
    }
  }

  private void takeIn(Slice slice, B batch) {
    try {
      if (!failed()) {
        turn.lock();
        try {
          ledger.processed(accumulator.add(batch));
        } finally {
          turn.unlock();
        }
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      source.recycle(batch);
      landed(slice);
    }
  }

  private synchronized void landed(Slice slice) {
    inFlight--;
    done += slice.count();
    notifyAll();
  }

  private synchronized boolean failed() {
    return failure != null;
  }

  /// Ends the job: the first failure is the one that the caller hears of.
  private synchronized void fail(Throwable e) {
    failure = failure == null ? e : failure;
    stopping = true;
    notifyAll();
  }

  private void leave(@Nullable Throwable e) {
    if (e != null) {
      fail(e);
    }
    readers.shutdown();
    R last = null;
    if (!failed()) {
      turn.lock();
      try {
        accumulator.finish();
        last = accumulator.snapshot();
      } catch (RuntimeException | Error broken) {
        fail(broken);
      } finally {
        turn.unlock();
      }
    }
    synchronized (this) {
      result = last;
      finished = System.nanoTime();
    }
    ended.countDown();
  }

  // The caller.

  @Override
  public R latest() {
    synchronized (this) {
      if (result != null) {
        return result;
      }
    }
    turn.lock();
    try {
      return accumulator.snapshot();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public synchronized Progress progress() {
    long now = finished != 0 ? finished : System.nanoTime();
    return new Progress(done, source.shots(), Duration.ofNanos(now - begun));
  }

  @Override
  public R await() throws IOException, InterruptedException {
    ended.await();
    synchronized (this) {
      if (failure instanceof IOException e) {
        throw e;
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      if (result == null) {
        throw new IllegalStateException("job ended without a result", failure);
      }
      return result;
    }
  }

  @Override
  public synchronized void stop() {
    stopping = !sourceEnded || stopping;
    notifyAll();
  }

  @Override
  public synchronized boolean stopped() {
    return stopping && failure == null;
  }

  @Override
  public void close() {
    stop();
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
