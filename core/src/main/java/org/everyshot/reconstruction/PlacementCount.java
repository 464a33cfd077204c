package org.everyshot.reconstruction;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts the placements of one density upon another, most of the work of an average. From any
/// thread.
public final class PlacementCount {
  private final AtomicInteger done = new AtomicInteger();

  void one() {
    done.incrementAndGet();
  }

  /// Placements so far.
  public int done() {
    return done.get();
  }

  /// Those of an average of `count` restarts at most: all pairs, and two rounds.
  static int ofAverage(int count) {
    return count * (count - 1) / 2 + Ensemble.ROUNDS * count;
  }
}
