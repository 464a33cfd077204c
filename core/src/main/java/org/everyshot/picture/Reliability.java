package org.everyshot.picture;

import org.jspecify.annotations.Nullable;

/// Agreement of half-sets against the number of shots, CC = N / (N + N0): signal against noise that
/// falls as 1 / N.
///
/// Source: Spearman 1910 and Brown 1910, on the correlation of two halves of a test.
///
/// @param halfway N0, the number of shots at which CC is ½
/// @param scatter root mean square of the residuals
record Reliability(double halfway, double scatter) {
  private static final double MOST_SCATTER = 0.1;

  double at(double shots) {
    return shots / (shots + halfway);
  }

  /// Shots needed for an agreement.
  double shotsFor(double agreement) {
    return halfway * agreement / (1 - agreement);
  }

  /// Least squares; null where the points do not follow the curve or do not determine it: fewer
  /// than four, less than a factor of 3 in shots, agreement below 0.2 all the way, or residuals
  /// above 0.1.
  static @Nullable Reliability fit(double[] shots, double[] agreement) {
    int n = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double best = 0;
    for (int i = 0; i < shots.length; i++) {
      if (usable(shots[i], agreement[i])) {
        n++;
        least = Math.min(least, shots[i]);
        most = Math.max(most, shots[i]);
        best = Math.max(best, agreement[i]);
      }
    }
    if (n < 4 || most < 3 * least || best < 0.2) {
      return null;
    }
    // Golden section over the logarithm of N0.
    double ratio = (Math.sqrt(5) - 1) / 2;
    double low = Math.log(least * 1e-4);
    double high = Math.log(most * 1e4);
    for (int i = 0; i < 100; i++) {
      double left = high - ratio * (high - low);
      double right = low + ratio * (high - low);
      if (squares(left, shots, agreement) < squares(right, shots, agreement)) {
        high = right;
      } else {
        low = left;
      }
    }
    double at = (low + high) / 2;
    double scatter = Math.sqrt(squares(at, shots, agreement) / n);
    return scatter > MOST_SCATTER ? null : new Reliability(Math.exp(at), scatter);
  }

  private static boolean usable(double shots, double agreement) {
    return shots > 0 && Double.isFinite(shots) && Double.isFinite(agreement);
  }

  private static double squares(double logHalfway, double[] shots, double[] agreement) {
    double halfway = Math.exp(logHalfway);
    double sum = 0;
    for (int i = 0; i < shots.length; i++) {
      if (usable(shots[i], agreement[i])) {
        double residual = agreement[i] - shots[i] / (shots[i] + halfway);
        sum += residual * residual;
      }
    }
    return sum;
  }
}
