package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.math.OrderFreeSum;

/// What is kept of all measurements: for each half-set and slot their number n and the sums
/// W = Σw, Y = Σw·I and S = Σw·I².
///
/// Memory: about 200 bytes per slot, whatever the number of images. Measurements are summed chunk
/// by chunk in the order in which they come; chunks are summed free of order.
final class MergeSums {
  private static final int HALVES = 2;

  private final int slots;
  private final int[][] count = new int[HALVES][];
  private final double[][] chunkW = new double[HALVES][];
  private final double[][] chunkY = new double[HALVES][];
  private final double[][] chunkS = new double[HALVES][];
  private final OrderFreeSum[] w = new OrderFreeSum[HALVES];
  private final OrderFreeSum[] y = new OrderFreeSum[HALVES];
  private final OrderFreeSum[] s = new OrderFreeSum[HALVES];
  private boolean pending;

  MergeSums(int slots) {
    this.slots = slots;
    for (int half = 0; half < HALVES; half++) {
      count[half] = new int[slots];
      chunkW[half] = new double[slots];
      chunkY[half] = new double[slots];
      chunkS[half] = new double[slots];
      w[half] = new OrderFreeSum(slots);
      y[half] = new OrderFreeSum(slots);
      s[half] = new OrderFreeSum(slots);
    }
  }

  int slots() {
    return slots;
  }

  /// Adds a measurement to the chunk at hand.
  void add(int half, int slot, double weight, double intensity) {
    count[half][slot]++;
    chunkW[half][slot] += weight;
    chunkY[half][slot] += weight * intensity;
    chunkS[half][slot] += weight * intensity * intensity;
    pending = true;
  }

  /// Ends the chunk at hand.
  void endChunk() {
    if (!pending) {
      return;
    }
    for (int half = 0; half < HALVES; half++) {
      w[half].add(chunkW[half]);
      y[half].add(chunkY[half]);
      s[half].add(chunkS[half]);
      Arrays.fill(chunkW[half], 0);
      Arrays.fill(chunkY[half], 0);
      Arrays.fill(chunkS[half], 0);
    }
    pending = false;
  }

  void merge(MergeSums other) {
    endChunk();
    other.endChunk();
    for (int half = 0; half < HALVES; half++) {
      for (int slot = 0; slot < slots; slot++) {
        count[half][slot] += other.count[half][slot];
      }
      w[half].merge(other.w[half]);
      y[half].merge(other.y[half]);
      s[half].merge(other.s[half]);
    }
  }

  /// Number of measurements of a slot in a half-set.
  int count(int half, int slot) {
    return count[half][slot];
  }

  /// Σw.
  double weight(int half, int slot) {
    return w[half].value(slot) + chunkW[half][slot];
  }

  /// Σw·I.
  double weighted(int half, int slot) {
    return y[half].value(slot) + chunkY[half][slot];
  }

  /// Σw·I².
  double squared(int half, int slot) {
    return s[half].value(slot) + chunkS[half][slot];
  }
}
