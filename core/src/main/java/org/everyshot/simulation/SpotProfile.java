package org.everyshot.simulation;

/// How much of a reflection a still records, as a function of its distance from the Ewald sphere.
///
/// With the offset e and the width w of the reciprocal-lattice point, x = e²/2w², the fraction is 1
/// at e = 0:
///
/// | profile | fraction | half of it at |
/// |---|---|---|
/// | gaussian | exp(−x) | 1.18 w |
/// | lorentzian | (1 + 2x/3)^−3/2 | 1.33 w |
/// | tophat | exp(−x⁴) | 1.35 w |
/// | mixed | mean of gaussian and lorentzian | 1.24 w |
public enum SpotProfile {
  GAUSSIAN,
  LORENTZIAN,
  TOPHAT,
  MIXED;

  /// Recorded fraction, 0 to 1.
  ///
  /// @param x e²/2w²
  public double fraction(double x) {
    return switch (this) {
      case GAUSSIAN -> Math.exp(-x);
      case LORENTZIAN -> lorentzian(x);
      case TOPHAT -> Math.exp(-(x * x) * (x * x));
      case MIXED -> 0.5 * (Math.exp(-x) + lorentzian(x));
    };
  }

  private static double lorentzian(double x) {
    double base = 1 + x / 1.5;
    return 1 / (base * Math.sqrt(base));
  }
}
