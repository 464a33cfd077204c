/// Geometry, mask, beam, calibration, polar grid, binning of frames.
///
/// The laboratory frame is CrystFEL's: the sample at the origin, +z along the beam, +y up, +x
/// completing the right-handed frame. Lengths are in m, energies in eV, q in Å⁻¹.
///
/// With r the distance of a pixel's centre (x, y, z), 2θ its scattering angle, φ its azimuth, a its
/// side, n the unit normal of its panel and h the fraction of the beam polarised along x:
///
/// 1. q = (4π/λ) sin θ, sin θ = √((1 − z/r)/2): the curved Ewald sphere, exactly.
/// 2. φ = atan2(y, x).
/// 3. ΔΩ = a² |n·r| / r³, relative to a²/z² where the beam meets the first panel's plane.
/// 4. P = h (1 − sin²2θ cos²φ) + (1 − h)(1 − sin²2θ sin²φ).
/// 5. A bin's value is (1/c) Σ_p g_p K_p over its c good pixels, with K_p photons and
///    g_p = 1/(ΔΩ_p P_p); its photon variance is estimated by (1/c²) Σ_p g_p² K_p.
///
/// Sources: the manual page crystfel_geometry(5) for the frame and the panels; Kahn et al.,
/// J. Appl. Cryst. 15, 330 (1982) for the polarisation.
@NullMarked
package org.everyshot.detector;

import org.jspecify.annotations.NullMarked;
