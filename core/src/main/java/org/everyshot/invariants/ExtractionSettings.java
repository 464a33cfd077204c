package org.everyshot.invariants;

import org.everyshot.fault.UserInputException;

/// How a correlation becomes invariants.
///
/// @param diameterAngstrom of the particle; NaN to find it
/// @param wavelengthAngstrom in place of the correlation's; NaN to take that
/// @param degreeMax highest degree; rounded down to an even one
/// @param secondTier whether the diameter bound may be used
/// @param thirdTier whether eigenvalues below the noise floor may be left out
/// @param always whether tiers that may be used are used, whatever held-out data say
/// @param shot what a mean shot holds beside one particle
public record ExtractionSettings(
    double diameterAngstrom,
    double wavelengthAngstrom,
    int degreeMax,
    boolean secondTier,
    boolean thirdTier,
    boolean always,
    MeanShot shot) {
  public ExtractionSettings {
    if (!Double.isNaN(diameterAngstrom) && !(diameterAngstrom > 0 && diameterAngstrom < 1e6)) {
      throw new UserInputException(
          "--diameter-angstrom " + diameterAngstrom + ": expected more than 0, or auto");
    }
    if (degreeMax < 2) {
      throw new UserInputException("--degree-max " + degreeMax + ": expected at least 2");
    }
  }

  /// All tiers where held-out data say that they help, one particle in a shot.
  public static ExtractionSettings of(double diameterAngstrom) {
    return new ExtractionSettings(
        diameterAngstrom, Double.NaN, Integer.MAX_VALUE, true, true, false, MeanShot.ONE_PARTICLE);
  }
}
