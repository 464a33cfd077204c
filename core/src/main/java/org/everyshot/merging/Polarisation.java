package org.everyshot.merging;

/// Polarisation of the beam, which weakens scattering along its electric field.
public enum Polarisation {
  /// Electric field along x, as at most free-electron lasers.
  HORIZONTAL,
  /// Electric field along y.
  VERTICAL,
  /// No preferred direction.
  UNPOLARISED,
  /// No correction: the intensities have been corrected already.
  NONE;

  /// Share of the intensity that the polarisation leaves, at most 1.
  ///
  /// Source: the dipole factor 1 − (ŝ₁·ε̂)² with ε the electric field; without polarisation its
  /// mean over directions of ε, (1 + cos² 2θ) / 2.
  ///
  /// @param x,y,z scattered wave vector s₁ in the laboratory, of any length; the beam is along z
  double factor(double x, double y, double z) {
    double xx = x * x;
    double yy = y * y;
    double all = xx + yy + z * z;
    return switch (this) {
      case HORIZONTAL -> 1 - xx / all;
      case VERTICAL -> 1 - yy / all;
      case UNPOLARISED -> 0.5 * (1 + z * z / all);
      case NONE -> 1;
    };
  }
}
