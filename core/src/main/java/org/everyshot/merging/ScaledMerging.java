package org.everyshot.merging;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.engine.Job;
import org.everyshot.engine.LocalEngine;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// The scaled merge: a Monte Carlo merge first, then passes in which every image's scale, B factor
/// and, where orientations are known, widths of partiality are fitted to the merge of the pass
/// before ([ImageScaling]), and measurements enter weighted by an error model that is learned from
/// the same pass ([ErrorModel]). What CrystFEL's partialator models, too.
///
/// Between passes the means over images of ln G and B are put back to 0, the prior of the widths
/// follows their medians, and, before the last pass but one, images that lower CC½ by more than two
/// standard deviations beyond the mean are left out ([Influence]).
///
/// Both half-sets are scaled to the one reference, as partialator does it, so CC½ is somewhat
/// flattering.
public final class ScaledMerging implements Merging {
  /// Columns of the sample of images.
  static final List<String> COLUMNS =
      List.of("lnG", "bAngstromSquared", "widthPerAngstrom", "mosaicityRadians", "correlation");

  /// Settings of the scaled merge alone.
  ///
  /// @param passes all passes, the Monte Carlo merge included; at least 2
  /// @param partiality what is made of the Ewald offset
  /// @param leastPredicted images with fewer reflections that the reference predicts are left out
  /// @param leastCorrelation images that correlate less with their prediction are left out
  /// @param outlierSigmas measurements farther from their prediction are left out
  /// @param rejectHarmful whether to leave out images that lower CC½
  public record Options(
      int passes,
      Partiality partiality,
      int leastPredicted,
      double leastCorrelation,
      double outlierSigmas,
      boolean rejectHarmful) {
    /// The defaults.
    public static Options standard() {
      return new Options(5, Partiality.OFFSET, 10, 0.1, 6, true);
    }

    public Options {
      if (passes < 2) {
        throw new IllegalArgumentException("passes " + passes + ": expected at least 2");
      }
    }
  }

  private static final double HARM = 2;

  private final MergingSettings settings;
  private final Options options;
  private final Team team;

  /// @param team spreads the work
  public ScaledMerging(MergingSettings settings, Options options, Team team) {
    this.settings = settings;
    this.options = options;
    this.team = team;
  }

  @Override
  public MergingOutcome merge(Stills stills, MergingWatch watch)
      throws IOException, InterruptedException {
    var history = new MergingHistory(watch);
    history.pass(1);
    First first = first(stills, watch, history);
    MergedReflections merged = first.merged;
    var plan = new ScalingPlan(settings, options, first.offset);
    MergingOutcome outcome = first.outcome;
    boolean stopped = first.stopped;
    for (int number = 2; number <= options.passes() && !stopped; number++) {
      var images = new LossLedger();
      var reflections = new LossLedger();
      history.pass(number);
      var merger =
          new ScaledMerger(
              settings,
              plan.pass(merged),
              team,
              images,
              reflections,
              look -> history.look(look.stills(), look::snapshot));
      try (var source = stills.open(images, reflections);
          Job<MergedReflections> job = new LocalEngine(team.size()).start(source, merger, images)) {
        MergedReflections now = watch.follow("pass " + number + " of " + options.passes(), job);
        stopped = job.stopped();
        if (stopped && merger.stills() < outcome.images().processed() / 2) {
          break; // the pass before holds more
        }
        merged = now;
        plan.learn(merger, number);
        history.end(merger.stills(), merged, plan.figures());
        outcome =
            new MergingOutcome(
                merged,
                images.balance(),
                reflections.balance(),
                merger.sample(),
                history.moments(),
                history.seconds(),
                stopped,
                plan.figures());
      }
    }
    return finished(outcome, history, stopped);
  }

  private static MergingOutcome finished(
      MergingOutcome outcome, MergingHistory history, boolean stopped) {
    return new MergingOutcome(
        Amplitudes.frenchWilson(outcome.reflections()),
        outcome.images(),
        outcome.measurements(),
        outcome.sample(),
        history.moments(),
        history.seconds(),
        stopped,
        outcome.figures());
  }

  private record First(
      MergedReflections merged, MergingOutcome outcome, double offset, boolean stopped) {}

  private First first(Stills stills, MergingWatch watch, MergingHistory history)
      throws IOException, InterruptedException {
    var images = new LossLedger();
    var reflections = new LossLedger();
    var merger =
        new MonteCarloMerger(
            settings,
            team,
            images,
            reflections,
            look -> history.look(look.stills(), look::snapshot));
    try (var source = stills.open(images, reflections);
        Job<MergedReflections> job = new LocalEngine(team.size()).start(source, merger, images)) {
      MergedReflections merged = watch.follow("pass 1 of " + options.passes(), job);
      history.end(merger.stills(), merged);
      var outcome =
          new MergingOutcome(
              merged,
              images.balance(),
              reflections.balance(),
              merger.sample(),
              history.moments(),
              history.seconds(),
              job.stopped(),
              Map.of());
      return new First(merged, outcome, merger.typicalOffset(), job.stopped());
    }
  }

  /// What one pass hands on to the next.
  private static final class ScalingPlan {
    private final MergingSettings settings;
    private final Options options;
    private ImageModel model;
    private ErrorModel error = ErrorModel.first();
    private double scale;
    private double b;
    private @Nullable Rejected rejected;
    private @Nullable Influence influence;
    private double[] expected = new double[0];

    ScalingPlan(MergingSettings settings, Options options, double offset) {
      this.settings = settings;
      this.options = options;
      double width = offset > 0 ? offset : 1e-3;
      this.model = ImageModel.of(width, width / 0.4);
    }

    ScaledMerger.Pass pass(MergedReflections merged) {
      double[] perRow = Amplitudes.expected(merged);
      double[] reference = new double[merged.slots()];
      expected = new double[merged.slots()];
      for (int slot = 0; slot < reference.length; slot++) {
        double x = settings.unique().inverseSquareSpacing(slot >> 1);
        double gauge = Math.exp(scale - 0.5 * b * x);
        expected[slot] = gauge * perRow[slot >> 1] * settings.unique().epsilon(slot >> 1);
        reference[slot] = reference(merged, slot) * gauge;
      }
      return new ScaledMerger.Pass(
          new ScaledMerger.Slots(reference),
          new ScaledMerger.Slots(expected),
          model,
          error,
          options,
          rejected,
          influence);
    }

    /// Intensity to fit a slot to: that of both Friedel mates together, which differ by little and
    /// are less noisy so.
    private static double reference(MergedReflections merged, int slot) {
      double own = merged.intensity()[slot];
      double mate = merged.intensity()[slot ^ 1];
      if (Double.isNaN(own) || Double.isNaN(mate)) {
        return Double.isNaN(own) ? mate : own;
      }
      double w = Math.pow(merged.sigmaIntensity()[slot], -2);
      double v = Math.pow(merged.sigmaIntensity()[slot ^ 1], -2);
      return (w * own + v * mate) / (w + v);
    }

    void learn(ScaledMerger merger, int number) {
      ImageRecords records = merger.records();
      error = merger.error();
      scale = mean(records.sorted(ImageModel.SCALE));
      b = mean(records.sorted(ImageModel.B));
      model = model.following(records);
      if (influence != null) {
        rejected = harmful(records);
        influence = null;
      }
      boolean judge = options.rejectHarmful() && number == options.passes() - 2;
      if (judge) {
        influence = new Influence(merger.sums(), expected);
      }
    }

    private static double mean(double[] values) {
      return values.length == 0 ? 0 : Arrays.stream(values).average().orElse(0);
    }

    private static Rejected harmful(ImageRecords records) {
      double sum = 0;
      double squares = 0;
      int n = 0;
      for (int i = 0; i < records.size(); i++) {
        double delta = records.deltaCcHalf(i);
        if (Double.isFinite(delta)) {
          sum += delta;
          squares += delta * delta;
          n++;
        }
      }
      double mean = sum / n;
      double limit = mean - HARM * Math.sqrt(Math.max(0, squares / n - mean * mean));
      var harmful = new Rejected();
      for (int i = 0; i < records.size(); i++) {
        if (records.deltaCcHalf(i) < limit) {
          harmful.add(i);
        }
      }
      return harmful;
    }

    Map<String, Double> figures() {
      var figures = new LinkedHashMap<String, Double>();
      figures.put("sigmaFactor", error.sigmaFactor());
      figures.put("relativeError", error.relativeError(0));
      figures.put("widthPerAngstrom", Math.exp(model.mean[ImageModel.WIDTH]));
      figures.put("mosaicityRadians", Math.exp(model.mean[ImageModel.MOSAICITY]));
      figures.put("imagesLoweringCcHalf", rejected == null ? 0.0 : rejected.count());
      return figures;
    }
  }
}
