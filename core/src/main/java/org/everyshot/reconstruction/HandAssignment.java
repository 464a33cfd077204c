package org.everyshot.reconstruction;

/// Which of several densities are mirror images of the first, decided for all of them together.
///
/// Invariants do not fix the hand, so each restart finds either. With Δ_ij the score of i upon j
/// in the same hand less that in the other, the hands s_i = ±1 are those that maximise
/// Σ_{i<j} s_i s_j Δ_ij: exactly up to 20 densities, beyond by ascent from every density's own
/// view of the others.
final class HandAssignment {
  private static final int EXACT = 20;

  private final boolean[] mirrored;
  private final double[] margins;

  private HandAssignment(boolean[] mirrored, double[] margins) {
    this.mirrored = mirrored;
    this.margins = margins;
  }

  /// Which densities are taken in the other hand.
  boolean[] mirrored() {
    return mirrored.clone();
  }

  /// Mean of s_i s_j Δ_ij over the others: how clearly each one's hand is known.
  double[] margins() {
    return margins.clone();
  }

  /// @param differences Δ, symmetric, `[n][n]`
  static HandAssignment of(double[][] differences) {
    int n = differences.length;
    boolean[] hands = n <= EXACT ? exact(differences) : climbed(differences);
    double[] margins = new double[n];
    for (int i = 0; i < n; i++) {
      margins[i] = n > 1 ? pull(differences, hands, i) / (n - 1) : 0;
    }
    return new HandAssignment(hands, margins);
  }

  /// Σ_j s_i s_j Δ_ij.
  private static double pull(double[][] differences, boolean[] mirrored, int i) {
    double sum = 0;
    for (int j = 0; j < mirrored.length; j++) {
      if (j != i) {
        sum += mirrored[i] == mirrored[j] ? differences[i][j] : -differences[i][j];
      }
    }
    return sum;
  }

  /// All assignments in Gray's order, one flip from each to the next; the first stays.
  private static boolean[] exact(double[][] differences) {
    int n = differences.length;
    boolean[] now = new boolean[n];
    boolean[] best = now.clone();
    double gain = 0;
    double most = 0;
    for (int step = 1; step < 1 << Math.max(0, n - 1); step++) {
      int flipped = 1 + Integer.numberOfTrailingZeros(step);
      gain -= 2 * pull(differences, now, flipped);
      now[flipped] = !now[flipped];
      if (gain > most + 1e-12) {
        most = gain;
        best = now.clone();
      }
    }
    return best;
  }

  private static boolean[] climbed(double[][] differences) {
    int n = differences.length;
    boolean[] best = new boolean[n];
    double most = Double.NEGATIVE_INFINITY;
    for (int view = 0; view < n; view++) {
      boolean[] now = new boolean[n];
      for (int j = 0; j < n; j++) {
        now[j] = j != view && differences[view][j] < 0;
      }
      boolean moved = true;
      while (moved) {
        moved = false;
        for (int i = 0; i < n; i++) {
          if (pull(differences, now, i) < -1e-12) {
            now[i] = !now[i];
            moved = true;
          }
        }
      }
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += pull(differences, now, i);
      }
      if (sum > most + 1e-12) {
        most = sum;
        best = now;
      }
    }
    if (best[0]) {
      for (int i = 0; i < n; i++) {
        best[i] = !best[i];
      }
    }
    return best;
  }
}
