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

/// Merging with the network model: passes that each go on where the last has stopped.
public final class NetworkMerging implements Merging {
  /// Columns of the sample of images.
  static final List<String> COLUMNS = List.of("lnG", "chiSquare", "ccPred");

  private final MergingSettings crystal;
  private final NetworkSettings settings;
  private final Team team;
  private final @Nullable NetworkMerger earlier;
  private byte[] state = new byte[0];

  /// @param team spreads the work; stays the caller's
  /// @param earlier a run to start warm from; null for none
  public NetworkMerging(
      MergingSettings crystal,
      NetworkSettings settings,
      Team team,
      @Nullable NetworkMerger earlier) {
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
        new NetworkMerger(
            crystal, settings, team, look -> history.look(look.model.stills, look::snapshot));
    if (earlier != null) {
      merger.warm(earlier);
    }
    boolean stopped = false;
    for (int number = 1; number <= settings.passes() && !stopped; number++) {
      var imagesHere = new LossLedger();
      var reflectionsHere = new LossLedger();
      history.pass(number);
      merger.count(imagesHere, reflectionsHere);
      merger.beginPass();
      try (var source = stills.open(imagesHere, reflectionsHere);
          Job<MergedReflections> job =
              new LocalEngine(team.size()).start(source, merger, imagesHere)) {
        watch.follow("pass " + number + " of " + settings.passes(), job);
        stopped = job.stopped();
      }
      images = imagesHere.balance();
      reflections = reflectionsHere.balance();
      long seen = merger.model.stills;
      if (!stopped) {
        merger.endPass();
      }
      history.end(seen, merger.snapshot(), figures(merger.model));
    }
    state = merger.save();
    return new MergingOutcome(
        merger.snapshot(),
        images,
        reflections,
        merger.model.sample,
        history.moments(),
        history.seconds(),
        stopped,
        figures(merger.model));
  }

  /// The state that the last merge has left, for a later run to start from.
  public byte[] state() {
    return state.clone();
  }

  private static Map<String, Double> figures(NetworkModel model) {
    var figures = new LinkedHashMap<String, Double>();
    double n = Math.max(1, model.bound[0]);
    figures.put("ccPred", model.prediction.overall());
    figures.put("logLikelihood", model.bound[1] / n);
    figures.put("amplitudeDivergence", model.bound[2] / n);
    figures.put("scaleDivergence", model.bound[3] / n);
    figures.put("gain", model.gain());
    figures.put("relativeError", model.error());
    figures.put("stepsNotFinite", (double) model.stepsLost);
    figures.put("amplitudesNotFinite", (double) model.amplitudesLost);
    return figures;
  }
}
