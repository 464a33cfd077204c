package org.everyshot.invariants;

import org.everyshot.engine.Team;

/// The correlation that invariants foretell, beside the one that was measured.
final class Prediction {
  private final SampledCorrelation correlation;
  private final int highest;
  private final Team team;

  /// @param highest degree, even
  Prediction(SampledCorrelation correlation, int highest, Team team) {
    this.correlation = correlation;
    this.highest = highest;
    this.team = team;
  }

  /// Mean over pairs and angles of w (C − c − Σ F_l B_l)², l > 0, c the pair's own constant.
  ///
  /// @param set whose correlation is foretold
  /// @param invariants that foretell
  /// @param from the set of these
  /// @param weights of the values that count, as [SampledCorrelation#weights()]; others are
  ///     left out
  double chiSquare(int set, RawInvariants invariants, int from, double[][] weights) {
    int rings = correlation.rings();
    int angles = correlation.angles();
    double[] sums = new double[rings];
    long[] counts = new long[rings];
    var fits = new PairFit[team.size()];
    team.forEach(
        rings,
        (p, member) -> {
          if (fits[member] == null) {
            fits[member] = new PairFit(correlation, highest);
          }
          double[] residual = new double[angles];
          for (int r = p; r < rings; r++) {
            fits[member].design(p, r, invariants.terms());
            residual(fits[member], set, invariants, from, p, r, residual);
            double weight = 0;
            double mean = 0;
            int n = 0;
            for (int d = 0; d < angles; d++) {
              double w = weights[p][(r - p) * angles + d];
              if (w > 0) {
                weight += w;
                mean += w * residual[d];
                n++;
              }
            }
            if (n < 2) {
              continue;
            }
            mean /= weight;
            for (int d = 0; d < angles; d++) {
              double w = weights[p][(r - p) * angles + d];
              if (w > 0) {
                sums[p] += w * (residual[d] - mean) * (residual[d] - mean);
              }
            }
            counts[p] += n - 1;
          }
        });
    double sum = 0;
    long count = 0;
    for (int p = 0; p < rings; p++) {
      sum += sums[p];
      count += counts[p];
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private void residual(
      PairFit fit, int set, RawInvariants invariants, int from, int p, int r, double[] out) {
    correlation.values(set, p, r, out);
    for (int i = 1; i < invariants.terms(); i++) {
      double b = invariants.values(from, i)[p * correlation.rings() + r];
      double[] design = fit.design()[i];
      for (int d = 0; d < out.length && !Double.isNaN(b); d++) {
        out[d] -= design[d] * b;
      }
    }
  }

  /// By what share of itself the held-out sum of squares rises where one degree alone is taken from
  /// `other` instead of from `invariants`, for each degree, both ways between the halves.
  double[] change(RawInvariants invariants, RawInvariants other) {
    int rings = correlation.rings();
    int angles = correlation.angles();
    int terms = Math.min(invariants.terms(), other.terms());
    double[][] rows = new double[rings][terms];
    var fits = new PairFit[team.size()];
    team.forEach(
        rings,
        (p, member) -> {
          if (fits[member] == null) {
            fits[member] = new PairFit(correlation, highest);
          }
          PairFit fit = fits[member];
          double[] residual = new double[angles];
          double[] weights = new double[angles];
          for (int r = p; r < rings; r++) {
            fit.design(p, r, invariants.terms());
            correlation.weights(p, r, weights);
            for (int half = 1; half <= 2; half++) {
              residual(fit, half, invariants, 3 - half, p, r, residual);
              rows[p][0] += centre(residual, weights);
              for (int i = 1; i < terms; i++) {
                int at = p * rings + r;
                double more = other.values(3 - half, i)[at] - invariants.values(3 - half, i)[at];
                rows[p][i] +=
                    Double.isNaN(more) ? 0 : rise(residual, weights, fit.design()[i], more);
              }
            }
          }
        });
    double all = 0;
    double[] change = new double[terms];
    for (double[] row : rows) {
      all += row[0];
      for (int i = 1; i < terms; i++) {
        change[i] += row[i];
      }
    }
    for (int i = 1; i < terms; i++) {
      change[i] /= all;
    }
    return change;
  }

  /// Takes the weighted mean off, and returns the weighted sum of squares that is left.
  private static double centre(double[] residual, double[] weights) {
    double sum = 0;
    double mean = 0;
    for (int d = 0; d < residual.length; d++) {
      if (weights[d] > 0) {
        sum += weights[d];
        mean += weights[d] * residual[d];
      }
    }
    double square = 0;
    for (int d = 0; d < residual.length; d++) {
      residual[d] = weights[d] > 0 ? residual[d] - mean / sum : 0;
      square += weights[d] * residual[d] * residual[d];
    }
    return square;
  }

  /// Σ w ((R − b F̃)² − R²), F̃ less its mean.
  private static double rise(double[] residual, double[] weights, double[] design, double b) {
    double sum = 0;
    double mean = 0;
    double square = 0;
    double product = 0;
    for (int d = 0; d < residual.length; d++) {
      double w = weights[d];
      sum += w;
      mean += w * design[d];
      square += w * design[d] * design[d];
      product += w * residual[d] * design[d];
    }
    return sum == 0 ? 0 : b * b * (square - mean * mean / sum) - 2 * b * product;
  }

  /// Values and weights with what is missing foretold, pair by pair where more than one angle is
  /// missing but not all: each foretold value weighs as much as the pair's others do on average.
  SampledCorrelation filled(RawInvariants raw, RawInvariants invariants) {
    int rings = correlation.rings();
    int angles = correlation.angles();
    double[][] values = correlation.copyOfValues();
    double[][] weights = correlation.weights();
    var fits = new PairFit[team.size()];
    team.forEach(
        rings,
        (p, member) -> {
          if (fits[member] == null) {
            fits[member] = new PairFit(correlation, highest);
          }
          for (int r = p; r < rings; r++) {
            if (!correlation.hasGap(p, r)) {
              continue;
            }
            PairFit fit = fits[member];
            fit.design(p, r, invariants.terms());
            double sum = 0;
            int n = 0;
            for (int d = 0; d < angles; d++) {
              double w = weights[p][(r - p) * angles + d];
              sum += w;
              n += w > 0 ? 1 : 0;
            }
            for (int d = 0; d < angles; d++) {
              if (weights[p][(r - p) * angles + d] > 0) {
                continue;
              }
              weights[p][(r - p) * angles + d] = sum / n;
              for (int set = 0; set < SampledCorrelation.SETS; set++) {
                int from = Math.min(set, invariants.sets() - 1);
                double value = fit.design()[0][d] * raw.values(from, 0)[p * rings + r];
                for (int i = 1; i < invariants.terms(); i++) {
                  value += fit.design()[i][d] * invariants.values(from, i)[p * rings + r];
                }
                values[p][((r - p) * SampledCorrelation.SETS + set) * angles + d] = value;
              }
            }
          }
        });
    return correlation.with(values, weights);
  }
}
