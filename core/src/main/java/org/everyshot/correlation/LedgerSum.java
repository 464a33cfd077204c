package org.everyshot.correlation;

import java.util.Map;
import java.util.TreeMap;
import org.everyshot.engine.LossLedger.Balance;
import org.jspecify.annotations.Nullable;

/// The ledger of two runs together.
final class LedgerSum {
  private LedgerSum() {}

  /// Of two runs; of the one that has a ledger, where the other has none.
  static @Nullable Balance of(@Nullable Balance one, @Nullable Balance other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new Balance(
        one.received() + other.received(),
        one.processed() + other.processed(),
        sum(one.vetoed(), other.vetoed()),
        sum(one.dropped(), other.dropped()));
  }

  private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    var sum = new TreeMap<>(one);
    other.forEach((reason, shots) -> sum.merge(reason, shots, Long::sum));
    return sum;
  }
}
