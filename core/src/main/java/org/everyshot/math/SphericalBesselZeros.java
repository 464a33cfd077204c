package org.everyshot.math;

import java.util.Arrays;

/// Positive zeros of the spherical Bessel functions jₗ.
///
/// The first zero lies above l, and neighbours at least π apart; each is bracketed by a change of
/// sign and polished by Newton's method, jₗ' = (l/x) jₗ − jₗ₊₁. Relative error below 10⁻¹³.
/// Source: Abramowitz & Stegun, 10.1.59 and table 10.6.
public final class SphericalBesselZeros {
  /// Less than half the distance of two zeros.
  private static final double STEP = 1.5;

  private SphericalBesselZeros() {}

  /// Zeros of j_degree up to `limit`, ascending.
  public static double[] upTo(int degree, double limit) {
    double[] zeros = new double[Math.max(1, (int) (limit / Math.PI) + 2)];
    int found = 0;
    double low = Math.max(degree, 1);
    double before = value(degree, low);
    while (low < limit) {
      double high = low + STEP;
      double after = value(degree, high);
      if (before * after <= 0) {
        double zero = polish(degree, low, high, before);
        if (zero > limit) {
          break;
        }
        zeros[found++] = zero;
      }
      low = high;
      before = after;
    }
    return Arrays.copyOf(zeros, found);
  }

  private static double value(int degree, double x) {
    return SphericalBessel.upTo(degree, x)[degree];
  }

  /// Newton's method, kept within the bracket by bisection.
  private static double polish(int degree, double from, double to, double atLow) {
    double low = from;
    double high = to;
    double x = (low + high) / 2;
    for (int step = 0; step < 100; step++) {
      double[] j = SphericalBessel.upTo(degree + 1, x);
      if (j[degree] * atLow > 0) {
        low = x;
      } else {
        high = x;
      }
      double slope = degree / x * j[degree] - j[degree + 1];
      double next = x - j[degree] / slope;
      if (!(next > low && next < high)) {
        next = (low + high) / 2;
      }
      double change = Math.abs(next - x);
      x = next;
      if (change < 1e-15 * x) {
        break;
      }
    }
    return x;
  }
}
