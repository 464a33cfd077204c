package org.everyshot.math;

import org.everyshot.kernel.MatrixKernel;

/// Points on half a sphere, and the harmonics of functions that are the same at opposite points.
///
/// Gauss–Legendre nodes in cos θ > 0, points (j + ½) 2π/azimuths in φ. The rule integrates
/// products of functions of degree up to `band` with harmonics up to `degreeMax` exactly.
/// Values are `[polar][azimuths]`, coefficients in the order of [RealHarmonics]. Immutable;
/// scratch memory is the caller's.
/// Error: single precision.
public final class HalfSphere {
  private final int degreeMax;
  private final int polar;
  private final int azimuths;
  private final double[] cosines;
  private final double[] weights;
  private final int orders;
  private final int orderLanes;
  private final int polarLanes;
  private final int azimuthLanes;
  private final float[] waves;
  private final float[] wavesTransposed;
  private final float[][] legendre;
  private final float[][] legendreTransposed;
  private final MatrixKernel kernel = MatrixKernel.chosen();

  /// @param band highest degree of the functions
  /// @param degreeMax highest degree of the coefficients, even, at most `band`
  public HalfSphere(int band, int degreeMax) {
    if (degreeMax < 0 || degreeMax % 2 != 0 || degreeMax > band) {
      throw new IllegalArgumentException("degree " + degreeMax + " of a band to " + band);
    }
    this.degreeMax = degreeMax;
    this.polar = (band + degreeMax) / 4 + 1;
    this.azimuths = band + degreeMax + 2;
    this.orders = 2 * degreeMax + 1;
    this.orderLanes = padded(orders);
    this.polarLanes = padded(polar);
    this.azimuthLanes = padded(azimuths);
    double[][] rule = Legendre.gauss(2 * polar);
    this.cosines = new double[polar];
    this.weights = new double[polar];
    for (int t = 0; t < polar; t++) {
      cosines[t] = rule[0][polar + t];
      weights[t] = 2 * rule[1][polar + t] * (2 * Math.PI / azimuths);
    }
    this.waves = new float[azimuths * orderLanes];
    this.wavesTransposed = new float[orders * azimuthLanes];
    for (int p = 0; p < azimuths; p++) {
      for (int order = 0; order < orders; order++) {
        int m = (order + 1) / 2;
        double angle = phi(p) * m;
        float wave = (float) (order % 2 == 1 || order == 0 ? Math.cos(angle) : Math.sin(angle));
        waves[p * orderLanes + order] = wave;
        wavesTransposed[order * azimuthLanes + p] = wave;
      }
    }
    this.legendre = new float[degreeMax + 1][];
    this.legendreTransposed = new float[degreeMax + 1][];
    tabulate();
  }

  private void tabulate() {
    for (int m = 0; m <= degreeMax; m++) {
      legendre[m] = new float[polar * padded(degrees(m))];
      legendreTransposed[m] = new float[degrees(m) * polarLanes];
    }
    for (int t = 0; t < polar; t++) {
      double[] p = RealHarmonics.legendre(degreeMax, cosines[t]);
      for (int m = 0; m <= degreeMax; m++) {
        int lanes = padded(degrees(m));
        for (int k = 0; k < degrees(m); k++) {
          float value = (float) (weights[t] * p[RealHarmonics.at(first(m) + 2 * k, m)]);
          legendre[m][t * lanes + k] = value;
          legendreTransposed[m][k * polarLanes + t] = value;
        }
      }
    }
  }

  private static int padded(int count) {
    return (count + MatrixKernel.LANES - 1) / MatrixKernel.LANES * MatrixKernel.LANES;
  }

  /// Lowest even degree of order m.
  private static int first(int m) {
    return m + m % 2;
  }

  /// Number of even degrees of order m.
  private int degrees(int m) {
    return (degreeMax - first(m)) / 2 + 1;
  }

  /// Number of points.
  public int points() {
    return polar * azimuths;
  }

  /// Points of one cos θ, one after the other.
  public int azimuths() {
    return azimuths;
  }

  /// Highest degree of the coefficients.
  public int degreeMax() {
    return degreeMax;
  }

  /// cos θ of a point.
  public double cosine(int point) {
    return cosines[point / azimuths];
  }

  /// φ of a point.
  public double azimuth(int point) {
    return phi(point % azimuths);
  }

  /// Solid angle that a point and its opposite stand for; all sum to 4π.
  public double weight(int point) {
    return weights[point / azimuths];
  }

  private double phi(int p) {
    return (p + 0.5) * 2 * Math.PI / azimuths;
  }

  /// Length of the scratch memory.
  public int scratchLength() {
    int orderwise = polar * orderLanes + 2 * padded(degreeMax / 2 + 1);
    int pointwise = orders * polarLanes + 2 * (degreeMax / 2 + 1) + polar * azimuthLanes;
    return Math.max(orderwise, pointwise);
  }

  /// c_lm = ∫ f Y_lm dΩ.
  ///
  /// @param values f at the points, from index `from` on
  /// @param coefficients receives c, from index `to` on
  public void analyse(float[] values, int from, float[] coefficients, int to, float[] scratch) {
    kernel.multiply(
        polar,
        azimuths,
        orderLanes,
        values,
        from,
        azimuths,
        1,
        waves,
        0,
        orderLanes,
        scratch,
        0,
        orderLanes);
    int sums = polar * orderLanes;
    for (int m = 0; m <= degreeMax; m++) {
      int lanes = padded(degrees(m));
      int parts = m == 0 ? 1 : 2;
      int order = m == 0 ? 0 : 2 * m - 1;
      kernel.multiply(
          parts,
          polar,
          lanes,
          scratch,
          order,
          1,
          orderLanes,
          legendre[m],
          0,
          lanes,
          scratch,
          sums,
          lanes);
      for (int part = 0; part < parts; part++) {
        for (int k = 0, l = first(m); l <= degreeMax; k++, l += 2) {
          coefficients[to + RealHarmonics.offset(l) + order + part] =
              scratch[sums + part * lanes + k];
        }
      }
    }
  }

  /// The transpose of [#analyse]: point by point, weight · Σ_lm c_lm Y_lm.
  ///
  /// @param coefficients c, from index `from` on
  /// @param values receives the sums, from index `to` on
  public void adjoint(float[] coefficients, int from, float[] values, int to, float[] scratch) {
    int packed = orders * polarLanes;
    int most = degreeMax / 2 + 1;
    int rows = packed + 2 * most;
    for (int m = 0; m <= degreeMax; m++) {
      int parts = m == 0 ? 1 : 2;
      int order = m == 0 ? 0 : 2 * m - 1;
      for (int part = 0; part < parts; part++) {
        for (int k = 0, l = first(m); l <= degreeMax; k++, l += 2) {
          scratch[packed + part * most + k] =
              coefficients[from + RealHarmonics.offset(l) + order + part];
        }
      }
      kernel.multiply(
          parts,
          degrees(m),
          polarLanes,
          scratch,
          packed,
          most,
          1,
          legendreTransposed[m],
          0,
          polarLanes,
          scratch,
          order * polarLanes,
          polarLanes);
    }
    kernel.multiply(
        polar,
        orders,
        azimuthLanes,
        scratch,
        0,
        1,
        polarLanes,
        wavesTransposed,
        0,
        azimuthLanes,
        scratch,
        rows,
        azimuthLanes);
    for (int t = 0; t < polar; t++) {
      System.arraycopy(scratch, rows + t * azimuthLanes, values, to + t * azimuths, azimuths);
    }
  }
}
