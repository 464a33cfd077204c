package org.everyshot.picture;

import java.util.Arrays;

/// How well two half-sets agree, ring by ring: the correlation coefficient of the angular parts of
/// their C2(q, q, Δφ), beside what chance alone would give.
public final class HalfSetAgreement {
  /// Within so many standard deviations lie 95 % of a normal distribution.
  private static final double NORMAL_95 = 1.96;

  private HalfSetAgreement() {}

  /// @param q centres of the rings, Å⁻¹
  /// @param agreement correlation coefficient of the halves' C2(q, q, Δφ ≠ 0) in each ring
  /// @param one `[ring][azimuth]`, C2(q, q, Δφ) of one half-set; NaN is missing
  /// @param two of the other
  public static Picture of(
      double[] q, int azimuths, double[] agreement, double[] one, double[] two, long shots) {
    double[] chance = new double[q.length];
    double[] minus = new double[q.length];
    double[] zero = new double[q.length];
    for (int r = 0; r < q.length; r++) {
      chance[r] =
          Chance.concentration(
              Arrays.copyOfRange(one, r * azimuths, (r + 1) * azimuths),
              Arrays.copyOfRange(two, r * azimuths, (r + 1) * azimuths));
    }
    chance = smooth(chance);
    double lowest = 0;
    for (int r = 0; r < q.length; r++) {
      chance[r] = Math.min(1, NORMAL_95 * Chance.deviation(chance[r]));
      minus[r] = -chance[r];
      lowest = Math.min(lowest, Math.min(finite(agreement[r]), finite(minus[r])));
    }
    var chart =
        new Chart(
                "Agreement of two half-sets",
                Figure.shots(shots) + ", split at random; C₂(q, q, Δφ) without Δφ = 0",
                Figure.Q,
                "correlation coefficient")
            .across(Figure.over(q))
            .up(LinearScale.of(Math.max(-1, Math.floor(lowest * 5) / 5), 1.02));
    if (Arrays.stream(agreement).noneMatch(Double::isFinite)) {
      return chart;
    }
    return chart
        .band("chance alone (95 %)", q, minus, chance, Ink.FAINT)
        .dashed("", q, zero, Ink.FAINT)
        .curve("half against half", q, agreement, Ink.BLUE);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  /// Mean of the finite values over seven neighbours.
  private static double[] smooth(double[] values) {
    double[] smooth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double sum = 0;
      int n = 0;
      for (int k = Math.max(0, i - 3); k <= Math.min(values.length - 1, i + 3); k++) {
        if (Double.isFinite(values[k])) {
          sum += values[k];
          n++;
        }
      }
      smooth[i] = n == 0 || Double.isNaN(values[i]) ? Double.NaN : sum / n;
    }
    return smooth;
  }
}
