/// Rotational invariants to the particle's density (M-TIP), and how far it may be believed.
///
/// A density ρ on a cubic box scatters amplitudes, taken on shells of radius q_k by interpolating
/// the box's own transform with a Kaiser–Bessel window ψ whose transform d⁻¹ is divided out,
///
/// (1) A(q) = Σ_r ρ(r) e^{−iq·r} = Σ_g ψ(q − g) FFT[ρ d](g), I = |A|², I_lm(q) = ∫ I Y_lm dΩ.
///
/// Each invariant has a root in the metric W = q²/Ī, in which amplitudes weigh alike,
///
/// (2) W^½ B_l W^½ = E Λ Eᵀ, V_l = W^{−½} E Λ^½,
///
/// without the eigenvalues that are noise, and at most 2l + 1 columns. All I_l with the invariant
/// are V_l U with orthonormal rows of U (the hyperphase); the nearest to the present one is
///
/// (3) ΔI_l = V_l X Yᵀ − I_l, X Σ Yᵀ = (W V_l)ᵀ I_l; ΔI_00 = √(4π) Ī − I_00.
///
/// The change is brought to the box's own frequencies g, cubic in q, where it scales amplitudes,
///
/// (4) A(g) ← A(g) √(max(0, I + ΔI)/I), ΔI(g) = Σ_lm ΔI_lm(|g|) Y_lm(g), |g| ≤ q_max,
///
/// (5) A(g) ← A(g) · 0.8 exp(−((|g|/q_max − 1)/0.3)²), |g| > q_max.
///
/// With ρ' the transform back, inside the support and where 0 < ρ' < c Σρ'²/Σρ' the density becomes
/// ρ', sums over the support; Σρ²/Σρ is the density of an even body. Elsewhere
///
/// (6) ρ ← ρ − β ρ' (hybrid input–output), or ρ ← 0 (error reduction),
///
/// and too high a density is treated so by its excess, where a ceiling c is set.
///
/// In the end the density is fitted to the invariants themselves, as a blurred one, ρ = G∗x, x ≥ 0,
///
/// (7) f = Σ_l ‖w_l w_lᵀ ∘ (I_l I_lᵀ − B_l)‖² / Σ_l ‖w_l w_lᵀ ∘ B_l‖²,
/// w_l(q) = (B_l(q, q) + ε Σ_l' B_l'(q, q))^{−½},
///
/// (8) G(q) = exp(−½ (s q/q_max)²),
///
/// and, where an even body is believed in, with λ P added to f. P is 1 for an even body and larger
/// the more uneven the density is,
///
/// (9) P = V Σρ⁴/(Σρ²)², V = (Σρ)²/Σρ² as the iterations left it.
///
/// The invariants hold fewer numbers than the density has, so many densities fit them; those that
/// fit and are wrong turned out less even than the truth for particles of about one density, among
/// which evenness can decide; for uneven particles it misleads.
///
/// Sources: Donatelli, Zwart & Sethian, PNAS 112, 10286 (2015), for the two phase problems solved
/// together; Schönemann, Psychometrika 31, 1 (1966); Fienup, Appl. Opt. 21, 2758 (1982); Marchesini
/// et al., Phys. Rev. B 68, 140101 (2003), for the shrinking support.
@NullMarked
package org.everyshot.reconstruction;

import org.jspecify.annotations.NullMarked;
