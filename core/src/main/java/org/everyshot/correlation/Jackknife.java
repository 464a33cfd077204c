package org.everyshot.correlation;

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
}
