package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// Fits stills against the references of a [PhysicalModel]: under one way of indexing or all, with
/// the residual network's correction or without. Several threads at once, each by its number.
final class StillFitting {
  private static final int FIRST_STEPS = 7;
  private static final int LATER_STEPS = 3;
  private static final int NEW = Integer.MAX_VALUE;

  private final PhysicalModel model;
  private final PhysicalSettings settings;
  private final int operators;
  private final @Nullable StillCorrection correction;
  private final StillFit[] fits;
  private final IntensityPosterior[] scratch;

  /// @param operators ways to index a still
  /// @param correction the residual network; null for none
  StillFitting(
      PhysicalModel model,
      PhysicalSettings settings,
      int operators,
      Team team,
      @Nullable StillCorrection correction) {
    this.model = model;
    this.settings = settings;
    this.operators = operators;
    this.correction = correction;
    this.fits = new StillFit[team.size()];
    this.scratch = new IntensityPosterior[team.size()];
    Arrays.setAll(fits, m -> new StillFit());
    Arrays.setAll(scratch, m -> new IntensityPosterior());
  }

  /// Fits a still against the reference of its half-set. It starts where that left it in the pass
  /// before, or where the reference of all stills did.
  void fitAlone(int number, StillObservations still, int member, FittedStill out) {
    StillRecords alone = model.recordsAlone;
    StillRecords before = alone.knows(number) ? alone : model.records;
    fit(model.halves[still.half], before, number, still, member, out);
  }

  /// Fits a still against a chain's reference.
  ///
  /// @param before where it starts, if a pass before has brought it
  /// @param number of the still
  private void fit(
      Chain chain,
      StillRecords before,
      int number,
      StillObservations still,
      int member,
      FittedStill out) {
    chain.refer(still, scratch[member]);
    int steps = LATER_STEPS;
    int pass = model.pass();
    if (before.knows(number)) {
      before.parameters(number, out.parameters);
    } else {
      StillFit.start(still, model.stillPriors, out.parameters);
      steps = FIRST_STEPS;
    }
    boolean within = chain.complete != null;
    double shape = model.shape.value;
    StillCorrection network = correction;
    if (network == null || !settings.corrects(pass) || steps == FIRST_STEPS) {
      fit(still, shape, model.errors, steps, within, member, out);
      return;
    }
    network.apply(member, still, out.parameters, model.stillPriors, shape, model.errors);
    fit(still, shape, network.errors(), steps, within, member, out);
    network.restore(member, still);
  }

  private void fit(
      StillObservations still,
      double shape,
      RelativeVariance errors,
      int steps,
      boolean within,
      int member,
      FittedStill out) {
    fits[member].fit(still, model.stillPriors, shape, errors, steps, within, model.priors, out);
  }

  /// Fits a still under every way of indexing it, unless one has been agreed on, and leaves it
  /// under the likeliest. In passes after the first, the way that it had is judged without what
  /// the still itself has added to the reference.
  void fitIndexed(int number, StillObservations still, int member, IndexedFits out) {
    Chain full = model.full;
    if (operators == 1 || still.operator >= 0) {
      fit(full, model.records, number, still, member, out.fits[still.operator]);
      out.only(still.operator);
      return;
    }
    int before = model.records.knows(number) ? model.records.operator(number) : -1;
    for (int o = 0; o < operators; o++) {
      still.choose(o);
      FittedStill fit = out.fits[o];
      fit(full, model.records, o == before ? number : NEW, still, member, fit);
      if (fit.usable) {
        if (o == before) {
          full.referWithout(still, fit, scratch[member]);
        }
        out.logLikelihood[o] = fits[member].logLikelihood(still, model.errors);
      }
    }
    out.weigh();
    still.choose(out.best);
  }

  /// Teaches the correction a batch, which is fitted to the reference of all stills.
  ///
  /// @param part of the pass that is done, 0 to 1
  void train(StillObservations[] batch, IndexedFits[] fitted, int count, double part) {
    StillCorrection network = correction;
    if (network == null || !settings.trains(model.pass())) {
      return;
    }
    FittedStill[] chosen = new FittedStill[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = fitted[i].chosen();
      model.full.refer(batch[i], scratch[0]);
    }
    double progress = settings.trained(model.pass(), Math.min(1, part));
    network.train(
        batch, chosen, count, model.stillPriors, model.shape.value, model.errors, progress);
  }
}
