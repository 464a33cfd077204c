package org.everyshot.merging;

import java.util.Arrays;

/// Running sums of the merge: for each slot the precision W = Σ K²/V and Y = Σ K I/V over its
/// observations I = K J with variance V, and their number.
///
/// This is the whole memory of the posterior: the likelihood of J is normal with mean Y/W and
/// variance 1/W. States add. Layout: four numbers per row of the unique reflections, W and Y of
/// slot `2 row`, then of slot `2 row + 1`.
final class PrecisionSums {
  private final double[] sums;
  private final int[] count;

  /// @param rows number of unique reflections
  PrecisionSums(int rows) {
    this.sums = new double[Math.multiplyExact(4, rows)];
    this.count = new int[2 * rows];
  }

  /// Number of slots, two for each unique reflection.
  int slots() {
    return count.length;
  }

  /// Precision of a slot; 0 where it has not been seen.
  double precision(int slot) {
    return sums[2 * slot];
  }

  /// Precision times mean of a slot.
  double weighted(int slot) {
    return sums[2 * slot + 1];
  }

  /// Observations of a slot.
  int count(int slot) {
    return count[slot];
  }

  /// Adds an observation.
  void add(int slot, double precision, double weighted) {
    sums[2 * slot] += precision;
    sums[2 * slot + 1] += weighted;
    count[slot]++;
  }

  /// Adds all that another has received.
  void add(PrecisionSums other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    for (int i = 0; i < count.length; i++) {
      count[i] += other.count[i];
    }
  }

  /// Intensities of a row are from here on larger by `factor`: W goes with its inverse square, Y
  /// with its inverse.
  void scale(int row, double factor) {
    double inverse = 1 / factor;
    sums[4 * row] *= inverse * inverse;
    sums[4 * row + 1] *= inverse;
    sums[4 * row + 2] *= inverse * inverse;
    sums[4 * row + 3] *= inverse;
  }

  /// Forgets everything.
  void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(count, 0);
  }

  /// Memory, bytes.
  long bytes() {
    return 8L * sums.length + 4L * count.length;
  }

  /// Writes the sums.
  void save(StateWriter out) {
    out.put(sums);
    out.put(count, count.length);
  }

  /// Takes sums over that were written for as many slots.
  void load(StateReader in) {
    in.fill(sums);
    in.fill(count);
  }
}
