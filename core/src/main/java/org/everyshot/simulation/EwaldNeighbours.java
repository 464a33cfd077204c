package org.everyshot.simulation;

import java.util.Arrays;
import org.everyshot.crystal.Orientation;

/// Finds the Miller indices whose reciprocal-lattice points lie near the Ewald sphere.
///
/// The lattice is walked in lines along its shortest reciprocal axis r. On a line q = u + n r the
/// distance from the sphere, e = |q + s₀| − 1/λ, lies within ±reach where |q|² + 2 q·s₀ lies within
/// (1/λ ± reach)² − 1/λ², and the resolution where |q| ≤ 1/d; both are quadratic in n, so that the
/// indices of a line are at most two short intervals. Cost: a few operations for each line that
/// meets the sphere |q| = 1/d, and for each index found.
///
/// Not for several threads at once.
final class EwaldNeighbours {
  /// Intervals are widened by this much of an index, lest rounding loses a point on their edge.
  private static final double SLACK = 1e-7;

  private final double waveNumber;
  private final double squareLimit;
  private final double[] axes = new double[9];
  private final int[] role = new int[3];
  private final int[] index = new int[3];
  private int[] h = new int[1024];
  private int[] k = new int[1024];
  private int[] l = new int[1024];
  private int count;

  /// @param dMin smallest spacing, Å
  EwaldNeighbours(double wavelengthAngstrom, double dMin) {
    this.waveNumber = 1 / wavelengthAngstrom;
    this.squareLimit = 1 / (dMin * dMin);
  }

  /// Index h of each point found.
  int[] h() {
    return h;
  }

  /// Index k of each point found.
  int[] k() {
    return k;
  }

  /// Index l of each point found.
  int[] l() {
    return l;
  }

  /// Finds every index with |q| ≤ 1/d and |e| ≤ `reach`, and perhaps some that are a rounding error
  /// beyond; never 000. The order follows from the orientation alone.
  ///
  /// @param reach Å⁻¹, less than 1/λ
  /// @return their number
  int find(Orientation orientation, double reach) {
    double[] matrix = orientation.matrix();
    assignRoles(matrix);
    for (int axis = 0; axis < 3; axis++) {
      for (int i = 0; i < 3; i++) {
        axes[3 * axis + i] = matrix[3 * i + role[axis]];
      }
    }
    count = 0;
    // Axes as o (outer), m (middle) and r (the line's), and what is left of o and m across r and,
    // of o, across m as well: the ranges of indices that the resolution allows.
    double[] a = axes;
    double rr = dot(6, 6);
    double mr = dot(3, 6);
    double or = dot(0, 6);
    double mm = dot(3, 3) - mr * mr / rr;
    double om = dot(0, 3) - or * mr / rr;
    double oo = dot(0, 0) - or * or / rr - om * om / mm;
    int most = (int) Math.floor(Math.sqrt(squareLimit / oo) + SLACK);
    double low = reach * (reach - 2 * waveNumber);
    double high = reach * (reach + 2 * waveNumber);
    for (int i = -most; i <= most; i++) {
      double rest = Math.max(0, squareLimit - i * i * oo);
      double centre = -i * om / mm;
      double half = Math.sqrt(rest / mm) + SLACK;
      int last = (int) Math.floor(centre + half);
      for (int j = (int) Math.ceil(centre - half); j <= last; j++) {
        double ux = i * a[0] + j * a[3];
        double uy = i * a[1] + j * a[4];
        double uz = i * a[2] + j * a[5];
        index[0] = i;
        index[1] = j;
        line(ux * ux + uy * uy + uz * uz, i * or + j * mr, uz, a[8], rr, low, high);
      }
    }
    return count;
  }

  /// Finds the points of one line.
  ///
  /// @param uu |u|²
  /// @param ur u·r
  /// @param uz u·ẑ
  /// @param rz r·ẑ
  /// @param rr |r|²
  private void line(
      double uu, double ur, double uz, double rz, double rr, double low, double high) {
    double middle = -(ur + rz * waveNumber) / rr;
    double least = uu + 2 * uz * waveNumber - rr * middle * middle;
    double outside = high - least;
    if (outside < -SLACK * rr) {
      return;
    }
    double resolutionMiddle = -ur / rr;
    double resolutionSquare = (squareLimit - uu) / rr + resolutionMiddle * resolutionMiddle;
    double resolution = Math.sqrt(Math.max(0, resolutionSquare)) + SLACK;
    double from = resolutionMiddle - resolution;
    double to = resolutionMiddle + resolution;
    double outer = Math.sqrt(Math.max(0, outside) / rr) + SLACK;
    double inner = low > least ? Math.sqrt((low - least) / rr) - SLACK : -1;
    if (inner <= 0) {
      take(Math.max(from, middle - outer), Math.min(to, middle + outer));
    } else {
      take(Math.max(from, middle - outer), Math.min(to, middle - inner));
      take(Math.max(from, middle + inner), Math.min(to, middle + outer));
    }
  }

  private void take(double from, double to) {
    int last = (int) Math.floor(to);
    for (int n = (int) Math.ceil(from); n <= last; n++) {
      if (n == 0 && index[0] == 0 && index[1] == 0) {
        continue;
      }
      if (count == h.length) {
        h = Arrays.copyOf(h, 2 * count);
        k = Arrays.copyOf(k, 2 * count);
        l = Arrays.copyOf(l, 2 * count);
      }
      index[2] = n;
      column(role[0], index[0]);
      column(role[1], index[1]);
      column(role[2], n);
      count++;
    }
  }

  private void column(int axis, int value) {
    (axis == 0 ? h : axis == 1 ? k : l)[count] = value;
  }

  private double dot(int p, int q) {
    return axes[p] * axes[q] + axes[p + 1] * axes[q + 1] + axes[p + 2] * axes[q + 2];
  }

  /// The shortest reciprocal axis is walked along, so that there are as few lines as can be.
  private void assignRoles(double[] m) {
    double shortest = Double.POSITIVE_INFINITY;
    for (int axis = 0; axis < 3; axis++) {
      double square = m[axis] * m[axis] + m[axis + 3] * m[axis + 3] + m[axis + 6] * m[axis + 6];
      if (square < shortest) {
        shortest = square;
        role[2] = axis;
      }
    }
    role[0] = (role[2] + 1) % 3;
    role[1] = (role[2] + 2) % 3;
  }
}
