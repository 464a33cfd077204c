package org.everyshot.merging;

import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// Running sums with the reference that their stills are fitted against.
///
/// In the first pass the reference is the sums themselves, as they are when a batch begins; later
/// it is what the pass before has left, frozen.
final class Chain {
  private static final int BLOCK = 4096;

  /// What the running pass has summed up.
  PrecisionSums sums;

  /// What the last complete pass has summed up; null in the first.
  @Nullable PrecisionSums complete;

  private final ReflectionPriors priors;
  private final boolean friedel;
  private Reference reference;
  private double[] means = new double[0];
  private double[] variances = new double[0];

  Chain(ReflectionPriors priors, boolean friedel, @Nullable PrecisionSums earlier) {
    this.priors = priors;
    this.friedel = friedel;
    this.sums = new PrecisionSums(priors.rows());
    this.reference = new Reference(sums, earlier, priors, friedel);
  }

  /// Takes sums of another run as part of the reference of the first pass.
  void learnedFrom(PrecisionSums earlier) {
    reference = new Reference(sums, earlier, priors, friedel);
  }

  /// Looks the reference up for a still.
  void refer(StillObservations still, IntensityPosterior scratch) {
    if (complete == null) {
      still.refer(reference, scratch);
    } else {
      still.refer(means, variances);
    }
  }

  /// Looks the reference up without what the still itself has added to it, in a pass after the
  /// first.
  ///
  /// @param fit of the still: what it adds now is what it has added before, nearly
  void referWithout(StillObservations still, FittedStill fit, IntensityPosterior scratch) {
    for (int i = 0; i < still.size; i++) {
      reference.at(still.slot[i], fit.precision[i], fit.weighted[i], scratch);
      still.mean[i] = scratch.mean;
      still.meanVariance[i] = scratch.variance;
    }
  }

  /// Intensities of each row are from here on larger by `factor`. Only the running sums follow.
  void regauge(double[] factor) {
    for (int row = 0; row < factor.length; row++) {
      sums.scale(row, factor[row]);
    }
  }

  /// Ends a pass of sums that nothing is fitted against: they are kept, and a fresh set begins.
  PrecisionSums keep() {
    PrecisionSums done = sums;
    sums = complete == null ? new PrecisionSums(priors.rows()) : complete;
    sums.clear();
    complete = done;
    return done;
  }

  /// Ends a pass: its sums become the frozen reference of the next.
  void endPass(Team team) {
    freeze(keep(), team);
  }

  /// Works out the moments of every slot.
  private void freeze(PrecisionSums done, Team team) {
    reference = new Reference(done, null, priors, friedel);
    int slots = done.slots();
    means = means.length == slots ? means : new double[slots];
    variances = variances.length == slots ? variances : new double[slots];
    team.inBlocks(
        slots,
        BLOCK,
        (block, from, to) -> {
          var scratch = new IntensityPosterior();
          for (int slot = from; slot < to; slot++) {
            reference.at(slot, scratch);
            means[slot] = scratch.mean;
            variances[slot] = scratch.variance;
          }
        });
  }

  /// Writes the sums; the frozen moments are worked out anew.
  void save(StateWriter out) {
    sums.save(out);
    PrecisionSums before = complete;
    out.put(before == null ? 0 : means.length == 0 ? 1 : 2);
    if (before != null) {
      before.save(out);
    }
  }

  /// Takes over what was written.
  void load(StateReader in, Team team) {
    sums.load(in);
    int kind = in.integer();
    if (kind < 0 || kind > 2) {
      throw in.damaged("kind of reference " + kind + "; expected 0, 1 or 2");
    }
    if (kind > 0) {
      var before = new PrecisionSums(priors.rows());
      before.load(in);
      complete = before;
      if (kind == 2) {
        freeze(before, team);
      }
    }
  }
}
