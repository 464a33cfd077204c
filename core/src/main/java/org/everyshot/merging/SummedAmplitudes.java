package org.everyshot.merging;

import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;

/// Amplitudes as running sums of the observations, weighted by K²/V, under Wilson's prior of mean
/// intensity ε, Friedel mates coupled: the posterior of the physical model, at scales that a
/// network gives.
final class SummedAmplitudes implements NetworkAmplitudes {
  private final ReflectionPriors priors;
  private final Chain full;
  private final Chain[] halves;
  private final IntensityPosterior scratch = new IntensityPosterior();

  SummedAmplitudes(ReflectionPriors priors, boolean anomalous) {
    this.priors = priors;
    flatten();
    this.full = new Chain(priors, anomalous, null);
    this.halves =
        new Chain[] {new Chain(priors, anomalous, null), new Chain(priors, anomalous, null)};
  }

  /// Mean intensities stay 1, as otherwise scales and amplitudes could drift apart.
  private void flatten() {
    for (int s = 0; s < priors.shells(); s++) {
      double spread = priors.shellSpread(s);
      priors.set(s, 1, spread > 0 ? spread : 0.03);
    }
  }

  @Override
  public void refer(StillObservations[] batch, int count, ObservationRows rows) {
    for (int g = 0; g < count; g++) {
      StillObservations still = batch[g];
      full.refer(still, scratch);
      for (int i = 0; i < still.size; i++) {
        int r = rows.begin[g] + i;
        double mean = still.mean[i];
        double variance = still.meanVariance[i];
        rows.square[r] = mean;
        rows.squareVariance[r] = variance;
        rows.mean[r] = Math.sqrt(mean);
        rows.deviation[r] = 0.5 * Math.sqrt(variance / (mean + Math.sqrt(variance)));
      }
    }
  }

  @Override
  public void evaluate(
      BoundTerm term,
      ClosedTerm halfTerm,
      ObservationRows rows,
      int r,
      NetworkSettings settings,
      RandomStream random) {
    throw new IllegalStateException("running sums have no gradients");
  }

  @Override
  public int step(ObservationRows rows, double rate) {
    int lost = 0;
    for (int r = 0; r < rows.rows; r++) {
      double k = rows.scale[r];
      double precision = k * k / rows.weightVariance[r];
      double weighted = k * rows.intensity[r] / rows.weightVariance[r];
      if (Double.isFinite(precision) && Double.isFinite(weighted)) {
        full.sums.add(rows.slot[r], precision, weighted);
        halves[rows.half[r]].sums.add(rows.slot[r], precision, weighted);
      } else {
        lost++;
      }
    }
    return lost;
  }

  @Override
  public void learn(long before, long now, int pass, Team team) {
    if (pass == 0 && Math.floorDiv(now - 100, 200) > Math.floorDiv(before - 100, 200)) {
      priors.learn(full.sums, team);
      flatten();
    }
  }

  @Override
  public void beginPass() {
    // Sums were begun when the last pass ended.
  }

  @Override
  public void endPass(Team team, boolean more) {
    priors.learn(full.sums, team);
    flatten();
    full.endPass(team);
    halves[0].keep();
    halves[1].keep();
  }

  @Override
  public MergedReflections result(MergingSettings crystal, Team team) {
    return new PhysicalResult(crystal, PhysicalSettings.standard(), priors, 1, team)
        .of(result(full), result(halves[0]), result(halves[1]), true);
  }

  /// The sums of the last complete pass, of the first where none is.
  private static PrecisionSums result(Chain chain) {
    PrecisionSums complete = chain.complete;
    return complete == null ? chain.sums : complete;
  }

  @Override
  public void save(StateWriter out) {
    priors.save(out);
    full.save(out);
    halves[0].save(out);
    halves[1].save(out);
  }

  @Override
  public void load(StateReader in, Team team) {
    priors.load(in);
    full.load(in, team);
    halves[0].load(in, team);
    halves[1].load(in, team);
  }

  @Override
  public void warm(NetworkAmplitudes other, int[] here) {
    if (!(other instanceof SummedAmplitudes from)) {
      return;
    }
    PrecisionSums sums = result(from.full);
    var earlier = new PrecisionSums(priors.rows());
    for (int slot = 0; slot < here.length; slot++) {
      if (here[slot] >= 0 && sums.precision(slot) > 0) {
        earlier.add(here[slot], sums.precision(slot), sums.weighted(slot));
      }
    }
    full.learnedFrom(earlier);
  }
}
