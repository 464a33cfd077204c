package org.everyshot.merging;

import java.util.List;
import org.everyshot.engine.Team;
import org.everyshot.merging.PhysicalSettings.Part;
import org.jspecify.annotations.Nullable;

/// Takes a batch of fitted stills into a [PhysicalModel].
///
/// Each of the sums receives the stills one after the other, in order, so that its bits do not
/// depend on threads; different sums are worked on at once.
final class Intake {
  private static final long SHAPE_FROM = 400;

  private final PhysicalModel model;
  private final PhysicalSettings settings;
  private final StillObservations[] batch;
  private final int count;
  private final IndexedFits[] fitted;
  private final int[] number;

  /// @param batch stills, the first `count` of them
  /// @param fitted what the fits of each have left
  /// @param number of each still
  Intake(
      PhysicalModel model,
      PhysicalSettings settings,
      StillObservations[] batch,
      int count,
      IndexedFits[] fitted,
      int[] number) {
    this.model = model;
    this.settings = settings;
    this.batch = batch;
    this.count = count;
    this.fitted = fitted;
    this.number = number;
  }

  /// Takes the batch in.
  ///
  /// @param alone fits against the half-sets' own references; null where there are none
  void run(Team team, FittedStill @Nullable [] alone) {
    team.runAll(
        List.of(this::addToSums, () -> addToHalves(alone), this::addToDetector, this::learn));
  }

  private void addToSums() {
    for (int i = 0; i < count; i++) {
      if (fitted[i].chosen().usable) {
        fitted[i].addTo(model.full.sums, batch[i]);
      }
    }
  }

  private void addToHalves(FittedStill @Nullable [] alone) {
    for (int i = 0; i < count; i++) {
      StillObservations still = batch[i];
      IndexedFits ways = fitted[i];
      Chain own = model.halves[still.half];
      if (alone == null) {
        if (ways.chosen().usable) {
          ways.addTo(own.sums, still);
        }
        continue;
      }
      if (alone[i].usable) {
        alone[i].addTo(own.sums, still.slot, still.size, ways.share[ways.best]);
      }
      if (settings.aloneAgain(model.pass())) {
        model.recordsAlone.put(number[i], still, alone[i]);
      }
    }
  }

  /// What stills say of the detector's gain and of the spectrum.
  private void addToDetector() {
    boolean gains = settings.has(Part.GAINS);
    for (int b = 0; b < count; b++) {
      StillObservations still = batch[b];
      FittedStill fit = fitted[b].chosen();
      boolean spectrum = still.polychromatic && settings.has(Part.SPECTRUM);
      for (int i = 0; fit.usable && i < still.size; i++) {
        if (gains) {
          model.gains.add(still.square[i], fit.gainPull[i], fit.gainWeight[i]);
        }
        if (spectrum) {
          model.spectrum.add(still.wavelength[i], fit.gainPull[i], fit.gainWeight[i]);
        }
      }
    }
  }

  /// Records of the stills, and what is learned from each as a whole.
  private void learn() {
    for (int i = 0; i < count; i++) {
      FittedStill fit = fitted[i].chosen();
      model.records.put(number[i], batch[i], fit);
      if (fit.usable) {
        sample(batch[i], fit, model.records.correlation(number[i]));
        learn(fit);
      }
      model.counts.add(batch[i], fitted[i]);
    }
  }

  private void learn(FittedStill fit) {
    model.tails.add(fit);
    model.stillPriors.add(fit);
    if (model.pass() == 0) {
      model.drift.look(model.records);
      model.prediction.add(fit);
      if (settings.has(Part.ERRORS)) {
        model.errors.stream(fit);
      }
      if (model.stills() >= SHAPE_FROM && settings.has(Part.PROFILE)) {
        model.shape.stream(fit);
      }
    } else if (!settings.corrects(model.pass())) {
      model.errors.add(fit);
      model.shape.add(fit);
    }
  }

  private void sample(StillObservations still, FittedStill fit, double predicted) {
    double[] p = fit.parameters;
    model.sample.add(
        still.cell,
        p[0],
        p[1],
        p[2],
        p[3],
        Math.exp(p[4]),
        Math.exp(p[5]),
        p[6],
        fit.chiSquare,
        fit.meanRho,
        predicted);
  }
}
