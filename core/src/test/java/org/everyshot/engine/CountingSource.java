package org.everyshot.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Shots that are nothing but their numbers, in chunks of ten and slices of at most four; every
/// seventh is vetoed. Counts how many batches are out at a time.
class CountingSource implements Source<CountingSource.Numbers> {
  /// Numbers of the shots of a slice that were not vetoed.
  record Numbers(Slice slice, List<Long> shots) {}

  static final int CHUNK = 10;
  static final int SLICE = 4;

  private final long shots;
  private final LossLedger ledger;
  private long at;
  private final AtomicInteger out = new AtomicInteger();
  final AtomicInteger mostOut = new AtomicInteger();
  final AtomicInteger taken = new AtomicInteger();

  CountingSource(long shots, LossLedger ledger) {
    this.shots = shots;
    this.ledger = ledger;
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.of(shots);
  }

  @Override
  public @Nullable Slice next() throws IOException {
    if (at >= shots) {
      return null;
    }
    long id = at / CHUNK;
    var chunk = new Chunk(id, id * CHUNK, (int) Math.min(CHUNK, shots - id * CHUNK));
    int offset = (int) (at - chunk.first());
    var slice = new Slice(chunk, offset, Math.min(SLICE, chunk.count() - offset));
    at += slice.count();
    taken.incrementAndGet();
    mostOut.accumulateAndGet(out.incrementAndGet(), Math::max);
    return slice;
  }

  @Override
  public Numbers read(Slice slice) throws IOException {
    var kept = new ArrayList<Long>();
    for (long shot = slice.first(); shot < slice.first() + slice.count(); shot++) {
      if (shot % 7 == 3) {
        ledger.vetoed("seventh", 1);
      } else {
        kept.add(shot);
      }
    }
    return new Numbers(slice, kept);
  }

  @Override
  public void recycle(Numbers batch) {
    out.decrementAndGet();
  }

  int stillOut() {
    return out.get();
  }

  @Override
  public void close() throws IOException {}
}
