package org.everyshot.detector;

/// A quantity that a geometry file gives outright, or leaves to be read with each shot.
public sealed interface ShotValue {
  /// Given outright.
  ///
  /// @param value eV or m
  record Fixed(double value) implements ShotValue {}

  /// To be read from the file of the frames: one value for all shots, or one for each.
  ///
  /// @param path HDF5 path
  /// @param unit what the numbers there mean
  record InFile(String path, Unit unit) implements ShotValue {}

  /// What a number means.
  enum Unit {
    EV,
    KEV,
    MEV,
    WAVELENGTH_ANGSTROM,
    WAVELENGTH_METRE,
    METRE,
    MILLIMETRE;

    /// Converts a number to eV (energies and wavelengths) or m (lengths).
    public double convert(double number) {
      return switch (this) {
        case EV, METRE -> number;
        case KEV -> number * 1e3;
        case MEV -> number * 1e6;
        case WAVELENGTH_ANGSTROM -> Beam.HC_EV_ANGSTROM / number;
        case WAVELENGTH_METRE -> Beam.HC_EV_ANGSTROM / (number * 1e10);
        case MILLIMETRE -> number * 1e-3;
      };
    }
  }
}
