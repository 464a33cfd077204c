package org.everyshot.kernel;

/// A matrix over pairs of rings q ≥ q', packed by columns: the lower triangle as LAPACK packs it.
///
/// Column q' holds rows q', q'+1, …, rings−1.
public final class Triangle {
  private Triangle() {}

  /// Number of pairs.
  public static int size(int rings) {
    return Math.toIntExact((long) rings * (rings + 1) / 2);
  }

  /// Index of row `q`, column `p`, where q ≥ p.
  public static int index(int rings, int q, int p) {
    return column(rings, p) + q;
  }

  /// What is to be added to a row's number to get its index in column `p`.
  public static int column(int rings, int p) {
    return p * rings - p * (p + 1) / 2;
  }
}
