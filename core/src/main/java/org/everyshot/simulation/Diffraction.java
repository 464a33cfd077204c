package org.everyshot.simulation;

import org.everyshot.math.Rotation;

/// A particle in front of a detector.
@FunctionalInterface
public interface Diffraction {
  /// Adds weight·|A(R⁻¹q)|² at every vector of the detector: the particle turned by `rotation`.
  ///
  /// @param sum one value per scattering vector
  void add(Rotation rotation, double weight, float[] sum);
}
