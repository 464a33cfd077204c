package org.everyshot.merging;

/// Choices of the physical model.
///
/// @param batch stills that are fitted against the same state in the first pass, at least 1; part
///     of the result
/// @param friedel whether Friedel mates are expected to be nearly equal
/// @param anomalous whether Friedel mates are kept apart
/// @param ownHalves whether each half-set has a reference of its own: every still is then fitted
///     twice, and half-sets know nothing of each other
/// @param centric whether centric reflections have a prior of their own; without, they are treated
///     as the others, for comparison
/// @param mode whether amplitudes are modes with the width of their curvature rather than means
///     with their standard deviation
public record PhysicalSettings(
    int batch,
    boolean friedel,
    boolean anomalous,
    boolean ownHalves,
    boolean centric,
    boolean mode) {
  /// The defaults.
  public static final PhysicalSettings DEFAULT =
      new PhysicalSettings(32, true, true, false, true, false);

  public PhysicalSettings {
    if (batch < 1) {
      throw new IllegalArgumentException("batch of " + batch + " stills");
    }
  }
}
