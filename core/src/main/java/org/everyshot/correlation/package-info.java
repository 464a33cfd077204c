/// Shots to angular correlations.
///
/// A shot's polar image I_j(q, φ) has n_φ azimuths φ = 2πi/n_φ and harmonics
///
/// (1) A_n,j(q) = (1/n_φ) Σ_φ I_j(q, φ) e^{−inφ}.
///
/// The correlation of N shots and its harmonics are
///
/// (2) C(q, q', Δ) = 1/(N n_φ) Σ_j Σ_φ I_j(q, φ) I_j(q', φ+Δ) = Σ_n C_n(q, q') e^{inΔ},
/// C_n(q, q') = (1/N) Σ_j A*_n,j(q) A_n,j(q').
///
/// Random orientations make C even in Δ, C_n real and symmetric in (q, q'): all else is noise.
/// Where bins are missing (m = 0, else 1), sums are divided only at the end,
///
/// (3) C = N(q, q', Δ)/M(q, q', Δ), N = Σ_j Σ_φ mI · m'I', M = Σ_j Σ_φ m m',
///
/// even parts by even parts. What all shots share is taken off as the same quotient over pairs of
/// different shots,
///
/// (4) C = N/M − (S⋆S' − N)/(W⋆W' − M), S = Σ_j mI, W = Σ_j m,
///
/// or within blocks of b consecutive shots of a half-set over the bins that all b have,
///
/// (5) N = b/(b−1) Σ_blocks Σ_j Σ_φ (I_j − Ī)(I'_j − Ī'), M as in (3).
///
/// A photon's correlation with itself adds the photon variance V(q) = Σ_j Σ_φ var I_j at q = q',
/// Δ = 0, alike in every harmonic, where each pixel belongs to one bin:
///
/// (6) N_n(q, q) ← N_n(q, q) − V(q)/n_φ².
///
/// Sources: (1, 2) Kam, Macromolecules 10, 927 (1977); (4) the difference between correlations
/// within and between shots, here over any mask; (6) follows from Poisson's law.
@NullMarked
package org.everyshot.correlation;

import org.jspecify.annotations.NullMarked;
