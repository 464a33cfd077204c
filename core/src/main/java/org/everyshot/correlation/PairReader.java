package org.everyshot.correlation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads C(q, q', Δφ) of a result, pair by pair. One for each thread.
public final class PairReader {
  /// Neighbouring rows that are read together.
  public static final int ROWS = 8;

  static final double[] BOTH = {1, 1};

  private final Correlation correlation;
  private final int azimuths;
  private final @Nullable PlainPairs plain;
  private @Nullable PairEvaluator evaluator;
  private @Nullable RowBlock block;

  PairReader(Correlation correlation) {
    this.correlation = correlation;
    this.azimuths = correlation.grid().azimuths();
    this.plain = correlation.plain() ? new PlainPairs(correlation) : null;
  }

  /// @param width most rings of a column that are read at once
  static PairEvaluator evaluator(Correlation correlation, int width) {
    return new PairEvaluator(
        correlation.harmonics(),
        correlation.grid().rings(),
        width,
        correlation.settings(),
        List.of(correlation.half(0), correlation.half(1)));
  }

  /// C(q, r, Δφ) for each azimuth, from Δφ = 0.
  public double[] c2(int q, int r) {
    double[] out = new double[azimuths];
    if (plain == null) {
      read(BOTH, q, r, out);
    } else {
      int p = Math.min(q, r);
      int other = Math.max(q, r);
      plain.take(p, other, other);
      turn(plain.first(), q <= r, out);
    }
    return out;
  }

  /// C(q, r, Δφ) of half-set 0 or 1.
  public double[] c2(int half, int q, int r) {
    double[] out = new double[azimuths];
    read(half == 0 ? new double[] {1, 0} : new double[] {0, 1}, q, r, out);
    return out;
  }

  /// C(q, r, Δφ) for all rings r, `[ring][azimuth]`. Fast for rings in ascending order.
  public void row(int q, double[] out) {
    RowBlock rows = block;
    if (rows == null || !rows.holds(q)) {
      rows = rows == null ? new RowBlock(correlation, plain) : rows;
      rows.read(q);
      block = rows;
    }
    rows.row(q, out);
  }

  /// Standard error of C(q, r, Δφ); NaN where unknown.
  public float[] sigma(int q, int r) {
    float[] out = new float[azimuths];
    sigma(q, r, out, 0);
    return out;
  }

  /// The same, written to `out` from `at` on.
  public void sigma(int q, int r, float[] out, int at) {
    float[] column = correlation.errors().c2()[Math.min(q, r)];
    int from = Math.abs(q - r) * azimuths;
    if (q <= r) {
      System.arraycopy(column, from, out, at, azimuths);
      return;
    }
    out[at] = column[from];
    for (int d = 1; d < azimuths; d++) {
      out[at + d] = column[from + azimuths - d];
    }
  }

  /// Number of pairs of bins behind C(q, r, Δφ) for each azimuth.
  public double[] pairCounts(int q, int r) {
    double[] out = new double[azimuths];
    PairEvaluator pair = load(Math.min(q, r), Math.max(q, r));
    for (int part = 0; part < 2; part++) {
      for (int d = 0; d < azimuths; d++) {
        int at = q <= r ? d : (azimuths - d) % azimuths;
        out[d] += pair.counts(part)[at];
      }
    }
    return out;
  }

  private PairEvaluator load(int p, int q) {
    PairEvaluator pair = evaluator;
    if (pair == null) {
      pair = evaluator(correlation, 1);
      evaluator = pair;
    }
    pair.column(p, q, 1);
    pair.pair(q);
    return pair;
  }

  private void read(double[] halves, int q, int r, double[] out) {
    double[] value = new double[azimuths];
    load(Math.min(q, r), Math.max(q, r)).value(halves, value);
    turn(value, q <= r, out);
  }

  /// C(q, p, Δ) = C(p, q, −Δ).
  private void turn(double[] value, boolean ascending, double[] out) {
    for (int d = 0; d < azimuths; d++) {
      out[d] = value[ascending ? d : (azimuths - d) % azimuths];
    }
  }
}
