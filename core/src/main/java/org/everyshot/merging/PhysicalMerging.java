package org.everyshot.merging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private static final int POINTS = 100;

  private final MergingSettings crystal;
  private final PhysicalSettings settings;
  private final Team team;
  private final @Nullable PhysicalMerger earlier;
  private final MergingCheckpoint checkpoint;
  private double[] amplitudes = new double[0];
  private byte[] state = new byte[0];
  private Map<Double, Double> spectrum = Map.of();

  /// @param team spreads the work; stays the caller's
  /// @param earlier a run to start warm from; null for none
  public PhysicalMerging(
      MergingSettings crystal,
      PhysicalSettings settings,
      Team team,
      @Nullable PhysicalMerger earlier) {
    this(crystal, settings, team, earlier, MergingCheckpoint.none());
  }

  /// @param earlier a run to start warm from; null for none
  /// @param checkpoint where states are kept, and from where an interrupted run goes on
  public PhysicalMerging(
      MergingSettings crystal,
      PhysicalSettings settings,
      Team team,
      @Nullable PhysicalMerger earlier,
      MergingCheckpoint checkpoint) {
    this.crystal = crystal;
    this.settings = settings;
    this.team = team;
    this.earlier = earlier;
    this.checkpoint = checkpoint;
  }

  /// Where a choice among indexing operators is made, that of these amplitudes is preferred.
  /// A run to start warm from is turned into it where that fits clearly better.
  ///
  /// @param amplitude of each unique reflection, of any scale; NaN where unknown
  public PhysicalMerging agreeingWith(double[] amplitude) {
    amplitudes = amplitude.clone();
    return this;
  }

  @Override
  public MergingOutcome merge(Stills stills, MergingWatch watch)
      throws IOException, InterruptedException {
    var history = new MergingHistory(watch);
    var run = new Run(history);
    var merger = new PhysicalMerger(crystal, settings, team, run::look);
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
    var progression =
        new Progression(history, checkpoint, out -> PhysicalState.saveAll(merger, out));
    run.progression = progression;
    progression.resume(in -> PhysicalState.loadAll(merger, in));
    run.told = merger.begun() ? merger.model().drift.alarms().size() : 0;
    boolean stopped = false;
    while (progression.mark().pass() <= settings.passes() && !stopped) {
      int number = progression.mark().pass();
      var images = new LossLedger();
      var reflections = new LossLedger();
      if (progression.mark().stills() == 0) {
        history.pass(number);
      }
      merger.arrivals().begin(progression.mark().stills(), merger.waiting().size());
      merger.arrivals().count(images, reflections);
      try (var source = stills.open(images, reflections);
          Job<MergedReflections> job = new LocalEngine(team.size()).start(source, merger, images)) {
        watch.follow(
            "pass " + number + " of " + settings.passes(), merger.arrivals().counting(job));
        stopped = job.stopped();
      }
      long seen = merger.stills();
      if (!stopped) {
        merger.endPass();
      }
      history.end(seen, merger.snapshot(), figures(merger));
      progression.endPass(stopped, images, reflections);
    }
    state = merger.save();
    spectrum = merger.begun() ? spectrum(merger.model().spectrum) : Map.of();
    return new MergingOutcome(
        merger.snapshot(),
        progression.mark().images(),
        progression.mark().reflections(),
        merger.sample(),
        history.moments(),
        history.seconds(),
        stopped,
        figures(merger),
        monitoring(merger));
  }

  /// The state that the last merge has left, for a later run to start from.
  public byte[] state() {
    return state.clone();
  }

  /// The spectrum that polychromatic stills have shown: brightness at evenly spaced wavelengths,
  /// Å, relative to its geometric mean; empty where there is none.
  public Map<Double, Double> spectrum() {
    return spectrum;
  }

  private static Map<Double, Double> spectrum(SpectrumCurve curve) {
    var points = new TreeMap<Double, Double>();
    for (int i = 0; curve.begun() && i <= POINTS; i++) {
      double wavelength = curve.from() + i * (curve.to() - curve.from()) / POINTS;
      points.put(wavelength, Math.exp(curve.log(wavelength)));
    }
    return points;
  }

  /// What goes on beside the merger: history, alarms, checkpoints.
  private static final class Run {
    private final MergingHistory history;
    private @Nullable Progression progression;
    private int told;

    Run(MergingHistory history) {
      this.history = history;
    }

    void look(PhysicalMerger merger) {
      if (merger.arrivals().passingOver()) {
        return;
      }
      if (merger.growing()) {
        history.look(merger.stills(), () -> merger.glance(history.needsAmplitudes()));
      }
      if (merger.begun()) {
        List<DriftWatch.Alarm> alarms = merger.model().drift.alarms();
        alarms.subList(told, alarms.size()).forEach(history::alarm);
        told = alarms.size();
      }
      if (progression != null) {
        progression.reached(merger.arrivals().seen());
      }
    }
  }

  private static Monitoring monitoring(PhysicalMerger merger) {
    if (!merger.begun()) {
      return Monitoring.NONE;
    }
    PhysicalModel model = merger.model();
    List<Double> predicted = new ArrayList<>();
    for (int shell = 0; shell < MergingStatistics.SHELLS; shell++) {
      predicted.add(model.prediction.shell(shell));
    }
    return new Monitoring(predicted, model.drift.alarms(), model.records);
  }

  private Map<String, Double> figures(PhysicalMerger merger) {
    var figures = new LinkedHashMap<String, Double>();
    if (merger.begun()) {
      PhysicalModel model = merger.model();
      figures.put("ccPred", model.prediction.overall());
      figures.put("profileShape", model.shape.value);
      figures.put("relativeError", Math.sqrt(model.errors.relative));
      figures.put("offsetError", model.errors.offset);
      if (settings.likelihood() == PhysicalSettings.Likelihood.STUDENT) {
        figures.put("inverseDegreesOfFreedom", model.errors.perFreedom);
      }
      figures.put("misorientationDegrees", Math.toDegrees(model.stillPriors.deviation[2]));
      figures.put("gainSpread", model.gains.spread());
      figures.put("imagesTakenAsWhole", (double) model.counts.whole());
      figures.put("imagesNotFitted", (double) model.counts.failed());
      StillCorrection network = model.correction();
      if (network != null) {
        figures.put("correctionLogLikelihood", network.gain());
        figures.put("stepsNotFinite", (double) network.lost());
      }
      figures.putAll(crystal.chosen(model.counts::indexedBy));
      if (crystal.operators().size() > 1) {
        figures.put("imagesIndexedUnsurely", (double) model.counts.ambiguous());
      }
    }
    WarmStart start = merger.start();
    if (start != null) {
      figures.putAll(start.figures());
    }
    return figures;
  }
}
