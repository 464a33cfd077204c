package org.everyshot.correlation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads C(q, q', Δφ) of a result, pair by pair. One for each thread.
public final class PairReader {
  /// Neighbouring rows that are read together.
  public static final int ROWS = 8;

  static final double[] BOTH = {1, 1};

  private final Correlation correlation;
  private final PairEvaluator evaluator;
  private final int azimuths;
  private @Nullable RowBlock block;

  PairReader(Correlation correlation) {
    this.correlation = correlation;
    this.azimuths = correlation.grid().azimuths();
    this.evaluator = evaluator(correlation, 1);
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
    read(BOTH, q, r, out, 0);
    return out;
  }

  /// C(q, r, Δφ) of half-set 0 or 1.
  public double[] c2(int half, int q, int r) {
    double[] out = new double[azimuths];
    read(half == 0 ? new double[] {1, 0} : new double[] {0, 1}, q, r, out, 0);
    return out;
  }

  /// C(q, r, Δφ) for all rings r, `[ring][azimuth]`. Fast for rings in ascending order.
  public void row(int q, double[] out) {
    RowBlock rows = block;
    if (rows == null || !rows.holds(q)) {
      rows = rows == null ? new RowBlock(correlation) : rows;
      rows.read(q);
      block = rows;
    }
    rows.row(q, out);
  }

  /// Standard error of C(q, r, Δφ); NaN where unknown.
  public float[] sigma(int q, int r) {
    int p = Math.min(q, r);
    int at = Math.abs(q - r) * azimuths;
    float[] out = Arrays.copyOfRange(correlation.errors().c2()[p], at, at + azimuths);
    if (q > r) {
      for (int d = 1; 2 * d < azimuths; d++) {
        float other = out[d];
        out[d] = out[azimuths - d];
        out[azimuths - d] = other;
      }
    }
    return out;
  }

  /// Number of pairs of bins behind C(q, r, Δφ) for each azimuth.
  public double[] pairCounts(int q, int r) {
    double[] out = new double[azimuths];
    load(Math.min(q, r), Math.max(q, r));
    for (int part = 0; part < 2; part++) {
      for (int d = 0; d < azimuths; d++) {
        int at = q <= r ? d : (azimuths - d) % azimuths;
        out[d] += evaluator.counts(part)[at];
      }
    }
    return out;
  }

  private void load(int p, int q) {
    evaluator.column(p, q, 1);
    evaluator.pair(q);
  }

  /// C(q, p, Δ) = C(p, q, −Δ).
  private void read(double[] halves, int q, int r, double[] out, int at) {
    load(Math.min(q, r), Math.max(q, r));
    double[] value = new double[azimuths];
    evaluator.value(halves, value);
    for (int d = 0; d < azimuths; d++) {
      out[at + d] = value[q <= r ? d : (azimuths - d) % azimuths];
    }
  }
}
