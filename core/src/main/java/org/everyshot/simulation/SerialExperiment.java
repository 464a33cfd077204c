package org.everyshot.simulation;

/// The circumstances under which stills of crystals are simulated.
///
/// @param wavelengthAngstrom wavelength of every pulse, Å
/// @param reach a reflection is predicted, and thus written, where its distance from the Ewald
///     sphere is below so many widths of its reciprocal-lattice point
/// @param crystals how crystals differ
/// @param indexing errors of orientation and cell
/// @param integration errors of intensities
/// @param seed of the random streams
public record SerialExperiment(
    double wavelengthAngstrom,
    double reach,
    CrystalVariation crystals,
    IndexingErrors indexing,
    IntegrationErrors integration,
    long seed) {
  public SerialExperiment {
    Ranges.check("wavelength in angstrom", wavelengthAngstrom, 0.05, 100);
    Ranges.check("reach in widths", reach, 0.01, 20);
  }

  /// The experiment that our figures refer to; see docs/simulation.md.
  public static SerialExperiment usual(double wavelengthAngstrom, long seed) {
    return new SerialExperiment(
        wavelengthAngstrom,
        1.8,
        CrystalVariation.USUAL,
        IndexingErrors.USUAL,
        IntegrationErrors.USUAL,
        seed);
  }

  /// The same with other crystals.
  public SerialExperiment with(CrystalVariation others) {
    return new SerialExperiment(wavelengthAngstrom, reach, others, indexing, integration, seed);
  }

  /// The same with other errors of orientation and cell.
  public SerialExperiment with(IndexingErrors others) {
    return new SerialExperiment(wavelengthAngstrom, reach, crystals, others, integration, seed);
  }

  /// The same with other errors of intensities.
  public SerialExperiment with(IntegrationErrors others) {
    return new SerialExperiment(wavelengthAngstrom, reach, crystals, indexing, others, seed);
  }
}
