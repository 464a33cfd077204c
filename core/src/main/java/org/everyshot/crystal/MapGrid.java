package org.everyshot.crystal;

import java.util.Locale;
import org.everyshot.fault.UserInputException;
import org.everyshot.math.Fourier;

/// Points of a map over one whole unit cell: nu, nv, nw along a, b, c.
///
/// Point (u, v, w), u fastest, has index (w·nv + v)·nu + u and fractions u/nu, v/nv, w/nw.
public record MapGrid(int nu, int nv, int nw) {
  private static final long MOST = 1L << 30;

  public MapGrid {
    if (nu < 1 || nv < 1 || nw < 1 || (long) nu * nv * nw > MOST) {
      throw new IllegalArgumentException("map of " + nu + " × " + nv + " × " + nw + " points");
    }
  }

  /// The smallest grid with points at most `spacing` apart, whose points the operations of the
  /// group move onto points, with sizes of factors 2, 3 and 5.
  ///
  /// @param spacing Å
  /// @throws UserInputException where that would be more than 2³⁰ points
  public static MapGrid of(SpaceGroup group, UnitCell cell, double spacing) {
    double[] edges = {cell.a(), cell.b(), cell.c()};
    int[] multiple = {1, 1, 1};
    boolean[] joined = new boolean[3]; // axes 01, 02, 12 are exchanged
    for (SymmetryOperation operation : group.operations()) {
      int[] r = operation.rotation();
      int[] t = operation.translation24();
      for (int i = 0; i < 3; i++) {
        int step = Math.floorMod(t[i], SymmetryOperation.DENOMINATOR);
        multiple[i] = lcm(multiple[i], SymmetryOperation.DENOMINATOR / gcd(24, step));
      }
      joined[0] |= r[1] != 0 || r[3] != 0;
      joined[1] |= r[2] != 0 || r[6] != 0;
      joined[2] |= r[5] != 0 || r[7] != 0;
    }
    double[] least = new double[3];
    for (int i = 0; i < 3; i++) {
      least[i] = Math.max(1, Math.ceil(edges[i] / spacing - 1e-9));
    }
    int[][] pairs = {{0, 1}, {0, 2}, {1, 2}};
    for (int round = 0; round < 2; round++) {
      for (int p = 0; p < 3; p++) {
        int i = pairs[p][0];
        int j = pairs[p][1];
        if (joined[p]) {
          multiple[i] = lcm(multiple[i], multiple[j]);
          multiple[j] = multiple[i];
          least[i] = Math.max(least[i], least[j]);
          least[j] = least[i];
        }
      }
    }
    if (!(least[0] * least[1] * least[2] < 0.5 * MOST)) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "map of a cell of %.4g × %.4g × %.4g Å with points every %.3g Å is too large;"
                  + " expected a lower resolution",
              cell.a(),
              cell.b(),
              cell.c(),
              spacing));
    }
    return new MapGrid(
        size(least[0], multiple[0]), size(least[1], multiple[1]), size(least[2], multiple[2]));
  }

  private static int size(double least, int multiple) {
    int n = multiple * (int) Math.ceil(least / multiple);
    while (!Fourier.smooth(n)) {
      n += multiple;
    }
    return n;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static int lcm(int a, int b) {
    return a / gcd(a, b) * b;
  }

  /// Number of points.
  public int count() {
    return nu * nv * nw;
  }

  /// Index of a point anywhere: cells repeat.
  public int index(int u, int v, int w) {
    return (Math.floorMod(w, nw) * nv + Math.floorMod(v, nv)) * nu + Math.floorMod(u, nu);
  }
}
