package org.everyshot.reconstruction;

import java.util.Arrays;
import org.everyshot.math.CubeFourier;

/// Fourier shell correlation of two densities on equal boxes: FSC(q) = Re Σ A B* / √(Σ|A|² Σ|B|²)
/// over the points of a shell.
///
/// Shell k holds the points of the box's reciprocal lattice whose |q| rounds to k steps of 2π/L, L
/// the box's length. Missing: NaN where a shell of either density is empty.
/// Source: Harauz & van Heel, Optik 73, 146 (1986).
public final class ShellCorrelation {
  private final double[] q;
  private final double[] values;
  private final int[] points;

  private ShellCorrelation(double[] q, double[] values, int[] points) {
    this.q = q;
    this.values = values;
    this.points = points;
  }

  /// @param qMax shells reach up to this, and at most to π/h, Å⁻¹
  public static ShellCorrelation between(Density a, Density b, double qMax) {
    int n = a.points();
    if (b.points() != n || Math.abs(b.spacingAngstrom() / a.spacingAngstrom() - 1) > 1e-9) {
      throw new IllegalArgumentException("boxes of " + n + " and " + b.points() + " points");
    }
    double step = 2 * Math.PI / (n * a.spacingAngstrom());
    int shells = (int) Math.min(Math.floor(qMax / step + 1e-9), n / 2.0 - 1);
    // One complex transform serves two real densities.
    double[] re = new double[n * n * n];
    double[] im = new double[n * n * n];
    for (int i = 0; i < re.length; i++) {
      re[i] = a.values()[i];
      im[i] = b.values()[i];
    }
    new CubeFourier(n).forward(re, im);
    double[] product = new double[shells + 1];
    double[] aPower = new double[shells + 1];
    double[] bPower = new double[shells + 1];
    int[] points = new int[shells + 1];
    for (int c = -shells; c <= shells; c++) {
      for (int d = -shells; d <= shells; d++) {
        for (int e = -shells; e <= shells; e++) {
          int k = (int) Math.round(Math.sqrt(c * c + d * d + e * e));
          if (k > shells) {
            continue;
          }
          int at = place(n, c, d, e);
          int mirror = place(n, -c, -d, -e);
          double aRe = 0.5 * (re[at] + re[mirror]);
          double aIm = 0.5 * (im[at] - im[mirror]);
          double bRe = 0.5 * (im[at] + im[mirror]);
          double bIm = -0.5 * (re[at] - re[mirror]);
          product[k] += aRe * bRe + aIm * bIm;
          aPower[k] += aRe * aRe + aIm * aIm;
          bPower[k] += bRe * bRe + bIm * bIm;
          points[k]++;
        }
      }
    }
    double[] q = new double[shells];
    double[] values = new double[shells];
    int[] counts = new int[shells];
    for (int k = 1; k <= shells; k++) {
      q[k - 1] = k * step;
      double power = aPower[k] * bPower[k];
      values[k - 1] = power > 0 ? product[k] / Math.sqrt(power) : Double.NaN;
      counts[k - 1] = points[k] / 2;
    }
    return new ShellCorrelation(q, values, counts);
  }

  private static int place(int n, int c, int d, int e) {
    return (Math.floorMod(c, n) * n + Math.floorMod(d, n)) * n + Math.floorMod(e, n);
  }

  /// Middle of each shell, Å⁻¹.
  public double[] q() {
    return q.clone();
  }

  /// The correlation of each shell.
  public double[] values() {
    return values.clone();
  }

  /// Points of each shell, one of each pair ±q.
  public int[] points() {
    return points.clone();
  }

  /// Mean over the shells with `from` ≤ q ≤ `to`, Å⁻¹; NaN where there are none.
  public double mean(double from, double to) {
    double sum = 0;
    int count = 0;
    for (int k = 0; k < q.length; k++) {
      if (q[k] >= from && q[k] <= to && !Double.isNaN(values[k])) {
        sum += values[k];
        count++;
      }
    }
    return count > 0 ? sum / count : Double.NaN;
  }

  /// Least value over the shells with q ≤ `to`, Å⁻¹; NaN where there are none.
  public double least(double to) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < q.length; k++) {
      if (q[k] <= to && values[k] < least) {
        least = values[k];
      }
    }
    return Double.isInfinite(least) ? Double.NaN : least;
  }

  /// Where the curve first falls below a threshold.
  public Crossing below(double threshold) {
    double[] level = new double[q.length];
    Arrays.fill(level, threshold);
    return below(level);
  }

  /// Where the curve first falls below the half-bit curve, [#halfBit].
  public Crossing belowHalfBit(double fill) {
    return below(halfBit(fill));
  }

  private Crossing below(double[] level) {
    for (int k = 0; k < q.length; k++) {
      double here = values[k] - level[k];
      if (!(here >= 0)) {
        if (k == 0) {
          return new Crossing(Double.NaN, true);
        }
        double before = values[k - 1] - level[k - 1];
        double part = Double.isNaN(here) ? 0 : before / (before - here);
        return new Crossing(q[k - 1] + part * (q[k] - q[k - 1]), true);
      }
    }
    return new Crossing(q.length == 0 ? Double.NaN : q[q.length - 1], false);
  }

  /// The half-bit criterion of each shell.
  ///
  /// T = (0.2071 + 1.9102/√n) / (1.2071 + 0.9102/√n), where n counts independent values: the
  /// shell's points, one of each pair ±q, times the share of the box that the particle may fill.
  /// Source: van Heel & Schatz, J. Struct. Biol. 151, 250 (2005), eq. 17.
  ///
  /// @param fill volume of the particle's bounding cube over that of the box, at most 1
  public double[] halfBit(double fill) {
    double[] level = new double[q.length];
    for (int k = 0; k < q.length; k++) {
      double root = Math.sqrt(Math.max(1, points[k] * fill));
      level[k] = Math.min(1, (0.2071 + 1.9102 / root) / (1.2071 + 0.9102 / root));
    }
    return level;
  }

  /// A place on a curve.
  ///
  /// @param q Å⁻¹; NaN where the first shell is below already; the last shell where none is
  /// @param reached whether the curve falls below at all
  public record Crossing(double q, boolean reached) {
    /// 2π/q, Å.
    public double resolutionAngstrom() {
      return 2 * Math.PI / q;
    }
  }
}
