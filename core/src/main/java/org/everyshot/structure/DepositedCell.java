package org.everyshot.structure;

/// Cell and space group that a structure file gives its atoms.
///
/// @param a edge, Å; likewise b and c
/// @param alphaDegrees angle between b and c; likewise beta and gamma
/// @param spaceGroup its Hermann–Mauguin symbol as the file spells it; empty where it has none
/// @param standardFrame whether the atoms' x is along a and their z along c*, as nearly always
public record DepositedCell(
    double a,
    double b,
    double c,
    double alphaDegrees,
    double betaDegrees,
    double gammaDegrees,
    String spaceGroup,
    boolean standardFrame) {}
