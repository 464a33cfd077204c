package org.everyshot.correlation;

import org.jspecify.annotations.Nullable;

/// A few neighbouring rows C(q, r, Δφ), all r, read together.
///
/// The sums lie by harmonic and column: neighbouring rows of a column share cache lines, so that
/// eight rows cost hardly more than one.
final class RowBlock {
  private final int rings;
  private final int azimuths;
  private final @Nullable PlainPairs plain;
  private final @Nullable PairEvaluator columns;
  private final double[] value;
  // [row][ring][azimuth]
  private final double[][] rows;
  private int first;
  private int count;

  /// @param plain to evaluate pairs of rings with; null where that does not do
  RowBlock(Correlation correlation, @Nullable PlainPairs plain) {
    this.rings = correlation.grid().rings();
    this.azimuths = correlation.grid().azimuths();
    this.plain = plain;
    this.columns = plain == null ? PairReader.evaluator(correlation, rings) : null;
    this.value = new double[azimuths];
    this.rows = new double[Math.min(PairReader.ROWS, rings)][Math.multiplyExact(rings, azimuths)];
  }

  boolean holds(int q) {
    return q >= first && q < first + count;
  }

  /// Reads rows from `q` on.
  void read(int q) {
    first = q;
    count = Math.min(rows.length, rings - q);
    int end = first + count;
    for (int p = 0; p < end; p++) {
      boolean among = p >= first;
      int from = among ? p : first;
      int to = among ? rings : end;
      if (plain != null) {
        readPlain(plain, p, from, to);
      } else if (columns != null) {
        read(columns, p, from, to);
      }
    }
  }

  private void readPlain(PlainPairs pairs, int p, int from, int to) {
    for (int r = from; r < to; r += 2) {
      int s = Math.min(r + 1, to - 1);
      pairs.take(p, r, s);
      put(pairs.first(), p, r);
      put(pairs.second(), p, s);
    }
  }

  private void read(PairEvaluator pairs, int p, int from, int to) {
    pairs.column(p, from, to - from);
    for (int r = from; r < to; r++) {
      pairs.pair(r);
      pairs.value(PairReader.BOTH, value);
      put(value, p, r);
    }
  }

  /// Puts C(p, r, Δ), p ≤ r, where it belongs: C(r, p, Δ) = C(p, r, −Δ).
  private void put(double[] pair, int p, int r) {
    if (p >= first) {
      System.arraycopy(pair, 0, rows[p - first], r * azimuths, azimuths);
    }
    if (r < first + count && r != p) {
      mirror(pair, rows[r - first], p * azimuths);
    }
  }

  private void mirror(double[] pair, double[] row, int at) {
    row[at] = pair[0];
    for (int d = 1; d < azimuths; d++) {
      row[at + d] = pair[azimuths - d];
    }
  }

  void row(int q, double[] out) {
    System.arraycopy(rows[q - first], 0, out, 0, rings * azimuths);
  }
}
