package org.everyshot.merging;

import java.io.IOException;
import java.util.Map;
import org.everyshot.engine.Job;
import org.everyshot.engine.LocalEngine;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;

/// The Monte Carlo merge ([MonteCarloMerger]): one pass, then amplitudes by French and Wilson.
public final class MeanMerging implements Merging {
  private final MergingSettings settings;
  private final Team team;

  /// @param team spreads the work
  public MeanMerging(MergingSettings settings, Team team) {
    this.settings = settings;
    this.team = team;
  }

  @Override
  public MergingOutcome merge(Stills stills, MergingWatch watch)
      throws IOException, InterruptedException {
    var images = new LossLedger();
    var reflections = new LossLedger();
    var history = new MergingHistory(watch);
    history.pass(1);
    var merger =
        new MonteCarloMerger(
            settings,
            team,
            images,
            reflections,
            look -> history.look(look.stills(), look::snapshot));
    try (var source = stills.open(images, reflections);
        Job<MergedReflections> job = new LocalEngine(team.size()).start(source, merger, images)) {
      MergedReflections merged = watch.follow("merge", job);
      history.end(merger.stills(), merged);
      return new MergingOutcome(
          Amplitudes.frenchWilson(merged),
          images.balance(),
          reflections.balance(),
          merger.sample(),
          history.moments(),
          history.seconds(),
          job.stopped(),
          Map.of());
    }
  }
}
