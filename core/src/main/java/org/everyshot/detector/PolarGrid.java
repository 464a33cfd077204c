package org.everyshot.detector;

/// Rings and azimuths onto which a frame is binned.
///
/// Ring centres lie evenly from `qMin` to `qMax` inclusive; azimuth bin `j` is centred on
/// `2π j / azimuths`, counted from +x towards +y as seen looking along the beam from the detector's
/// data (CrystFEL's x and y).
///
/// @param qMin centre of the first ring, Å⁻¹, q = 4π sin θ / λ with θ half the scattering angle
/// @param qMax centre of the last ring, Å⁻¹
/// @param rings number of rings, at least 1
/// @param azimuths number of azimuthal bins, at least 1
public record PolarGrid(double qMin, double qMax, int rings, int azimuths) {
  public PolarGrid {
    if (rings < 1 || azimuths < 1) {
      throw new IllegalArgumentException(
          "polar grid of " + rings + " rings × " + azimuths + " azimuths");
    }
    if (!(qMin >= 0) || !(qMax >= qMin) || !Double.isFinite(qMax) || (rings > 1 && qMax == qMin)) {
      throw new IllegalArgumentException("ring centres from " + qMin + " to " + qMax + " Å⁻¹");
    }
  }

  /// Distance between ring centres, Å⁻¹; for a single ring its centre's own value.
  public double qStep() {
    return rings == 1 ? qMax : (qMax - qMin) / (rings - 1);
  }

  /// Centre of ring `r`, Å⁻¹.
  public double q(int r) {
    return rings == 1 ? qMin : qMin + r * qStep();
  }

  /// Centre of azimuthal bin `j`, rad, in [0, 2π).
  public double azimuth(int j) {
    return 2 * Math.PI * j / azimuths;
  }

  /// The ring that a q, Å⁻¹, belongs to: q in [q_r − Δq/2, q_r + Δq/2); -1 where it is in none.
  public int ring(double q) {
    double r = Math.floor((q - qMin) / qStep() + 0.5);
    return r >= 0 && r < rings ? (int) r : -1;
  }

  /// The azimuthal bin, in [0, azimuths), that an angle, rad, belongs to.
  public int bin(double azimuth) {
    return Math.floorMod((int) Math.floor(azimuth * azimuths / (2 * Math.PI) + 0.5), azimuths);
  }

  /// Ring centres, Å⁻¹.
  public double[] qs() {
    double[] q = new double[rings];
    for (int r = 0; r < rings; r++) {
      q[r] = q(r);
    }
    return q;
  }

  /// Number of bins.
  public int size() {
    return Math.multiplyExact(rings, azimuths);
  }
}
