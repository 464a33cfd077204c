package org.everyshot.merging;

import java.util.concurrent.atomic.AtomicLong;
import org.everyshot.engine.Job;
import org.everyshot.engine.LossLedger;

/// The stills of the running pass as they come, counted with their reflections.
///
/// Where a pass is resumed, its first stills are in the state already: they are counted only.
final class Arrivals {
  static final String LEFT_OUT = "absent, beyond the resolution or not a number";
  static final String WITH_STILL = "on stills left out";

  private LossLedger images = new LossLedger();
  private LossLedger reflections = new LossLedger();
  private final AtomicLong done = new AtomicLong();
  private long seen;
  private long passOver;

  /// From here on stills and reflections are counted in other ledgers.
  ///
  /// @param forImages where stills that are left out are counted
  /// @param forReflections where reflections are counted, those left out by reason
  void count(LossLedger forImages, LossLedger forReflections) {
    images = forImages;
    reflections = forReflections;
  }

  /// A pass begins whose first `stills` are in the state already, or wait in it for their batch.
  ///
  /// @param waiting how many of them wait; they count when they enter, as all others
  void begin(long stills, int waiting) {
    seen = 0;
    passOver = stills;
    done.set(-waiting);
  }

  /// So many more stills that were taken have entered the state.
  void entered(int stills) {
    done.addAndGet(stills);
  }

  /// A job that tells of stills when they have entered the state, not first when their slice has.
  <R> Job<R> counting(Job<R> job) {
    return new CountedJob<>(job, this::done);
  }

  /// Stills of the running pass that have entered the state or were left out; asked by any thread.
  long done() {
    return Math.max(0, done.get());
  }

  /// Stills of the running pass that have come, whether they could be used or not.
  long seen() {
    return seen;
  }

  /// Whether stills still come that are in the state already.
  boolean passingOver() {
    return seen < passOver;
  }

  /// A still has come and cannot be used.
  ///
  /// @param measured its reflections
  void leaveOut(int measured, String reason) {
    seen++;
    done.incrementAndGet();
    images.vetoed(reason, 1);
    reflections.received(measured);
    reflections.vetoed(WITH_STILL, measured);
  }

  /// A still has come.
  ///
  /// @param used its reflections that can be used
  /// @param leftOut those that cannot
  /// @return whether it is new to the state
  boolean take(int used, int leftOut) {
    reflections.received(used + (long) leftOut);
    reflections.processed(used);
    if (leftOut > 0) {
      reflections.vetoed(LEFT_OUT, leftOut);
    }
    boolean fresh = seen++ >= passOver;
    if (!fresh) {
      done.incrementAndGet();
    }
    return fresh;
  }
}
