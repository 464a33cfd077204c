package org.everyshot.detector;

/// Where the whole detector stands during a shot.
///
/// @param cameraLengthM distance along the beam, m, to which each panel adds its `coffset`
/// @param shiftXM shift of the whole detector along x, m
/// @param shiftYM shift of the whole detector along y, m
public record DetectorPosition(double cameraLengthM, double shiftXM, double shiftYM) {
  /// A detector that is not shifted.
  public static DetectorPosition at(double cameraLengthM) {
    return new DetectorPosition(cameraLengthM, 0, 0);
  }
}
