package org.everyshot.detector;

/// The X-ray beam, along +z.
///
/// @param photonEnergyEv photon energy, eV
/// @param horizontalPolarisation fraction of the intensity polarised along x, 0 to 1; at most FELs
/// 1
public record Beam(double photonEnergyEv, double horizontalPolarisation) {
  /// h c, eV Å (exact since the SI of 2019, rounded to double precision).
  public static final double HC_EV_ANGSTROM = 12398.419843320025;

  public Beam {
    if (!(photonEnergyEv > 0) || !Double.isFinite(photonEnergyEv)) {
      throw new IllegalArgumentException("photon energy " + photonEnergyEv + " eV");
    }
    if (!(horizontalPolarisation >= 0 && horizontalPolarisation <= 1)) {
      throw new IllegalArgumentException("horizontal polarisation " + horizontalPolarisation);
    }
  }

  /// A horizontally polarised beam of a photon energy, eV.
  public static Beam ofEnergy(double photonEnergyEv) {
    return new Beam(photonEnergyEv, 1);
  }

  /// A horizontally polarised beam of a wavelength, Å.
  public static Beam ofWavelength(double wavelengthAngstrom) {
    return ofEnergy(HC_EV_ANGSTROM / wavelengthAngstrom);
  }

  /// Wavelength, Å.
  public double wavelengthAngstrom() {
    return HC_EV_ANGSTROM / photonEnergyEv;
  }

  /// Wave number 2π/λ, Å⁻¹.
  public double waveNumber() {
    return 2 * Math.PI * photonEnergyEv / HC_EV_ANGSTROM;
  }
}
