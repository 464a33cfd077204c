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
  private final MergingCheckpoint checkpoint;
  private double[] amplitudes = new double[0];
  private byte[] state = new byte[0];

  /// @param team spreads the work; stays the caller's
  /// @param earlier a run to start warm from; null for none
  /// @param checkpoint where states are kept, and from where an interrupted run goes on
  public NetworkMerging(
      MergingSettings crystal,
      NetworkSettings settings,
      Team team,
      @Nullable NetworkMerger earlier,
      MergingCheckpoint checkpoint) {
    this.checkpoint = checkpoint;
    this.crystal = crystal;
    this.settings = settings;
    this.team = team;
    this.earlier = earlier;
  }

  /// Where a choice among indexing operators is made, that of these amplitudes is preferred.
  /// A run to start warm from is turned into it where that fits clearly better.
  ///
  /// @param amplitude of each unique reflection, of any scale; NaN where unknown
  public NetworkMerging agreeingWith(double[] amplitude) {
    amplitudes = amplitude.clone();
    return this;
  }

  @Override
  public MergingOutcome merge(Stills stills, MergingWatch watch)
      throws IOException, InterruptedException {
    var history = new MergingHistory(watch);
    var run = new Run(history);
    var merger = new NetworkMerger(crystal, settings, team, run::look);
    if (amplitudes.length > 0) {
      merger.agreeWith(amplitudes);
    }
    if (earlier != null) {
      merger.warm(earlier);
    }
    WarmStart start = merger.start();
    if (start != null) {
      start.tell(watch);
    }
    var progression = new Progression(history, checkpoint, merger::saveAll);
    run.progression = progression;
    progression.resume(merger::loadAll);
    boolean stopped = false;
    while (progression.mark().pass() <= settings.passes() && !stopped) {
      int number = progression.mark().pass();
      var images = new LossLedger();
      var reflections = new LossLedger();
      merger.arrivals().begin(progression.mark().stills(), merger.waiting());
      merger.arrivals().count(images, reflections);
      if (progression.mark().stills() == 0) {
        history.pass(number);
        merger.beginPass();
      }
      try (var source = stills.open(images, reflections);
          Job<MergedReflections> job = new LocalEngine(team.size()).start(source, merger, images)) {
        watch.follow(
            "pass " + number + " of " + settings.passes(), merger.arrivals().counting(job));
        stopped = job.stopped();
      }
      long seen = merger.model.stills;
      if (!stopped) {
        merger.endPass();
      }
      history.end(seen, merger.snapshot(), figures(merger));
      progression.endPass(stopped, images, reflections);
    }
    state = merger.save();
    return new MergingOutcome(
        merger.snapshot(),
        progression.mark().images(),
        progression.mark().reflections(),
        merger.model.sample,
        history.moments(),
        history.seconds(),
        stopped,
        figures(merger));
  }

  /// The state that the last merge has left, for a later run to start from.
  public byte[] state() {
    return state.clone();
  }

  /// What goes on beside the merger: history and checkpoints.
  private static final class Run {
    private final MergingHistory history;
    private @Nullable Progression progression;

    Run(MergingHistory history) {
      this.history = history;
    }

    void look(NetworkMerger merger) {
      if (merger.arrivals().passingOver()) {
        return;
      }
      history.look(merger.model.stills, merger::snapshot);
      if (progression != null) {
        progression.reached(merger.arrivals().seen());
      }
    }
  }

  private Map<String, Double> figures(NetworkMerger merger) {
    NetworkModel model = merger.model;
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
    figures.putAll(crystal.chosen(merger::indexedBy));
    WarmStart start = merger.start();
    if (start != null) {
      figures.putAll(start.figures());
    }
    return figures;
  }
}
