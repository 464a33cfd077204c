/// Crystals: unit cell, space-group symmetry, Miller indices and their asymmetric unit, structure
/// factors and maps.
///
/// The reciprocal vector of a Miller index h is q = A·h with A = [a* b* c*], Å⁻¹ *without* the
/// factor 2π, so that |q| = 1/d = 2 sin θ / λ. (Fluctuation scattering uses 4π sin θ / λ instead.)
/// Structure factors: F(h) = Σ_j o_j (f₀ + f′ + i f″) exp(−B_j/4d²) exp(2πi h·x_j); density
/// ρ(x) = 1/V Σ_h F(h) exp(−2πi h·x).
/// Source: International Tables for Crystallography, volumes A and B.
@NullMarked
package org.everyshot.crystal;

import org.jspecify.annotations.NullMarked;
