package org.everyshot.crystal;

/// Resolution shells of equal volume in reciprocal space: 1/d³ grows by the same step from shell to
/// shell. The first holds the lowest resolution. Immutable.
public final class ResolutionShells {
  /// Share of 1/d² that the outer borders give way, for indices computed in another order.
  private static final double SLACK = 1e-9;

  private final int count;
  private final double inner;
  private final double outer;

  private ResolutionShells(double dMax, double dMin, int count) {
    this.count = count;
    this.inner = 1 / (dMax * dMax * dMax);
    this.outer = 1 / (dMin * dMin * dMin);
  }

  /// @param dMax lowest resolution, Å; infinite for all
  /// @param dMin highest resolution, Å
  /// @param n number of shells, 1 or more
  public static ResolutionShells ofEqualVolume(double dMax, double dMin, int n) {
    if (!(dMin > 0) || !(dMax > dMin) || n < 1) {
      throw new IllegalArgumentException(
          String.format("%d shells from %s to %s Å: expected dMax > dMin > 0", n, dMax, dMin));
    }
    return new ResolutionShells(dMax, dMin, n);
  }

  /// Number of shells.
  public int count() {
    return count;
  }

  /// The shell of 1/d², Å⁻²; −1 outside. A border belongs to the shell of higher resolution, but
  /// the outermost one is inside.
  public int shell(double inverseSquareSpacing) {
    double volume = inverseSquareSpacing * Math.sqrt(inverseSquareSpacing);
    if (!(volume >= inner * (1 - SLACK)) || volume > outer * (1 + SLACK)) {
      return -1;
    }
    int shell = (int) (count * (volume - inner) / (outer - inner));
    return Math.clamp(shell, 0, count - 1);
  }

  /// Lowest resolution of a shell, Å; infinite where nothing limits the first.
  public double dMax(int shell) {
    return Math.cbrt(1 / border(shell));
  }

  /// Highest resolution of a shell, Å.
  public double dMin(int shell) {
    return Math.cbrt(1 / border(shell + 1));
  }

  private double border(int shell) {
    return inner + (outer - inner) * shell / count;
  }
}
