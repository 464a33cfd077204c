package org.everyshot.invariants;

import org.everyshot.math.Legendre;

/// The part of C(q, q', Δ) that depends on Δ, as invariants foretell it: Σ F_l B_l over l > 0 less
/// its mean over Δ. Source: the room's package-info, eq. 2.
public final class ForetoldCorrelation {
  private ForetoldCorrelation() {}

  /// C(q, q, Δ) of each ring, `[ring][azimuth]`, Δ = 2π j / azimuths.
  public static double[] diagonal(Invariants invariants, double wavelengthAngstrom, int azimuths) {
    double[] q = invariants.radialPoints();
    int[] degrees = invariants.degrees();
    int highest = degrees.length == 0 ? 0 : degrees[degrees.length - 1];
    double[][] values = new double[degrees.length][];
    for (int i = 0; i < degrees.length; i++) {
      values[i] = invariants.values(i);
    }
    double[] out = new double[q.length * azimuths];
    for (int r = 0; r < q.length; r++) {
      double sine = q[r] * wavelengthAngstrom / (4 * Math.PI);
      double mean = 0;
      for (int j = 0; j < azimuths; j++) {
        double x = sine * sine + (1 - sine * sine) * Math.cos(2 * Math.PI * j / azimuths);
        double[] p = Legendre.upTo(highest, x);
        double sum = 0;
        for (int i = 0; i < degrees.length; i++) {
          double b = values[i][r * q.length + r];
          sum += degrees[i] > 0 && !Double.isNaN(b) ? p[degrees[i]] * b / (4 * Math.PI) : 0;
        }
        out[r * azimuths + j] = sum;
        mean += sum / azimuths;
      }
      for (int j = 0; j < azimuths; j++) {
        out[r * azimuths + j] -= mean;
      }
    }
    return out;
  }
}
