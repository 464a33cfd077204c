package org.everyshot.reconstruction;

import java.util.Arrays;
import org.everyshot.invariants.Invariants;
import org.everyshot.math.SymmetricEigen;
import org.jspecify.annotations.Nullable;

/// Square roots V_l of the invariants: V_l V_lᵀ = B_l (package-info, eq. 2).
///
/// They are taken in the metric W = q²/Ī, of which the rows have W½. Eigenvalues at or below the
/// floor are noise.
final class InvariantRoots {
  /// Share of the largest eigenvalue at which exact invariants end.
  private static final double EXACT_FLOOR = 1e-9;

  /// Share of the largest mean intensity at which the metric stops growing.
  private static final double LEAST_INTENSITY = 1e-8;

  /// The root of one degree.
  ///
  /// @param degree l
  /// @param shells which shells are its rows
  /// @param rank columns of V
  /// @param root V, `[shells][rank]`
  /// @param weighted (W V)ᵀ, `[rank][shells]`
  @SuppressWarnings("ArrayRecordComponent") // within the room, and never compared
  record Root(int degree, int[] shells, int rank, double[] root, double[] weighted) {}

  private final @Nullable Root[] roots;

  InvariantRoots(Invariants invariants, Shells shells, PhasingSettings settings) {
    this.roots = new Root[shells.degreeMax() / 2 + 1];
    double[] mean = invariants.averageIntensity();
    double largest = Arrays.stream(mean).filter(Double::isFinite).max().orElse(0);
    for (int l = 2; l <= shells.degreeMax(); l += 2) {
      int index = invariants.indexOf(l);
      if (index < 0) {
        continue;
      }
      double[] values = invariants.values(index);
      int[] rows = rows(shells, values, l);
      double[] metric = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        double q = shells.q(rows[i]);
        metric[i] = q * q / Math.max(mean[rows[i]], LEAST_INTENSITY * largest);
      }
      boolean noisy = invariants.sigma(index) != null;
      double floor = noisy ? settings.eigenvalueFloor() : EXACT_FLOOR;
      roots[l / 2] = root(l, rows, metric, values, shells.count(), floor);
    }
  }

  /// The shells whose invariants of degree l are known among each other.
  static int[] rows(Shells shells, double[] values, int l) {
    int n = shells.count();
    boolean[] held = new boolean[n];
    for (int k = 0; k < n; k++) {
      held[k] = shells.measured(k) && shells.band(k) >= l && Double.isFinite(values[k * n + k]);
    }
    while (true) {
      int worst = -1;
      int most = 0;
      for (int k = 0; k < n; k++) {
        int missing = 0;
        for (int other = 0; other < n; other++) {
          boolean pair = held[k] && held[other];
          missing += pair && !Double.isFinite(values[k * n + other]) ? 1 : 0;
        }
        if (missing > most) {
          most = missing;
          worst = k;
        }
      }
      if (worst < 0) {
        break;
      }
      held[worst] = false;
    }
    int count = 0;
    int[] rows = new int[n];
    for (int k = 0; k < n; k++) {
      if (held[k]) {
        rows[count++] = k;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private static @Nullable Root root(
      int l, int[] rows, double[] metric, double[] values, int n, double floor) {
    int count = rows.length;
    if (count == 0) {
      return null;
    }
    double[] scaled = new double[count * count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        scaled[i * count + j] = Math.sqrt(metric[i] * metric[j]) * values[rows[i] * n + rows[j]];
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(scaled, count);
    int rank = 0;
    while (rank < Math.min(count, 2 * l + 1)
        && eigen.value(rank) > 0
        && eigen.value(rank) > floor * eigen.value(0)) {
      rank++;
    }
    if (rank == 0) {
      return null;
    }
    double[] root = new double[count * rank];
    double[] weighted = new double[rank * count];
    for (int r = 0; r < rank; r++) {
      double size = Math.sqrt(eigen.value(r));
      for (int i = 0; i < count; i++) {
        double element = eigen.vector(r, i) * size;
        root[i * rank + r] = element / Math.sqrt(metric[i]);
        weighted[r * count + i] = element * Math.sqrt(metric[i]);
      }
    }
    return new Root(l, rows, rank, root, weighted);
  }

  /// The root of an even degree; null where its invariant says nothing.
  @Nullable Root of(int degree) {
    return roots[degree / 2];
  }
}
