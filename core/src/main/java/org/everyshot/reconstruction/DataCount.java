package org.everyshot.reconstruction;

import org.everyshot.invariants.Invariants;

/// How many independent numbers invariants hold, against how many a density needs.
///
/// A degree l has S_l = q_max D/π − l/2 independent radii; of its invariant, of rank r ≤ 2l + 1,
/// r S − r(r − 1)/2 numbers are independent. A density needs (π/6)(q_max D/π)³ numbers times the
/// share of the ball of diameter D that it fills. Below 1, what is assumed (density above zero,
/// within a support, smooth) supplies the rest.
///
/// @param data independent numbers of the invariants
/// @param cells resolution cells of the ball
/// @param fill share of the ball that the density fills
public record DataCount(double data, double cells, double fill) {
  /// Density above this share of the largest counts as filled.
  private static final double FILLED = 0.1;

  /// @param ranks rank of each degree of `invariants`
  /// @param degreeMax highest degree that was used
  static DataCount of(
      Invariants invariants, int[] ranks, int degreeMax, PhasingSettings settings, Density found) {
    double turns = settings.qMax() * settings.diameterAngstrom() / Math.PI;
    double data = 0;
    int[] degrees = invariants.degrees();
    for (int i = 0; i < degrees.length; i++) {
      double radii = turns - degrees[i] / 2.0;
      if (degrees[i] <= degreeMax && radii > 0) {
        double rank = Math.min(radii, Math.min(ranks[i], 2 * degrees[i] + 1));
        data += rank * radii - rank * (rank - 1) / 2;
      }
    }
    double cells = Math.PI / 6 * turns * turns * turns;
    return new DataCount(data, cells, fill(found, settings.diameterAngstrom()));
  }

  private static double fill(Density density, double diameter) {
    float most = 0;
    for (float value : density.values()) {
      most = Math.max(most, value);
    }
    int above = 0;
    for (float value : density.values()) {
      above += value > FILLED * most ? 1 : 0;
    }
    double h = density.spacingAngstrom();
    double ball = Math.PI / 6 * diameter * diameter * diameter;
    return Math.min(1, above * h * h * h / ball);
  }

  /// Numbers measured for each number needed.
  public double perCell() {
    return data / (cells * fill);
  }
}
