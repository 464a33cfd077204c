package org.everyshot.picture;

import org.jspecify.annotations.Nullable;

/// Agreement of half-sets against the number of shots, CC = a N / (N + N0): signal against noise
/// that falls as 1 / N, in a share `a` of the rings; in the others there is none to be seen.
///
/// Source: for a = 1 Spearman 1910 and Brown 1910, on the correlation of two halves of a test.
///
/// @param halfway N0, the number of shots at which CC is a / 2
/// @param share a, at most 1
/// @param scatter root mean square of the residuals
record Reliability(double halfway, double share, double scatter) {
  /// Factor in shots from the first point to the last without which nothing is foretold.
  static final double LEAST_RANGE = 3;

  private static final double MOST_SCATTER = 0.04;

  /// Two parameters follow almost anything that rises: they have to follow it closely.
  private static final double MOST_SCATTER_OF_TWO = 0.012;

  double at(double shots) {
    return share * shots / (shots + halfway);
  }

  /// Shots needed for an agreement in the rings with signal.
  double shotsFor(double agreement) {
    return halfway * agreement / (1 - agreement);
  }

  /// Least squares, with a = 1 where that follows the points and a free where it does not.
  ///
  /// Null where the points determine neither: fewer than four, less than a factor of 3 in shots,
  /// agreement below 0.2 all the way, or residuals above 0.04. For a free the residuals must stay
  /// below 0.012, the shots reach twice N0, and no point lie above a: else it still rises, because
  /// further rings show a signal, and where it will end nobody knows.
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
    if (n < 4 || most < LEAST_RANGE * least || best < 0.2) {
      return null;
    }
    Reliability whole = fit(shots, agreement, least * 1e-4, most * 1e4, false);
    if (whole.scatter <= MOST_SCATTER) {
      return whole;
    }
    Reliability part = fit(shots, agreement, least * 1e-4, most * 1e4, true);
    boolean levels = most >= 2 * part.halfway && best < part.share;
    return part.scatter <= MOST_SCATTER_OF_TWO && levels ? part : null;
  }

  /// Golden section over the logarithm of N0; the share follows from each N0.
  private static Reliability fit(
      double[] shots, double[] agreement, double from, double to, boolean free) {
    double ratio = (Math.sqrt(5) - 1) / 2;
    double low = Math.log(from);
    double high = Math.log(to);
    for (int i = 0; i < 100; i++) {
      double left = high - ratio * (high - low);
      double right = low + ratio * (high - low);
      if (with(Math.exp(left), shots, agreement, free).scatter
          < with(Math.exp(right), shots, agreement, free).scatter) {
        high = right;
      } else {
        low = left;
      }
    }
    return with(Math.exp((low + high) / 2), shots, agreement, free);
  }

  private static boolean usable(double shots, double agreement) {
    return shots > 0 && Double.isFinite(shots) && Double.isFinite(agreement);
  }

  private static Reliability with(
      double halfway, double[] shots, double[] agreement, boolean free) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < shots.length; i++) {
      if (usable(shots[i], agreement[i])) {
        double rise = shots[i] / (shots[i] + halfway);
        product += rise * agreement[i];
        square += rise * rise;
      }
    }
    double share = free ? Math.clamp(product / square, 0.01, 1.0) : 1;
    double sum = 0;
    int n = 0;
    for (int i = 0; i < shots.length; i++) {
      if (usable(shots[i], agreement[i])) {
        double residual = agreement[i] - share * shots[i] / (shots[i] + halfway);
        sum += residual * residual;
        n++;
      }
    }
    return new Reliability(halfway, share, Math.sqrt(sum / n));
  }
}
