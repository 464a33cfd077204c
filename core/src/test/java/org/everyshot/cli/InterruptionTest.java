package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.OptionalLong;
import org.everyshot.engine.Accumulator;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LocalEngine;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A program of its own is asked to terminate in the middle of an endless run.
@Timeout(60)
class InterruptionTest {
  /// Counts the shots of an endless source until it is interrupted, then says how many there were.
  static final class Endless {
    private Endless() {}

    public static void main(String[] arguments) throws Exception {
      Interruption.arm();
      var ledger = new LossLedger();
      try (var source = new Ticks();
          var job = new LocalEngine(1).start(source, new Count(), ledger);
          var watch = new Watch<>(job, null)) {
        while (job.latest() < 100) {
          Thread.onSpinWait();
        }
        System.out.println("running");
        if (arguments.length > 0) {
          interruptTwice();
        }
        long shots = watch.await();
        boolean balanced = shots == ledger.balance().received();
        System.out.println("stopped " + job.stopped() + ", balanced " + balanced);
      }
      Interruption.over();
      System.exit(0);
    }
  }

  /// As if the user pressed Ctrl-C, and again when nothing is waited for any more.
  private static void interruptTwice() {
    Interruption.enterWaiting(() -> System.out.println("waits no longer"));
    Interruption.interrupt();
    System.out.println("running still");
    Thread.ofPlatform().start(Interruption::interrupt);
  }

  private static final class Ticks implements Source<Slice> {
    private long at;

    @Override
    public OptionalLong shots() {
      return OptionalLong.empty();
    }

    @Override
    public Slice next() {
      return new Slice(new Chunk(at, at++, 1), 0, 1);
    }

    @Override
    public Slice read(Slice slice) {
      return slice;
    }

    @Override
    public void close() {}
  }

  private static final class Count implements Accumulator<Slice, Count, Long> {
    private long shots;

    @Override
    public Count fresh() {
      return new Count();
    }

    @Override
    public int add(Slice batch) {
      shots += batch.count();
      return batch.count();
    }

    @Override
    public void merge(Count other) {
      shots += other.shots;
    }

    @Override
    public Long snapshot() {
      return shots;
    }
  }

  @Test
  void theFirstCtrlCEndsTheWaitingForAFileAndTheSecondTheRun()
      throws IOException, InterruptedException {
    try (var program = ChildProgram.of(Endless.class, "interrupt")) {
      String said = program.end(130);
      String[] expected = {
        "running",
        "waits no longer",
        "everyshot: waits no longer",
        "running still",
        "stopped true, balanced true"
      };
      int at = 0;
      for (String line : expected) {
        at = said.indexOf(line, at);
        assertTrue(at >= 0, said);
        at += line.length();
      }
    }
  }

  @Test
  void whatWasAccumulatedIsSavedBeforeTheEnd() throws IOException, InterruptedException {
    try (var program = ChildProgram.of(Endless.class)) {
      program.until("running");
      program.terminate();
      // 128 and the number of the signal, SIGTERM.
      String said = program.end(143);
      assertTrue(said.contains("stopped true, balanced true"), said);
    }
  }
}
