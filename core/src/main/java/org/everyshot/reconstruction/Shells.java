package org.everyshot.reconstruction;

import org.everyshot.invariants.Invariants;
import org.everyshot.math.RealHarmonics;

/// The rings of invariants as shells in reciprocal space, and which harmonics each can have.
///
/// An intensity whose density lies in a ball of diameter D has no degrees much above qD. Harmonics
/// of all shells are held one after the other, [#stride] values apart, in the order of
/// [RealHarmonics]; those that a shell cannot have are 0.
final class Shells {
  private static final int MARGIN = 3;

  private final double[] q;
  private final double step;
  private final int[] bands;
  private final int degreeMax;
  private final boolean[] measured;

  Shells(Invariants invariants, PhasingSettings settings) {
    this.q = invariants.radialPoints();
    if (q.length < 4) {
      throw new IllegalArgumentException("phasing: " + q.length + " rings, expected at least 4");
    }
    this.step = (q[q.length - 1] - q[0]) / (q.length - 1);
    this.degreeMax = settings.degreeMax();
    this.bands = new int[q.length];
    this.measured = new boolean[q.length];
    double[] mean = invariants.averageIntensity();
    for (int k = 0; k < q.length; k++) {
      if (Math.abs(q[k] - q[0] - k * step) > 1e-6 * step * q.length) {
        throw new IllegalArgumentException("phasing: rings are not equally far apart at " + q[k]);
      }
      int band = (int) Math.ceil(q[k] * settings.supportDiameter() + MARGIN);
      bands[k] = band + band % 2;
      measured[k] = q[k] >= settings.measuredFrom() && mean[k] > 0;
    }
  }

  int count() {
    return q.length;
  }

  double q(int shell) {
    return q[shell];
  }

  double step() {
    return step;
  }

  /// Highest degree of the shell's intensity.
  int band(int shell) {
    return bands[shell];
  }

  /// Highest degree of the shell that is fitted.
  int degreeMax(int shell) {
    return Math.min(bands[shell], degreeMax);
  }

  /// Highest degree of all.
  int degreeMax() {
    return degreeMax;
  }

  /// Whether the shell's invariants are used.
  boolean measured(int shell) {
    return measured[shell];
  }

  /// Harmonics of a shell.
  int stride() {
    return RealHarmonics.count(degreeMax);
  }
}
