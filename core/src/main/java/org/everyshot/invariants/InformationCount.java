package org.everyshot.invariants;

/// How many independent numbers invariants hold, against the resolution cells of the particle's
/// ball.
///
/// A degree l has S_l = q_max D/π − l/2 independent radii; of its invariant, of rank r ≤ 2l + 1 and
/// r ≤ S_l, r S_l − r(r − 1)/2 numbers are independent. The ball of diameter D has
/// (π/6)(q_max D/π)³ cells; a particle that fills a share of it needs that share of them.
///
/// @param data independent numbers of the invariants
/// @param cells resolution cells of the ball
public record InformationCount(double data, double cells) {
  /// @param degrees even degrees l
  /// @param ranks rank of each degree's invariant
  /// @param degreeMax highest degree that counts
  /// @param q of the rings, ascending; the last one ends half a step beyond its middle, Å⁻¹
  /// @param diameterAngstrom D
  public static InformationCount of(
      int[] degrees, int[] ranks, int degreeMax, double[] q, double diameterAngstrom) {
    double turns = end(q) * diameterAngstrom / Math.PI;
    double data = 0;
    for (int i = 0; i < degrees.length; i++) {
      double radii = turns - degrees[i] / 2.0;
      if (degrees[i] <= degreeMax && radii > 0) {
        double rank = Math.min(radii, Math.min(ranks[i], 2 * degrees[i] + 1));
        data += rank * radii - rank * (rank - 1) / 2;
      }
    }
    return new InformationCount(data, Math.PI / 6 * turns * turns * turns);
  }

  /// End of the rings, half a step beyond the middle of the last one, Å⁻¹.
  public static double end(double[] q) {
    int last = q.length - 1;
    return last < 1 ? q[last] : q[last] + (q[last] - q[last - 1]) / 2;
  }

  /// Numbers measured for each resolution cell of the ball.
  public double perCell() {
    return data / cells;
  }
}
