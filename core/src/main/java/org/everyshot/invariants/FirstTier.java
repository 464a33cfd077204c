package org.everyshot.invariants;

import java.util.Arrays;
import org.everyshot.engine.Team;

/// Tier 1: B_l(q, q') by penalised least squares, pair by pair.
///
/// Each pair's λ is that of a ladder with the least generalised cross-validation score, summed (as
/// logarithms) over the pairs of neighbouring rings, since that of a single pair scatters.
final class FirstTier {
  /// λ, each relative to the mean diagonal of the pair's normal matrix.
  static final double[] LADDER = {
    1e-13, 1e-10, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100
  };

  /// Rings on either side whose scores count together.
  private static final int NEIGHBOURS = 2;

  private final SampledCorrelation correlation;
  private final BandLimit limit;
  private final Team team;
  private final int rings;
  private final int terms;
  private final PairFit[] fits;

  FirstTier(SampledCorrelation correlation, BandLimit limit, Team team) {
    this.correlation = correlation;
    this.limit = limit;
    this.team = team;
    this.rings = correlation.rings();
    this.terms = limit.highest() / 2 + 1;
    this.fits = new PairFit[team.size()];
  }

  private PairFit fit(int member) {
    if (fits[member] == null) {
      fits[member] = new PairFit(correlation, limit.highest());
    }
    return fits[member];
  }

  /// λ of each pair, as its place in the ladder, `[p · rings + q]` for p ≤ q; −1 elsewhere.
  byte[] ladder() {
    int steps = LADDER.length;
    float[][] scores = new float[rings][];
    team.forEach(
        rings,
        (p, member) -> {
          PairFit fit = fit(member);
          scores[p] = new float[(rings - p) * steps];
          double[] scratch = new double[terms];
          double[] solution = new double[terms];
          for (int r = p; r < rings; r++) {
            fit.pair(p, r, limit.degree(correlation.q(p)));
            for (int k = 0; k < steps; k++) {
              boolean solved = fit.data() > 0 && fit.factor(LADDER[k]);
              scores[p][(r - p) * steps + k] =
                  solved
                      ? (float) fit.score(LADDER[k], scratch, solution)
                      : Float.POSITIVE_INFINITY;
            }
          }
        });
    byte[] choice = new byte[rings * rings];
    Arrays.fill(choice, (byte) -1);
    for (int p = 0; p < rings; p++) {
      for (int r = p; r < rings; r++) {
        choice[p * rings + r] = best(scores, p, r);
      }
    }
    return choice;
  }

  private byte best(float[][] scores, int p, int r) {
    int steps = LADDER.length;
    boolean any = false;
    for (int k = 0; k < steps; k++) {
      any |= scores[p][(r - p) * steps + k] < Float.POSITIVE_INFINITY;
    }
    if (!any) {
      // Fewer values than parameters: the strongest penalty that can be had.
      return (byte) (steps - 1);
    }
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < steps; k++) {
      double sum = scores[p][(r - p) * steps + k];
      for (int i = Math.max(0, p - NEIGHBOURS); i <= Math.min(rings - 1, p + NEIGHBOURS); i++) {
        for (int j = Math.max(i, r - NEIGHBOURS); j <= Math.min(rings - 1, r + NEIGHBOURS); j++) {
          float score = scores[i][(j - i) * steps + k];
          sum += score < Float.POSITIVE_INFINITY && (i != p || j != r) ? score : 0;
        }
      }
      if (sum < least) {
        least = sum;
        best = k;
      }
    }
    return (byte) best;
  }

  /// The same ladder some steps down.
  static byte[] weaker(byte[] ladder, int steps) {
    byte[] weaker = ladder.clone();
    for (int k = 0; k < weaker.length; k++) {
      weaker[k] = ladder[k] < 0 ? ladder[k] : (byte) Math.max(0, ladder[k] - steps);
    }
    return weaker;
  }

  /// Solves every pair with its λ.
  RawInvariants solve(byte[] ladder) {
    int sets = correlation.halves() ? SampledCorrelation.SETS : 1;
    var raw = new RawInvariants(rings, terms, sets);
    team.forEach(
        rings,
        (p, member) -> {
          PairFit fit = fit(member);
          double[] solution = new double[terms];
          for (int r = p; r < rings; r++) {
            fit.pair(p, r, limit.degree(correlation.q(p)));
            int step = ladder[p * rings + r];
            if (fit.data() == 0 || step < 0 || !fit.factor(LADDER[step])) {
              raw.missing(p, r);
              continue;
            }
            for (int set = 0; set < sets; set++) {
              fit.solve(set, solution);
              raw.put(set, p, r, solution, fit.terms());
            }
            fit.variances(LADDER[step], solution);
            raw.putVariances(p, r, solution, fit.terms());
          }
        });
    return raw;
  }
}
