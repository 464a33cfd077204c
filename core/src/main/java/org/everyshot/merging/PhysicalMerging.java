package org.everyshot.merging;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.engine.Job;
import org.everyshot.engine.LocalEngine;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// Bayesian merging with the physical model: a first pass that predicts every still before it uses
/// it, then passes against a frozen reference.
public final class PhysicalMerging implements Merging {
  /// Columns of the sample of images.
  static final List<String> COLUMNS =
      List.of(
          "lnG",
          "bAngstromSquared",
          "misorientationXRadians",
          "misorientationYRadians",
          "radiusPerAngstrom",
          "mosaicityRadians",
          "cellErrorAngstrom",
          "chiSquare",
          "scaleVariance",
          "ccPred");

  private final MergingSettings crystal;
  private final PhysicalSettings settings;
  private final Team team;
  private final @Nullable PhysicalMerger earlier;
  private byte[] state = new byte[0];

  /// @param team spreads the work; stays the caller's
  /// @param earlier a run to start warm from; null for none
  public PhysicalMerging(
      MergingSettings crystal,
      PhysicalSettings settings,
      Team team,
      @Nullable PhysicalMerger earlier) {
    this.crystal = crystal;
    this.settings = settings;
    this.team = team;
    this.earlier = earlier;
  }

  @Override
  public MergingOutcome merge(Stills stills, MergingWatch watch)
      throws IOException, InterruptedException {
    var history = new MergingHistory(watch);
    LossLedger.Balance images = new LossLedger().balance();
    LossLedger.Balance reflections = images;
    var merger =
        new PhysicalMerger(
            crystal, settings, team, look -> history.look(look.stills(), look::snapshot));
    if (earlier != null) {
      merger.warm(earlier);
    }
    boolean stopped = false;
    for (int number = 1; number <= settings.passes() && !stopped; number++) {
      var imagesHere = new LossLedger();
      var reflectionsHere = new LossLedger();
      history.pass(number);
      merger.count(imagesHere, reflectionsHere);
      try (var source = stills.open(imagesHere, reflectionsHere);
          Job<MergedReflections> job =
              new LocalEngine(team.size()).start(source, merger, imagesHere)) {
        watch.follow("pass " + number + " of " + settings.passes(), job);
        stopped = job.stopped();
      }
      if (number == 1 || !stopped) {
        // A later pass that is cut short leaves the result, and the counts, of the pass before.
        images = imagesHere.balance();
        reflections = reflectionsHere.balance();
      }
      long seen = merger.stills();
      if (!stopped) {
        merger.endPass();
      }
      history.end(seen, merger.snapshot(), figures(merger));
    }
    state = merger.save();
    return new MergingOutcome(
        merger.snapshot(),
        images,
        reflections,
        merger.sample(),
        history.moments(),
        history.seconds(),
        stopped,
        figures(merger));
  }

  /// The state that the last merge has left, for a later run to start from.
  public byte[] state() {
    return state.clone();
  }

  private static Map<String, Double> figures(PhysicalMerger merger) {
    var figures = new LinkedHashMap<String, Double>();
    if (merger.begun()) {
      PhysicalModel model = merger.model();
      figures.put("ccPred", model.prediction.overall());
      figures.put("profileShape", model.shape.value);
      figures.put("relativeError", Math.sqrt(model.errors.relative));
      figures.put("offsetError", model.errors.offset);
      figures.put("misorientationDegrees", Math.toDegrees(model.stillPriors.deviation[2]));
      figures.put("imagesNotFitted", (double) model.failed());
    }
    return figures;
  }
}
