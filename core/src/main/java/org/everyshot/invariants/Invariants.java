package org.everyshot.invariants;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rotational invariants B_l(q, q') of one particle's intensity. Immutable.
///
/// Shape: for each degree `[rings][rings]`, row-major, symmetric. Units: the square of the
/// intensity's. q = 4π sin θ / λ in Å⁻¹. Missing: NaN. Source: the room's package-info, eq. 1.
public final class Invariants {
  private final double[] radialPoints;
  private final int[] degrees;
  private final double[][] values;
  private final double @Nullable [][] sigma;
  private final double[] averageIntensity;

  /// The arrays are copied.
  ///
  /// @param radialPoints q of each ring, ascending, Å⁻¹
  /// @param degrees even degrees l, ascending
  /// @param values B_l, `[degree][ring · rings + ring']`
  /// @param sigma standard errors of the same shape; null where there are none
  /// @param averageIntensity mean intensity Ī of each ring
  public Invariants(
      double[] radialPoints,
      int[] degrees,
      double[][] values,
      double @Nullable [][] sigma,
      double[] averageIntensity) {
    int rings = radialPoints.length;
    require(averageIntensity.length == rings, "mean intensities", averageIntensity.length);
    require(values.length == degrees.length, "degrees", values.length);
    require(sigma == null || sigma.length == degrees.length, "degrees with errors", rings);
    for (int l = 0; l < degrees.length; l++) {
      require(values[l].length == rings * rings, "values", values[l].length);
      require(sigma == null || sigma[l].length == rings * rings, "errors", rings);
      require(degrees[l] >= 0 && degrees[l] % 2 == 0, "degree", degrees[l]);
      require(l == 0 || degrees[l] > degrees[l - 1], "degree after a larger one", degrees[l]);
    }
    for (int k = 1; k < rings; k++) {
      require(radialPoints[k] > radialPoints[k - 1], "ring", k);
    }
    this.radialPoints = radialPoints.clone();
    this.degrees = degrees.clone();
    this.values = copy(values);
    this.sigma = sigma == null ? null : copy(sigma);
    this.averageIntensity = averageIntensity.clone();
  }

  private static void require(boolean holds, String what, int value) {
    if (!holds) {
      throw new IllegalArgumentException("invariants: " + what + " " + value);
    }
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /// Number of rings.
  public int rings() {
    return radialPoints.length;
  }

  /// q of each ring, Å⁻¹.
  public double[] radialPoints() {
    return radialPoints.clone();
  }

  /// The degrees l held, even and ascending.
  public int[] degrees() {
    return degrees.clone();
  }

  /// Place of a degree in [#degrees], −1 where it is not held.
  public int indexOf(int degree) {
    int at = Arrays.binarySearch(degrees, degree);
    return at < 0 ? -1 : at;
  }

  /// B_l of the degree at a place in [#degrees], `[rings][rings]` row-major.
  public double[] values(int index) {
    return values[index].clone();
  }

  /// Standard errors of [#values(int)]; null where there are none.
  public double @Nullable [] sigma(int index) {
    return sigma == null ? null : sigma[index].clone();
  }

  /// Mean intensity Ī of each ring.
  public double[] averageIntensity() {
    return averageIntensity.clone();
  }
}
