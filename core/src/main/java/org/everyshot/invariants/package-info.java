/// Angular correlations to rotational invariants of one particle's intensity (M-TIF).
///
/// A particle's intensity I(q) on the sphere of radius q has real orthonormal spherical harmonic
/// coefficients I_lm(q) = ∫ I(q) Y_lm dΩ; by Friedel's law only even l differ from zero. The
/// invariants are
///
/// (1) B_l(q, q') = Σ_m I_lm(q) I_lm(q'),
///
/// and give the correlation of many random orientations,
///
/// (2) C(q, q', Δ) = Σ_l F_l B_l(q, q'), F_l = P_l(x x' + s s' cos Δ)/4π,
///
/// with x = qλ/4π and s = √(1 − x²) on the curved Ewald sphere. B_0 = 4π Ī(q) Ī(q') is taken from
/// the mean intensity Ī, because neighbours, background and beam change the constant part of C.
///
/// Source: Kam, Macromolecules 10, 927 (1977); Saldin et al., J. Phys.: Condens. Matter 21, 134014
/// (2009).
@NullMarked
package org.everyshot.invariants;

import org.jspecify.annotations.NullMarked;
