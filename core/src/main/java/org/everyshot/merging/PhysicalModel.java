package org.everyshot.merging;

import java.util.Arrays;
import java.util.List;
import org.everyshot.engine.Team;
import org.everyshot.merging.PhysicalSettings.Likelihood;
import org.everyshot.merging.PhysicalSettings.Part;
import org.jspecify.annotations.Nullable;

/// The state of the physical model: running sums, priors, profile shape, error model.
///
/// First pass, batch by batch: the stills of a batch are fitted against the state at the
/// batch's start, by as many threads as there are; then their contributions are taken in one
/// after the other, in order, each of the sums by one thread. So the bits of the result depend
/// on the batch's size and the order of the stills, never on threads. Later passes: everything
/// a still is fitted against stands still, and the pass only adds up.
final class PhysicalModel {
  private static final long LEARN_FROM = 100;
  private static final long LEARN_EVERY = 200;
  /// Stills from whose double on it is done more rarely.
  private static final long LEARN_OFTEN = 3200;

  /// The detector's gain, of the passes before.
  final GainTable gains = new GainTable();

  /// The spectrum of polychromatic stills.
  final SpectrumCurve spectrum = new SpectrumCurve();

  /// Where drifts of the first pass are told.
  final DriftWatch drift = new DriftWatch();

  final ReflectionPriors priors;
  final StillPriors stillPriors = new StillPriors();
  final ProfileShape shape = new ProfileShape();
  final RelativeVariance errors = new RelativeVariance();
  final Tails tails = new Tails();
  final Prediction prediction;
  final Chain full;
  final Chain[] halves;
  private final KnownStills known = new KnownStills();

  /// Stills as they were fitted against the reference of all.
  final StillRecords records = new StillRecords(known);

  /// Stills as they were fitted against the reference of their half-set, as far as a later pass
  /// goes on from there.
  final StillRecords recordsAlone = new StillRecords(known);

  final PassCounts counts;
  private final PhysicalSettings settings;
  private final Team team;
  private final @Nullable StillCorrection correction;
  private final StillFitting fitting;
  private final int operators;
  private IndexedFits[] fitted = new IndexedFits[0];
  private FittedStill[] fittedAlone = new FittedStill[0];
  ImageSample sample = new ImageSample(PhysicalMerging.COLUMNS);
  private ImageSample completeSample = sample;
  private int pass;

  /// @param priors already begun
  /// @param anomalous whether Friedel mates are kept apart
  /// @param operators ways to index a still
  /// @param earlier sums that a warm start brings; null for none
  PhysicalModel(
      ReflectionPriors priors,
      boolean anomalous,
      int operators,
      PhysicalSettings settings,
      Team team,
      @Nullable PrecisionSums earlier) {
    this.priors = priors;
    this.operators = operators;
    this.counts = new PassCounts(operators);
    this.settings = settings;
    this.team = team;
    boolean coupled = settings.friedel() && anomalous;
    this.full = new Chain(priors, coupled, earlier);
    this.halves = new Chain[] {new Chain(priors, coupled, null), new Chain(priors, coupled, null)};
    this.prediction = new Prediction(MergingStatistics.SHELLS);
    this.correction = settings.epochs() > 0 ? new StillCorrection(team, settings.seed()) : null;
    this.fitting = new StillFitting(this, settings, operators, team, correction);
    leaveOut();
  }

  /// Holds what the settings do without.
  private void leaveOut() {
    errors.perFreedom = settings.likelihood() == Likelihood.STUDENT ? tails.perFreedom() : 0;
    if (!settings.has(Part.PROFILE)) {
      shape.value = ProfileShape.GAUSSIAN;
    }
    if (!settings.has(Part.ERRORS)) {
      errors.relative = 0;
      errors.offset = 0;
    }
    stillPriors.leaveOut(settings);
  }

  /// Passes completed.
  int pass() {
    return pass;
  }

  /// Stills of the running pass so far.
  long stills() {
    return counts.stills();
  }

  /// Stills of the last complete pass, or of the running first one.
  long merged() {
    return pass == 0 ? counts.stills() : counts.complete();
  }

  /// Parameters of stills, of the running pass or of the last complete one as above.
  ImageSample sample() {
    return stills() == 0 ? completeSample : sample;
  }

  /// Whether the running pass is the first, or has seen as many stills as the one before.
  boolean growing() {
    return pass == 0 || stills() >= counts.complete();
  }

  /// The sums to make a result of: those of the running pass once it has seen as many stills as
  /// the one before, which are those of the latter until then.
  PrecisionSums result(Chain chain) {
    PrecisionSums complete = chain.complete;
    return complete == null || growing() ? chain.sums : complete;
  }

  /// Stills of the next batch: in the first pass at most a sixteenth of those seen, since the
  /// first ones teach each other the most.
  int nextBatch() {
    long most = pass == 0 ? stills() / 16 : settings.batch();
    return Math.clamp(most, 1, settings.batch());
  }

  /// Takes the first `count` stills in, as one batch.
  void add(StillObservations[] batch, int count) {
    makeRoom(count);
    int[] number = new int[count];
    boolean alone = settings.alone(pass);
    for (int i = 0; i < count; i++) {
      number[i] = known.find(batch[i].key);
    }
    team.forEach(
        count,
        (i, member) -> {
          batch[i].divide(gains);
          batch[i].shine(spectrum);
          fitting.fitIndexed(number[i], batch[i], member, fitted[i]);
          if (alone) {
            fitting.fitAlone(number[i], batch[i], member, fittedAlone[i]);
          }
        });
    long before = stills();
    fitting.train(batch, fitted, count, (double) before / Math.max(1, counts.complete()));
    new Intake(this, settings, batch, count, fitted, number).run(team, alone ? fittedAlone : null);
    if (pass == 0 && due(before, stills())) {
      learnTails();
      spectrum.learn();
      regauge();
      priors.learn(full.sums, team);
      stillPriors.learn();
    }
  }

  private void makeRoom(int count) {
    if (fitted.length < count) {
      fitted = new IndexedFits[count];
      fittedAlone = new FittedStill[count];
      Arrays.setAll(fitted, i -> new IndexedFits(operators));
      Arrays.setAll(fittedAlone, i -> new FittedStill());
    }
  }

  /// Whether one of the moments of learning lies in (before, now]: 100, 300, 500, … to 6,400, and
  /// half as many from each doubling on.
  private static boolean due(long before, long now) {
    long every = LEARN_EVERY * Math.max(1, Long.highestOneBit(now / LEARN_OFTEN));
    return Math.floorDiv(now - LEARN_FROM, every) > Math.floorDiv(before - LEARN_FROM, every);
  }

  /// Ends a pass: learns from its sums, which become the next one's frozen reference.
  void endPass() {
    if (pass > 0 && !settings.corrects(pass)) {
      if (settings.has(Part.ERRORS)) {
        errors.solve();
      }
      if (settings.has(Part.PROFILE)) {
        shape.endPass();
      }
    }
    learnTails();
    tails.restart();
    gains.learn();
    spectrum.learn();
    spectrum.restart();
    regauge();
    priors.learn(full.sums, team);
    stillPriors.learn();
    full.endPass(team);
    for (Chain half : halves) {
      if (settings.alone(pass + 1)) {
        half.endPass(team);
      } else {
        half.keep();
      }
    }
    errors.beginPass();
    shape.beginPass();
    pass++;
    completeSample = sample;
    sample = new ImageSample(PhysicalMerging.COLUMNS);
    counts.endPass();
    known.beginPass();
    if (correction != null && settings.trains(pass)) {
      correction.beginEpoch();
    }
  }

  private void learnTails() {
    if (settings.likelihood() == Likelihood.STUDENT) {
      tails.learn();
      errors.perFreedom = tails.perFreedom();
    }
  }

  /// The residual network; null where there is none.
  @Nullable StillCorrection correction() {
    return correction;
  }

  /// Makes the means of ln G and B over all stills 0. Data fix neither: intensities that fall off
  /// more steeply and stills of smaller B explain them as well, and without this the first few
  /// stills would decide.
  private void regauge() {
    if (!settings.has(Part.GAUGE)) {
      return;
    }
    double a = records.mean(0);
    double b = records.mean(1);
    double[] factor = priors.factors(a, b, team);
    stillPriors.regauge(a, b);
    team.runAll(
        List.of(
            () -> priors.regauge(factor, Math.exp(a)),
            () -> full.regauge(factor),
            () -> halves[0].regauge(factor),
            () -> halves[1].regauge(factor)));
    records.regauge(a, b);
    recordsAlone.regauge(a, b);
  }

  /// Writes the whole state.
  void save(StateWriter out) {
    priors.save(out);
    stillPriors.save(out);
    shape.save(out);
    errors.save(out);
    prediction.save(out);
    gains.save(out);
    spectrum.save(out);
    tails.save(out);
    out.put(pass);
    counts.save(out);
    full.save(out);
    halves[0].save(out);
    halves[1].save(out);
    known.save(out);
    records.save(out);
    recordsAlone.save(out);
    if (correction != null) {
      correction.save(out);
    }
  }

  /// Takes over what was written.
  void load(StateReader in) {
    priors.load(in);
    stillPriors.load(in);
    shape.load(in);
    errors.load(in);
    prediction.load(in);
    gains.load(in);
    spectrum.load(in);
    tails.load(in);
    pass = in.integer();
    counts.load(in);
    full.load(in, team);
    halves[0].load(in, team);
    halves[1].load(in, team);
    known.load(in);
    records.load(in);
    recordsAlone.load(in);
    if (correction != null) {
      correction.load(in);
    }
  }

  /// Writes the samples for histograms, which no result depends on.
  void saveSamples(StateWriter out) {
    sample.save(out);
    completeSample.save(out);
    drift.save(out);
  }

  /// Takes samples over that were written.
  void loadSamples(StateReader in) {
    sample = new ImageSample(PhysicalMerging.COLUMNS);
    completeSample = new ImageSample(PhysicalMerging.COLUMNS);
    sample.load(in);
    completeSample.load(in);
    drift.load(in);
  }

  /// Takes over what another model has learned of everything but these structure factors.
  void learnedFrom(PhysicalModel other) {
    var written = new StateWriter();
    other.stillPriors.save(written);
    other.shape.save(written);
    other.errors.save(written);
    other.spectrum.save(written);
    var in = new StateReader(written.bytes(), "model");
    stillPriors.load(in);
    shape.load(in);
    errors.load(in);
    spectrum.load(in);
    leaveOut();
  }
}
