package org.everyshot.correlation;

import java.util.Arrays;

/// Standard error of a quotient of sums from leaving out one block after another, blocks of
/// unequal weight.
///
/// With n = Σ m_b, h_b = n/m_b, θ the value over all and θ₍b₎ over all but b, G blocks:
/// pseudo-values h_b θ − (h_b − 1) θ₍b₎, their centre Gθ − Σ (1 − m_b/n) θ₍b₎, and
/// σ² = (1/G) Σ (pseudo-value − centre)²/(h_b − 1).
///
/// Missing: NaN with fewer than two blocks, or where a value is missing.
/// Source: Busing, Meijer & van der Leeden, Stat. Comput. 9, 3 (1999).
final class Jackknife {
  private Jackknife() {}

  /// @param all value over all blocks
  /// @param without value without each block
  /// @param weights weight of each block
  static double sigma(double all, double[] without, double[] weights) {
    double total = 0;
    int blocks = 0;
    for (double weight : weights) {
      total += weight;
      blocks += weight > 0 ? 1 : 0;
    }
    if (blocks < 2) {
      return Double.NaN;
    }
    double centre = blocks * all;
    for (int b = 0; b < weights.length; b++) {
      if (weights[b] > 0) {
        centre -= (1 - weights[b] / total) * without[b];
      }
    }
    double sum = 0;
    for (int b = 0; b < weights.length; b++) {
      if (weights[b] > 0) {
        double h = total / weights[b];
        double off = h * all - (h - 1) * without[b] - centre;
        sum += off * off / (h - 1);
      }
    }
    return Math.sqrt(sum / blocks);
  }

  /// Errors of many quotients of the same blocks, the same bits as one by one.
  ///
  /// @param all values over all blocks
  /// @param without values without each block, `[block][value]`
  /// @param weights of each block, `[block][value]`, all above zero; at least two blocks
  /// @param scratch two rows as long as `all`
  /// @param out takes the errors
  static void sigmas(
      double[] all, double[][] without, double[][] weights, double[][] scratch, double[] out) {
    int count = all.length;
    int blocks = weights.length;
    double[] total = scratch[0];
    double[] centre = scratch[1];
    Arrays.fill(total, 0);
    Arrays.fill(out, 0);
    for (double[] weight : weights) {
      for (int i = 0; i < count; i++) {
        total[i] += weight[i];
      }
    }
    for (int i = 0; i < count; i++) {
      centre[i] = blocks * all[i];
    }
    for (int b = 0; b < blocks; b++) {
      takeOff(centre, total, weights[b], without[b]);
    }
    for (int b = 0; b < blocks; b++) {
      addSquares(out, all, centre, total, weights[b], without[b]);
    }
    for (int i = 0; i < count; i++) {
      out[i] = Math.sqrt(out[i] / blocks);
    }
  }

  private static void takeOff(double[] centre, double[] total, double[] weights, double[] without) {
    for (int i = 0; i < centre.length; i++) {
      centre[i] -= (1 - weights[i] / total[i]) * without[i];
    }
  }

  private static void addSquares(
      double[] sum,
      double[] all,
      double[] centre,
      double[] total,
      double[] weights,
      double[] without) {
    for (int i = 0; i < sum.length; i++) {
      double h = total[i] / weights[i];
      double off = h * all[i] - (h - 1) * without[i] - centre[i];
      sum[i] += off * off / (h - 1);
    }
  }
}
