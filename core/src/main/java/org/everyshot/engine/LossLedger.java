package org.everyshot.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Where every shot went: received = processed + vetoed (by reason) + dropped (by reason) + in
/// flight.
///
/// Vetoed shots were looked at and left out on purpose; dropped ones could not be used. Counting is
/// safe from any thread.
public final class LossLedger {
  private final LongAdder received = new LongAdder();
  private final LongAdder processed = new LongAdder();
  private final Map<String, LongAdder> vetoed = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

  public void received(long shots) {
    received.add(shots);
  }

  public void processed(long shots) {
    processed.add(shots);
  }

  public void vetoed(String reason, long shots) {
    vetoed.computeIfAbsent(reason, key -> new LongAdder()).add(shots);
  }

  public void dropped(String reason, long shots) {
    dropped.computeIfAbsent(reason, key -> new LongAdder()).add(shots);
  }

  /// The counts at this moment.
  public Balance balance() {
    // Outcomes are read before arrivals, so that in flight is never negative.
    long done = processed.sum();
    Map<String, Long> out = sums(vetoed);
    Map<String, Long> lost = sums(dropped);
    return new Balance(received.sum(), done, out, lost);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    var sums = new TreeMap<String, Long>();
    counts.forEach((reason, n) -> sums.put(reason, n.sum()));
    return sums;
  }

  /// The ledger at one moment.
  ///
  /// @param received shots that arrived
  /// @param processed shots that entered the result
  /// @param vetoed shots left out on purpose, by reason
  /// @param dropped shots lost, by reason
  public record Balance(
      long received, long processed, Map<String, Long> vetoed, Map<String, Long> dropped) {
    public Balance {
      vetoed = Map.copyOf(vetoed);
      dropped = Map.copyOf(dropped);
    }

    /// Shots that have arrived and whose fate is not decided yet.
    public long inFlight() {
      return received - processed - total(vetoed) - total(dropped);
    }

    private static long total(Map<String, Long> counts) {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
