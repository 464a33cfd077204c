package org.everyshot.invariants;

/// How well invariants stand for the correlation that they were taken from.
///
/// Every χ² is per datum, in units of the correlation's own variance, the part that does not depend
/// on the angle left out. NaN where errors or halves are not known.
///
/// @param chiSquare of the result against all of the correlation
/// @param heldOutFirstTier of least squares over one half against the other half
/// @param heldOut of the final method over one half against the other half
/// @param heldOutBlocks of angles left out of the fit against these
/// @param smoothing λ of tier 1 relative to the normal matrix' mean diagonal, geometric mean
/// @param passes times that missing values were filled and all was fitted anew
/// @param dataPerCell [InformationCount#perCell]
public record FitQuality(
    double chiSquare,
    double heldOutFirstTier,
    double heldOut,
    double heldOutBlocks,
    double smoothing,
    int passes,
    double dataPerCell) {
  /// Nothing known.
  public static final FitQuality UNKNOWN =
      new FitQuality(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN);
}
