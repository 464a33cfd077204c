package org.everyshot.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.everyshot.engine.CountingSource.Numbers;
import org.everyshot.engine.OrderedDigest.Seen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class LocalEngineTest {
  private static final int SHOTS = 1003;

  /// What one loop over the numbers gives, without any engine.
  private static Seen byHand(long shots) {
    long digest = 0;
    long n = 0;
    for (long shot = 0; shot < shots; shot++) {
      if (shot % 7 != 3 && shot % 5 != 0) {
        digest = digest * 1_000_003 + shot + 1;
        n++;
      }
    }
    return new Seen(n, digest);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void anyNumberOfReadersGivesTheShotsInOrder(int readers) throws Exception {
    var ledger = new LossLedger();
    var source = new CountingSource(SHOTS, ledger);
    try (var job = new LocalEngine(readers).start(source, new OrderedDigest(ledger), ledger)) {
      assertEquals(byHand(SHOTS), job.await());
      assertEquals(byHand(SHOTS), job.latest());
      assertFalse(job.stopped());
      assertEquals(SHOTS, job.progress().done());
      assertEquals(OptionalLong.of(SHOTS), job.progress().total());
    }
    assertEquals(0, source.stillOut(), "every batch is given back");
    var balance = ledger.balance();
    assertEquals(SHOTS, balance.received());
    assertEquals(byHand(SHOTS).shots(), balance.processed());
    // 143 of 0..1002 leave 3 modulo 7; of the 201 divisible by 5, the 29 with 10 modulo 35 are
    // both.
    assertEquals(Map.of("seventh", 143L), balance.vetoed());
    assertEquals(Map.of("fifth", 172L), balance.dropped());
    assertEquals(0, balance.inFlight());
  }

  @Test
  void anEmptySourceGivesTheEmptyResult() throws Exception {
    var ledger = new LossLedger();
    var source = new CountingSource(0, ledger);
    try (var job = new LocalEngine(2).start(source, new OrderedDigest(ledger), ledger)) {
      assertEquals(new Seen(0, 0), job.await());
    }
  }

  /// Holds every batch until the gate opens.
  private static final class Slow implements Accumulator<Numbers, Slow, Long> {
    private final CountDownLatch gate;
    private final CountDownLatch entered = new CountDownLatch(1);
    private long shots;

    Slow(CountDownLatch gate) {
      this.gate = gate;
    }

    @Override
    public Slow fresh() {
      return new Slow(gate);
    }

    @Override
    public int add(Numbers batch) {
      entered.countDown();
      try {
        assertTrue(gate.await(10, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      shots += batch.shots().size();
      return batch.shots().size();
    }

    @Override
    public void merge(Slow other) {
      shots += other.shots;
    }

    @Override
    public Long snapshot() {
      return shots;
    }
  }

  @Test
  void aSlowAccumulatorHoldsTheSourceBack() throws Exception {
    int bound = 5;
    var ledger = new LossLedger();
    var gate = new CountDownLatch(1);
    var full = new CountDownLatch(bound);
    var source =
        new CountingSource(SHOTS, ledger) {
          @Override
          public Numbers read(Slice slice) throws IOException {
            Numbers batch = super.read(slice);
            full.countDown();
            return batch;
          }
        };
    var slow = new Slow(gate);
    try (var job = new LocalEngine(4, bound).start(source, slow, ledger)) {
      assertTrue(slow.entered.await(10, TimeUnit.SECONDS));
      assertTrue(full.await(10, TimeUnit.SECONDS));
      assertEquals(bound, source.taken.get(), "nothing more is taken while the gate is shut");
      assertTrue(ledger.balance().inFlight() > 0);
      gate.countDown();
      assertEquals(SHOTS - 143, job.await());
    }
    assertEquals(bound, source.mostOut.get());
    assertEquals(0, ledger.balance().inFlight());
  }

  @Test
  void stoppingFinishesWhatIsInFlightAndKeepsIt() throws Exception {
    var ledger = new LossLedger();
    var gate = new CountDownLatch(1);
    var source = new CountingSource(Long.MAX_VALUE, ledger);
    var slow = new Slow(gate);
    try (var job = new LocalEngine(2).start(source, slow, ledger)) {
      assertTrue(slow.entered.await(10, TimeUnit.SECONDS));
      job.stop();
      gate.countDown();
      long processed = job.await();
      assertTrue(job.stopped());
      var balance = ledger.balance();
      assertEquals(processed, balance.processed());
      assertEquals(0, balance.inFlight());
      assertEquals(balance.received(), job.progress().done());
    }
    assertTrue(source.taken.get() <= 4, "at most the slices in flight were finished");
  }

  @Test
  void aReadersExceptionComesOutOnceAndAsItIs() {
    var broken = new IOException("disk on fire");
    var ledger = new LossLedger();
    var source =
        new CountingSource(SHOTS, ledger) {
          @Override
          public Numbers read(Slice slice) throws IOException {
            if (slice.chunk().id() >= 3) {
              throw broken;
            }
            return super.read(slice);
          }
        };
    try (var job = new LocalEngine(4).start(source, new OrderedDigest(ledger), ledger)) {
      assertSame(broken, assertThrows(IOException.class, job::await));
      assertEquals(byHand(30), job.latest(), "what came before the failure is still there");
      assertFalse(job.stopped());
    }
    assertEquals(0, broken.getSuppressed().length);
  }

  @Test
  void anExceptionOfTheAccumulatorOrOfNextEndsTheJob() {
    var ledger = new LossLedger();
    var impossible = new IllegalStateException("impossible shot");
    var gate = new CountDownLatch(0);
    var accumulator = new Slow(gate);
    var source =
        new CountingSource(SHOTS, ledger) {
          @Override
          public @Nullable Slice next() throws IOException {
            if (taken.get() == 7) {
              throw impossible;
            }
            return super.next();
          }
        };
    try (var job = new LocalEngine(2).start(source, accumulator, ledger)) {
      assertSame(impossible, assertThrows(IllegalStateException.class, job::await));
    }
    assertEquals(0, source.stillOut());

    var failing =
        new CountingSource(SHOTS, ledger) {
          @Override
          public Numbers read(Slice slice) {
            return new Numbers(slice, List.of(1L));
          }
        };
    var overfull = new Overfull();
    try (var job = new LocalEngine(2).start(failing, overfull, ledger)) {
      assertThrows(ArithmeticException.class, job::await);
    }
    assertEquals(0, failing.stillOut());
  }

  private static final class Overfull implements Accumulator<Numbers, Overfull, Long> {
    @Override
    public Overfull fresh() {
      return new Overfull();
    }

    @Override
    public int add(Numbers batch) {
      throw new ArithmeticException("overflow");
    }

    @Override
    public void merge(Overfull other) {}

    @Override
    public Long snapshot() {
      return 0L;
    }
  }

  @Test
  void theLedgerBalancesAtAnyMoment() throws Exception {
    var ledger = new LossLedger();
    var source = new CountingSource(200_000, ledger);
    try (var job = new LocalEngine(3).start(source, new OrderedDigest(ledger), ledger)) {
      while (job.progress().done() < 200_000) {
        var balance = ledger.balance();
        long inFlight = balance.inFlight();
        assertTrue(inFlight >= 0 && inFlight <= balance.received(), () -> "in flight " + inFlight);
        Seen seen = job.latest();
        assertTrue(seen.shots() >= balance.processed(), "the state is never behind the ledger");
      }
      assertEquals(byHand(200_000), job.await());
    }
  }

  @Test
  void aSequenceOfSourcesIsReadThroughInOrder() throws Exception {
    var ledger = new LossLedger();
    var one = new CountingSource(23, ledger);
    var none = new CountingSource(0, ledger);
    var two = new CountingSource(41, ledger);
    try (var both = new SourceSequence<>(List.of(none, one, two));
        var job = new LocalEngine(2).start(both, new OrderedDigest(ledger), ledger)) {
      Seen first = byHand(23);
      Seen second = byHand(41);
      long shift = 1;
      for (long i = 0; i < second.shots(); i++) {
        shift *= 1_000_003;
      }
      assertEquals(
          new Seen(first.shots() + second.shots(), first.digest() * shift + second.digest()),
          job.await());
      assertEquals(OptionalLong.of(64), job.progress().total());
    }
    assertEquals(0, one.stillOut() + two.stillOut());
  }
}
