package org.everyshot.reconstruction;

import org.everyshot.math.Rotation;

/// How one density lies upon another: its point x goes to R (s x) + t, with s = −1 where it is
/// inverted.
///
/// @param shiftX component of t, Å
/// @param inverted whether the mirror image is meant
/// @param score weighted mean of the correlations of Fourier shells, see [Aligner]
public record Alignment(
    Rotation rotation,
    double shiftX,
    double shiftY,
    double shiftZ,
    boolean inverted,
    double score) {
  /// t, Å, `[3]`.
  public double[] shiftAngstrom() {
    return new double[] {shiftX, shiftY, shiftZ};
  }

  /// Length of t, Å.
  public double shiftLengthAngstrom() {
    return Math.sqrt(shiftX * shiftX + shiftY * shiftY + shiftZ * shiftZ);
  }

  /// A density moved so: its value at r is that of `density` at s R⁻¹ (r − t).
  ///
  /// What is beyond |q| = π/h in the turned transform is zero.
  public Density moving(Density density) {
    return new Spectrum(density).moved(this);
  }
}
