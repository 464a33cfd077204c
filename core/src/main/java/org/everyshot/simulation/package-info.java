/// Particles and crystals to shots, with known truth.
///
/// Amplitude A(q) = ∫ ρ(r) exp(i q·r) d³r; a particle turned by R scatters |A(R⁻¹q)|²; particles
/// add their intensities, not their amplitudes. Stills of crystals: [StillSimulator], whose
/// reciprocal vectors are without 2π, |q| = 1/d. The models and their sources: docs/simulation.md.
@NullMarked
package org.everyshot.simulation;

import org.jspecify.annotations.NullMarked;
