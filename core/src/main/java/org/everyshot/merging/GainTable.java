package org.everyshot.merging;

import java.util.Arrays;

/// Gain of the detector in squares of 256 × 256 pixels of each panel, relative to its mean: what
/// intensities there are too large by, all stills alike.
///
/// For observations I with prediction μ and variance V, δ = Σ μ(I − μ)/V / (Σ μ²/V + 1/0.05²)
/// is the posterior mean of a square's relative error under a normal prior of 5 %. It is summed
/// up over a pass and applied from the next one on, where what is left is added to it. A gain
/// that is the same for all squares is left to the stills' scales.
final class GainTable {
  /// Where an observation lies is not known.
  static final int NOWHERE = -1;

  private static final int SHIFT = 8;
  private static final double PRIOR = 400;
  private static final double MOST = 1.0;

  private int[] keys = new int[256];
  private double[] gain = new double[256];
  private double[] pull = new double[256];
  private double[] weight = new double[256];
  private int[] place = new int[1024];
  private int size;
  private boolean flat = true;

  GainTable() {
    Arrays.fill(place, -1);
  }

  /// The square of a place on the detector.
  ///
  /// @param panel panel number; −1 where unknown
  /// @param fs,ss position on the panel, pixels; NaN where unknown
  static int square(int panel, float fs, float ss) {
    if (panel < 0 || !(fs >= 0 && fs < 1 << 16) || !(ss >= 0 && ss < 1 << 16)) {
      return NOWHERE;
    }
    return (panel & 0x7FFF) << 16 | (int) fs >> SHIFT << 8 | (int) ss >> SHIFT;
  }

  /// Whether every gain is 1: nothing has been learned yet.
  boolean flat() {
    return flat;
  }

  /// Gain of a square; 1 where nothing is known.
  double gain(int square) {
    int index = find(square);
    return index < 0 ? 1 : gain[index];
  }

  /// Takes an observation in.
  ///
  /// @param pull μ(I − μ)/V
  /// @param weight μ²/V
  void add(int square, double pull, double weight) {
    if (square == NOWHERE) {
      return;
    }
    int index = find(square);
    if (index < 0) {
      index = enter(square);
    }
    this.pull[index] += pull;
    this.weight[index] += weight;
  }

  /// Learns from what was taken in, and begins new sums.
  void learn() {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < size; i++) {
      sum += pull[i];
      all += weight[i];
    }
    double mean = all > 0 ? sum / all : 0;
    for (int i = 0; i < size; i++) {
      double change = (pull[i] - mean * weight[i]) / (weight[i] + PRIOR);
      gain[i] = Math.clamp(gain[i] * (1 + Math.clamp(change, -0.5, MOST)), 0.1, 10);
      flat &= gain[i] == 1;
      pull[i] = 0;
      weight[i] = 0;
    }
  }

  /// Standard deviation of the gains.
  double spread() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += (gain[i] - 1) * (gain[i] - 1);
    }
    return size == 0 ? 0 : Math.sqrt(sum / size);
  }

  /// Squares that were hit.
  int size() {
    return size;
  }

  private int find(int square) {
    if (square == NOWHERE) {
      return -1;
    }
    int mask = place.length - 1;
    int at = hash(square) & mask;
    while (place[at] >= 0) {
      if (keys[place[at]] == square) {
        return place[at];
      }
      at = (at + 1) & mask;
    }
    return -1;
  }

  private int enter(int square) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      gain = Arrays.copyOf(gain, 2 * size);
      pull = Arrays.copyOf(pull, 2 * size);
      weight = Arrays.copyOf(weight, 2 * size);
      place = new int[8 * size];
      Arrays.fill(place, -1);
      for (int i = 0; i < size; i++) {
        put(i);
      }
    }
    keys[size] = square;
    gain[size] = 1;
    put(size);
    return size++;
  }

  private void put(int index) {
    int mask = place.length - 1;
    int at = hash(keys[index]) & mask;
    while (place[at] >= 0) {
      at = (at + 1) & mask;
    }
    place[at] = index;
  }

  private static int hash(int square) {
    int mixed = square * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  void save(StateWriter out) {
    out.put(keys, size);
    out.put(gain, size);
    out.put(pull, size);
    out.put(weight, size);
  }

  void load(StateReader in) {
    int[] squares = in.integers();
    double[] gains = in.doubles();
    double[] pulls = in.doubles();
    double[] weights = in.doubles();
    int n = squares.length;
    if (gains.length != n || pulls.length != n || weights.length != n) {
      throw in.damaged("gains of " + n + " squares in columns of unequal length");
    }
    size = 0;
    flat = true;
    Arrays.fill(place, -1);
    for (int i = 0; i < n; i++) {
      if (squares[i] < 0 || find(squares[i]) >= 0 || !(gains[i] > 0)) {
        throw in.damaged("gain " + gains[i] + " of square " + squares[i]);
      }
      int index = enter(squares[i]);
      gain[index] = gains[i];
      flat &= gains[i] == 1;
      pull[index] = pulls[i];
      weight[index] = weights[i];
    }
  }
}
