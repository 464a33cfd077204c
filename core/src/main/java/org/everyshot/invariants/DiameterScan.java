package org.everyshot.invariants;

/// Held-out χ² for one diameter after another. Immutable.
public final class DiameterScan {
  private final double[] diameters;
  private final double[] chiSquare;
  private final double[] errors;

  /// @param diameters Å, ascending
  /// @param chiSquare held-out χ² per datum with each
  /// @param errors standard error of χ² less its least value
  public DiameterScan(double[] diameters, double[] chiSquare, double[] errors) {
    this.diameters = diameters.clone();
    this.chiSquare = chiSquare.clone();
    this.errors = errors.clone();
  }

  /// Å, ascending.
  public double[] diameters() {
    return diameters.clone();
  }

  /// Held-out χ² per datum.
  public double[] chiSquare() {
    return chiSquare.clone();
  }

  /// Standard error of [#chiSquare] less its least value.
  public double[] errors() {
    return errors.clone();
  }
}
