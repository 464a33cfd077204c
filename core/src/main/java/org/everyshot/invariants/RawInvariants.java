package org.everyshot.invariants;

/// B_l(q, q') of all shots and of both halves, as one tier hands them to the next.
///
/// Degrees 0, 2, 4 …; degree 0 is the part of the correlation that does not depend on the angle.
/// Pairs without data are NaN; degrees above a pair's band limit are 0.
final class RawInvariants {
  private final int rings;
  private final int terms;
  private final double[][][] values;
  private final double[][] variances;

  /// @param terms number of even degrees
  /// @param sets 1, or 3 with halves
  RawInvariants(int rings, int terms, int sets) {
    this.rings = rings;
    this.terms = terms;
    this.values = new double[sets][terms][rings * rings];
    this.variances = new double[terms][rings * rings];
  }

  int rings() {
    return rings;
  }

  int terms() {
    return terms;
  }

  int sets() {
    return values.length;
  }

  /// B of a set and of degree 2·`term`, `[ring][ring]`; not copied.
  double[] values(int set, int term) {
    return values[set][term];
  }

  /// σ² of all shots, or relative variances where no errors are known; not copied.
  double[] variances(int term) {
    return variances[term];
  }

  void put(int set, int p, int r, double[] solution, int count) {
    for (int i = 0; i < count; i++) {
      values[set][i][p * rings + r] = solution[i];
      values[set][i][r * rings + p] = solution[i];
    }
  }

  /// Degrees above the last one get its variance, as they would have been known about as well.
  void putVariances(int p, int r, double[] solution, int count) {
    for (int i = 0; i < terms; i++) {
      int known = Math.min(i, count - 1);
      double ratio = (4 * i + 1.0) / (4 * known + 1.0);
      variances[i][p * rings + r] = ratio * ratio * solution[known];
      variances[i][r * rings + p] = ratio * ratio * solution[known];
    }
  }

  /// Whether any pair of a ring has data.
  boolean hasRing(int ring) {
    for (int r = 0; r < rings; r++) {
      if (!Double.isNaN(values[0][0][ring * rings + r])) {
        return true;
      }
    }
    return false;
  }

  void missing(int p, int r) {
    for (int i = 0; i < terms; i++) {
      for (double[][] set : values) {
        set[i][p * rings + r] = Double.NaN;
        set[i][r * rings + p] = Double.NaN;
      }
      variances[i][p * rings + r] = Double.NaN;
      variances[i][r * rings + p] = Double.NaN;
    }
  }

  /// Values of another tier in place of a term's.
  void replace(int set, int term, double[] matrix) {
    System.arraycopy(matrix, 0, values[set][term], 0, matrix.length);
  }

  /// Relative distance from another result, each ring and degree in units of the other's errors.
  double distance(RawInvariants other) {
    double change = 0;
    double size = 0;
    for (int i = 1; i < Math.min(terms, other.terms); i++) {
      for (int k = 0; k < rings * rings; k++) {
        double weight = 1 / other.variances[i][k];
        double value = other.values[0][i][k];
        double off = values[0][i][k] - value;
        if (weight < Double.POSITIVE_INFINITY && !Double.isNaN(off)) {
          change += weight * off * off;
          size += weight * value * value;
        }
      }
    }
    return size == 0 ? 0 : Math.sqrt(change / size);
  }
}
