/// Molecular structures: atoms, density maps, and how strongly an atom scatters.
///
/// Form factor: f₀(s) = c + Σᵢ aᵢ exp(−bᵢ s²), s = sin θ/λ = q/4π (Waasmaier & Kirfel, Acta Cryst.
/// A51, 416 (1995)). Displacement: exp(−B s²).
@NullMarked
package org.everyshot.structure;

import org.jspecify.annotations.NullMarked;
