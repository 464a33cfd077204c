package org.everyshot.picture;

import java.util.Arrays;

/// How well two half-sets agree, ring by ring, beside what photon noise alone would give.
public final class HalfSetAgreement {
  /// Within so many standard deviations lie 95 % of a normal distribution.
  private static final double NORMAL_95 = 1.96;

  private HalfSetAgreement() {}

  /// @param q centres of the rings, Å⁻¹
  /// @param agreement correlation coefficient of the halves' C2(q, q, Δφ ≠ 0) in each ring
  /// @param components number of independent Fourier components of C2 along Δφ. Photon noise fills
  ///     all of them alike, so that the coefficient of two halves of noise has the variance
  ///     1 / components.
  public static Picture of(double[] q, double[] agreement, int components, long shots) {
    double[] chance = new double[q.length];
    double[] minus = new double[q.length];
    Arrays.fill(chance, Math.min(1, NORMAL_95 / Math.sqrt(Math.max(1, components))));
    Arrays.setAll(minus, r -> -chance[r]);
    double lowest = minus[0];
    for (double value : agreement) {
      lowest = Double.isFinite(value) ? Math.min(lowest, value) : lowest;
    }
    var chart =
        new Chart(
                "Agreement of two half-sets",
                Figure.shots(shots) + ", split at random; C₂(q, q, Δφ) without Δφ = 0",
                Figure.Q,
                "correlation coefficient")
            .across(Figure.over(q))
            .up(LinearScale.of(Math.max(-1, Math.floor(lowest * 5 - 0.1) / 5), 1.02));
    if (Arrays.stream(agreement).noneMatch(Double::isFinite)) {
      return chart;
    }
    return chart
        .band("photon noise alone (95 %)", q, minus, chance, Ink.FAINT)
        .dashed("", q, new double[q.length], Ink.FAINT)
        .curve("half against half", q, agreement, Ink.BLUE);
  }
}
