package org.everyshot.correlation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is counted and summed, besides harmonics, over a chunk's shots of one half-set.
final class ShotTally {
  final double[] sum;
  final double[] squares;
  final double[] variance;
  final long[] bins;
  final long[] seen;
  final Map<Mask, Long> masks = new LinkedHashMap<>();
  long complete;
  long shots;
  long correlated;

  ShotTally(int rings) {
    this.sum = new double[rings];
    this.squares = new double[rings];
    this.variance = new double[rings];
    this.bins = new long[rings];
    this.seen = new long[rings];
  }

  /// Adds a shot whose products are taken.
  ///
  /// @param mask the bins that enter the correlation; null for all
  void add(ShotGlance shot, @Nullable Mask mask) {
    addIntensity(shot);
    for (int q = 0; q < variance.length; q++) {
      variance[q] += shot.variance(q);
    }
    if (mask == null) {
      complete++;
    } else {
      masks.merge(mask, 1L, Long::sum);
    }
    correlated++;
  }

  /// Adds to the mean intensity alone.
  void addIntensity(ShotGlance shot) {
    for (int q = 0; q < sum.length; q++) {
      int count = shot.bins(q);
      if (count > 0) {
        double mean = shot.sum(q) / count;
        sum[q] += shot.sum(q);
        squares[q] += mean * mean;
        bins[q] += count;
        seen[q]++;
      }
    }
    shots++;
  }

  void clear() {
    Arrays.fill(sum, 0);
    Arrays.fill(squares, 0);
    Arrays.fill(variance, 0);
    Arrays.fill(bins, 0);
    Arrays.fill(seen, 0);
    masks.clear();
    complete = 0;
    shots = 0;
    correlated = 0;
  }
}
