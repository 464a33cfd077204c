package org.everyshot.merging;

import java.util.List;
import org.everyshot.math.RandomStream;

/// Brings the first stills of a crystal with an indexing ambiguity into one setting, before there
/// is any structure factor to compare them with.
///
/// Each still becomes a column of standardized √I, divided by the mean of its resolution shell.
/// Stills are taken in one after the other, each under the operator that agrees best with the
/// mean of those before; then each is taken out and put back as agrees best with all others,
/// until none moves. The best of several orders is kept. Sums over all pairs of stills of what
/// Brehm & Diederichs (Acta Cryst. D70, 101, 2014) compare pair by pair, so that time and memory
/// grow with the number of stills, not with its square.
///
/// The setting that they agree on is that of the reference, where there is one, else one of those
/// possible; of two, the one that most stills have already.
final class IndexingConsensus {
  private static final int ORDERS = 6;
  private static final int SWEEPS = 60;

  /// Observations that a row's mean is drawn to 0 by.
  private static final double SHRINKAGE = 2;

  private final List<StillObservations> stills;
  private final ReflectionPriors priors;
  private final double[] shellMean;
  private final double[][] values;
  private final double[] sum;
  private final float[] weight;
  private final double[] known;
  private final int[] operator;

  /// @param stills under any operator
  /// @param shellMean mean intensity of each of the priors' shells
  /// @param known standardized amplitude of each unique reflection, NaN where unknown; empty
  ///     where there is no reference
  IndexingConsensus(
      List<StillObservations> stills, ReflectionPriors priors, double[] shellMean, double[] known) {
    this.stills = stills;
    this.priors = priors;
    this.shellMean = shellMean;
    this.values = new double[stills.size()][];
    this.sum = new double[priors.rows()];
    this.weight = new float[priors.rows()];
    this.known = known;
    this.operator = new int[stills.size()];
    for (int s = 0; s < values.length; s++) {
      values[s] = standardized(stills.get(s), priors, shellMean);
    }
  }

  private static double[] standardized(
      StillObservations still, ReflectionPriors priors, double[] shellMean) {
    double[] z = new double[still.size];
    double mean = 0;
    for (int i = 0; i < z.length; i++) {
      double relative =
          still.intensity[i] / Math.max(shellMean[priors.shell(still.slot[i] >> 1)], 1e-30);
      z[i] = Math.copySign(Math.sqrt(Math.abs(relative)), relative);
      mean += z[i] / z.length;
    }
    double square = 0;
    for (int i = 0; i < z.length; i++) {
      z[i] -= mean;
      square += z[i] * z[i] / z.length;
    }
    double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (int i = 0; i < z.length; i++) {
      z[i] = Math.clamp(z[i] * scale, -4, 4);
    }
    return z;
  }

  /// Chooses an operator for every still.
  void choose() {
    int[] best = operator.clone();
    double most = Double.NEGATIVE_INFINITY;
    for (int trial = 0; trial < ORDERS; trial++) {
      double agreement = grow(order(trial));
      if (agreement > most) {
        most = agreement;
        System.arraycopy(operator, 0, best, 0, best.length);
      }
    }
    int flip = known.length == 0 && swapped(best) ? 1 : 0;
    for (int s = 0; s < best.length; s++) {
      stills.get(s).choose(best[s] ^ flip);
    }
  }

  /// Whether most stills are turned by the second of two operators.
  private boolean swapped(int[] chosen) {
    int turned = 0;
    for (int o : chosen) {
      turned += o;
    }
    return stills.getFirst().indexed.length == 2 && 2 * turned > chosen.length;
  }

  private int[] order(int trial) {
    int[] order = new int[stills.size()];
    var random = new RandomStream(1, trial, 0);
    for (int s = 0; s < order.length; s++) {
      // The first order is that of arrival; the others are shuffled.
      int at = trial == 0 ? s : (int) (random.uniform() * (s + 1));
      order[s] = order[at];
      order[at] = s;
    }
    return order;
  }

  /// Empties the sums but for the reference.
  void beginAgain() {
    for (int row = 0; row < sum.length; row++) {
      boolean told = row < known.length && !Double.isNaN(known[row]);
      sum[row] = told ? 4 * known[row] : 0;
      weight[row] = told ? 4 : 0;
    }
  }

  /// Adds a still, that need not be one of the first, to the sums, or takes it out again.
  ///
  /// @param sign 1 or −1
  void put(StillObservations still, int under, int sign) {
    put(standardized(still, priors, shellMean), still.indexed[under], sign);
  }

  /// The operator under which a still that is not in the sums agrees best with them.
  int likeliest(StillObservations still) {
    return likeliest(standardized(still, priors, shellMean), still);
  }

  /// Observations of a unique reflection that are in the sums; the reference counts as four.
  int observations(int row) {
    return Math.round(weight[row]);
  }

  /// Writes the sums, and what stills are standardized by.
  void save(StateWriter out) {
    out.put(shellMean);
    out.put(sum);
    out.put(weight, weight.length);
  }

  /// Sums that were written, without the first stills.
  static IndexingConsensus restored(ReflectionPriors priors, StateReader in) {
    double[] shellMean = new double[priors.shells()];
    in.fill(shellMean);
    var consensus = new IndexingConsensus(List.of(), priors, shellMean, new double[0]);
    in.fill(consensus.sum);
    in.fill(consensus.weight);
    return consensus;
  }

  /// Sequential growth, then visits until nothing moves.
  ///
  /// @return agreement of every still with all others
  private double grow(int[] order) {
    beginAgain();
    for (int s : order) {
      operator[s] = likeliest(values[s], stills.get(s));
      put(s, 1);
    }
    boolean moved = true;
    for (int sweep = 0; sweep < SWEEPS && moved; sweep++) {
      moved = false;
      for (int s : order) {
        put(s, -1);
        int now = likeliest(values[s], stills.get(s));
        moved |= now != operator[s];
        operator[s] = now;
        put(s, 1);
      }
    }
    double agreement = 0;
    for (int s : order) {
      put(s, -1);
      agreement += agreement(values[s], stills.get(s).indexed[operator[s]]);
      put(s, 1);
    }
    return agreement;
  }

  private int likeliest(double[] z, StillObservations still) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int o = 0; o < still.indexed.length; o++) {
      double here = agreement(z, still.indexed[o]);
      if (here > most) {
        most = here;
        best = o;
      }
    }
    return best;
  }

  /// Sum over a still's observations of value times mean of all others.
  private double agreement(double[] z, int[] slot) {
    double agreement = 0;
    for (int i = 0; i < z.length; i++) {
      int row = slot[i] >> 1;
      agreement += z[i] * sum[row] / (weight[row] + SHRINKAGE);
    }
    return agreement;
  }

  private void put(int s, int sign) {
    put(values[s], stills.get(s).indexed[operator[s]], sign);
  }

  private void put(double[] z, int[] slot, int sign) {
    for (int i = 0; i < z.length; i++) {
      sum[slot[i] >> 1] += sign * z[i];
      weight[slot[i] >> 1] += sign;
    }
  }
}
