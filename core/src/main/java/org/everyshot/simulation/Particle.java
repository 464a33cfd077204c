package org.everyshot.simulation;

/// Something that scatters X-rays: its intensity |A(q)|² can be asked for at any momentum transfer.
///
/// A(q) = ∫ ρ(r) exp(i q·r) d³r, in electrons for atoms, in Å³ for shapes of unit density.
public sealed interface Particle permits Bodies, LatticeParticle, LimitedParticle {
  /// What the particle is called.
  String name();

  /// Largest distance between two of its points, Å.
  double diameterAngstrom();

  /// Prepares the particle for a detector. The result may be used by several threads at once.
  ///
  /// @throws IllegalArgumentException where the vectors reach beyond what the particle was made for
  Diffraction over(ScatteringVectors vectors);

  /// Intensity averaged over all orientations at the given |q| (Å⁻¹).
  double[] meanIntensity(double[] q);
}
