package org.everyshot.correlation;

/// A few neighbouring rows C(q, r, Δφ), all r, read together.
///
/// The sums lie by harmonic and column: neighbouring rows of a column share cache lines, so that
/// eight rows cost hardly more than one.
final class RowBlock {
  private final int rings;
  private final int azimuths;
  private final PairEvaluator columns;
  private final double[] value;
  // [row][ring][azimuth]
  private final double[][] rows;
  private int first;
  private int count;

  RowBlock(Correlation correlation) {
    this.rings = correlation.grid().rings();
    this.azimuths = correlation.grid().azimuths();
    this.columns = PairReader.evaluator(correlation, rings);
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
      columns.column(p, from, to - from);
      for (int r = from; r < to; r++) {
        columns.pair(r);
        columns.value(PairReader.BOTH, value);
        if (among) {
          System.arraycopy(value, 0, rows[p - first], r * azimuths, azimuths);
        }
        if (r < end && r != p) {
          mirror(rows[r - first], p * azimuths);
        }
      }
    }
  }

  /// C(q, p, Δ) = C(p, q, −Δ).
  private void mirror(double[] row, int at) {
    row[at] = value[0];
    for (int d = 1; d < azimuths; d++) {
      row[at + d] = value[azimuths - d];
    }
  }

  void row(int q, double[] out) {
    System.arraycopy(rows[q - first], 0, out, 0, rings * azimuths);
  }
}
