package org.everyshot.engine;

import org.everyshot.engine.CountingSource.Numbers;

/// A digest of the shots' numbers in the order in which they came; drops every shot divisible by 5.
final class OrderedDigest implements Accumulator<Numbers, OrderedDigest, OrderedDigest.Seen> {
  /// @param shots number of shots
  /// @param digest polynomial of their numbers, which any other order changes
  record Seen(long shots, long digest) {}

  private final LossLedger ledger;
  private long shots;
  private long digest;

  OrderedDigest(LossLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public OrderedDigest fresh() {
    return new OrderedDigest(ledger);
  }

  @Override
  public int add(Numbers batch) {
    int entered = 0;
    for (long shot : batch.shots()) {
      if (shot % 5 == 0) {
        ledger.dropped("fifth", 1);
        continue;
      }
      digest = digest * 1_000_003 + shot + 1;
      shots++;
      entered++;
    }
    return entered;
  }

  @Override
  public void merge(OrderedDigest other) {
    shots += other.shots;
    digest += other.digest;
  }

  @Override
  public Seen snapshot() {
    return new Seen(shots, digest);
  }
}
