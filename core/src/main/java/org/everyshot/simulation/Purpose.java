package org.everyshot.simulation;

/// The independent random streams of a still; see [org.everyshot.math.RandomStream].
///
/// What one setting draws does not move what another draws.
final class Purpose {
  /// Orientation, scale, B, widths.
  static final int CRYSTAL = 0;

  /// Errors of orientation, cell and indexing.
  static final int INDEXING = 1;

  /// The relative error of each intensity.
  static final int MODEL_ERROR = 2;

  /// Photon noise.
  static final int PHOTONS = 3;

  /// Noise of the distance from the Ewald sphere.
  static final int OFFSET = 4;

  /// The detector's gains; of no still.
  static final int GAINS = 5;

  /// Random structure factors; of no still.
  static final int TRUTH = 6;

  /// The fold of a toy protein; of no still.
  static final int TOY = 7;

  private Purpose() {}
}
