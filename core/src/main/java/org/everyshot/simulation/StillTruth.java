package org.everyshot.simulation;

import org.everyshot.crystal.Orientation;

/// What a simulated still was made of.
///
/// @param still which still, from 0
/// @param scale factor G on all its intensities
/// @param b B, Å², of the factor exp(−2B s²), s = sin θ/λ
/// @param sizeWidth w₀, Å⁻¹
/// @param mosaicity η, rad
/// @param anisotropyCos a of the factor exp(a cos 2φ + b sin 2φ) on η
/// @param anisotropySin b of that factor
/// @param bad whether it was drawn as a badly oriented one
/// @param misorientationX turn of the true lattice against the reported one about x, rad; first of
///     the rotation vector's components
/// @param misorientationY about y, rad
/// @param misorientationZ about z, rad
/// @param reciprocalScale reported reciprocal axes over true ones
/// @param operator which operator the reported indices went through, from 0; −1 for none
/// @param trueOrientation reciprocal axes that scatter, of the indices of the truth
/// @param orientation reciprocal axes that are reported, of the indices that are reported
public record StillTruth(
    long still,
    double scale,
    double b,
    double sizeWidth,
    double mosaicity,
    double anisotropyCos,
    double anisotropySin,
    boolean bad,
    double misorientationX,
    double misorientationY,
    double misorientationZ,
    double reciprocalScale,
    int operator,
    Orientation trueOrientation,
    Orientation orientation) {}
