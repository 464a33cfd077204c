package org.everyshot.network;

import org.everyshot.math.RandomStream;

/// Shares one flat array of parameters out among layers.
public final class Layout {
  private int size;

  /// Reserves `count` parameters and returns where they begin.
  public int reserve(int count) {
    int from = size;
    size = Math.addExact(size, count);
    return from;
  }

  /// Parameters reserved so far.
  public int size() {
    return size;
  }

  /// Fills weights with a normal distribution cut at two standard deviations,
  /// σ² = 2/(5 N (inputs + outputs)).
  ///
  /// @param divisor N
  static void initialize(
      float[] values, int from, int inputs, int outputs, double divisor, RandomStream random) {
    double sigma = Math.sqrt(2 / (5 * divisor * (inputs + outputs)));
    for (int i = from; i < from + inputs * outputs; i++) {
      double normal = random.normal();
      while (Math.abs(normal) > 2) {
        normal = random.normal();
      }
      values[i] = (float) (sigma * normal);
    }
  }
}
