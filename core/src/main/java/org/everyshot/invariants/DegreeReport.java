package org.everyshot.invariants;

/// What became of one degree l. Immutable.
///
/// Eigenvalues and noise floor belong to B_l with each ring in units of its standard error; where
/// no errors are known, with rings weighted alike.
public final class DegreeReport {
  private final int degree;
  private final double[] eigenvalues;
  private final double noiseFloor;
  private final int rank;
  private final int terms;
  private final boolean bounded;
  private final boolean reduced;
  private final double halfAgreement;
  private final double evidence;

  /// @param degree l
  /// @param eigenvalues descending; copied
  /// @param noiseFloor eigenvalues up to here may be noise; NaN where not asked for
  /// @param rank eigenvalues that are kept
  /// @param terms Fourier–Bessel functions below q_max, S_l
  /// @param bounded whether the diameter bound was used
  /// @param reduced whether eigenvalues below the noise floor were left out
  /// @param halfAgreement correlation coefficient of the two halves' B_l; NaN without halves
  /// @param evidence standard deviations of chance by which the halves agree; NaN where unknown
  public DegreeReport(
      int degree,
      double[] eigenvalues,
      double noiseFloor,
      int rank,
      int terms,
      boolean bounded,
      boolean reduced,
      double halfAgreement,
      double evidence) {
    this.degree = degree;
    this.eigenvalues = eigenvalues.clone();
    this.noiseFloor = noiseFloor;
    this.rank = rank;
    this.terms = terms;
    this.bounded = bounded;
    this.reduced = reduced;
    this.halfAgreement = halfAgreement;
    this.evidence = evidence;
  }

  /// l.
  public int degree() {
    return degree;
  }

  /// Eigenvalues before any was left out, descending.
  public double[] eigenvalues() {
    return eigenvalues.clone();
  }

  /// Eigenvalues up to here may be noise; NaN where not asked for.
  public double noiseFloor() {
    return noiseFloor;
  }

  /// Eigenvalues that are kept.
  public int rank() {
    return rank;
  }

  /// Fourier–Bessel functions below q_max, S_l.
  public int terms() {
    return terms;
  }

  /// Whether the diameter bound was used (tier 2).
  public boolean bounded() {
    return bounded;
  }

  /// Whether eigenvalues below the noise floor were left out (tier 3).
  public boolean reduced() {
    return reduced;
  }

  /// Correlation coefficient of the two halves' B_l before any filter; NaN without halves.
  public double halfAgreement() {
    return halfAgreement;
  }

  /// By how many standard deviations of chance the halves' B_l agree, of what a particle of the
  /// bound's size can show; NaN where unknown.
  public double evidence() {
    return evidence;
  }

  /// The tiers used, such as `1+2+3`.
  public String tiers() {
    return "1" + (bounded ? "+2" : "") + (reduced ? "+3" : "");
  }
}
