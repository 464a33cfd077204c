package org.everyshot.simulation;

/// How the crystals of a serial experiment differ from one another.
///
/// A reciprocal-lattice point at q has the width w = √(w₀² + (η|q|)²): w₀ comes from the size of
/// the crystal's domains and the spread of the beam, η from the mosaicity.
///
/// @param logScaleSd standard deviation of ln G, the logarithm of a crystal's scale; its mean is 0
/// @param bSd standard deviation, Å², of B in exp(−2B s²), s = sin θ/λ; its mean is 0
/// @param sizeWidth median of w₀, Å⁻¹
/// @param sizeWidthLogSd standard deviation of ln w₀
/// @param mosaicityDegrees median of η, degrees
/// @param mosaicityLogSd standard deviation of ln η
/// @param anisotropy standard deviation of a and b in η exp(a cos 2φ + b sin 2φ), φ the azimuth
///     of q about the beam; 0 for the same mosaicity about all axes
/// @param profile how much of a reflection is recorded
public record CrystalVariation(
    double logScaleSd,
    double bSd,
    double sizeWidth,
    double sizeWidthLogSd,
    double mosaicityDegrees,
    double mosaicityLogSd,
    double anisotropy,
    SpotProfile profile) {
  public CrystalVariation {
    Ranges.check("spread of ln G", logScaleSd, 0, 5);
    Ranges.check("spread of B", bSd, 0, 100);
    Ranges.check("width of a reciprocal-lattice point", sizeWidth, 1e-7, 0.01);
    Ranges.check("spread of ln w0", sizeWidthLogSd, 0, 2);
    Ranges.check("mosaicity in degrees", mosaicityDegrees, 0, 1);
    Ranges.check("spread of ln mosaicity", mosaicityLogSd, 0, 2);
    Ranges.check("anisotropy of the mosaicity", anisotropy, 0, 1);
  }

  /// The variation that our figures refer to; see docs/simulation.md.
  public static final CrystalVariation USUAL =
      new CrystalVariation(0.7, 6, 7.5e-5, 0.35, 0.008, 0.7, 0, SpotProfile.GAUSSIAN);
}
