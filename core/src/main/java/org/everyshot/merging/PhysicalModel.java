package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// The state of the physical model: running sums, priors, profile shape, error model.
///
/// First pass, batch by batch: the stills of a batch are fitted against the state at the batch's
/// start, by as many threads as there are; then their contributions are taken in one after the
/// other, in order. So the bits of the result depend on the batch's size and the order of the
/// stills, never on threads. Later passes: everything a still is fitted against stands still, and
/// the pass only adds up.
final class PhysicalModel {
  private static final int FIRST_STEPS = 7;
  private static final int LATER_STEPS = 3;
  private static final long LEARN_FROM = 100;
  private static final long LEARN_EVERY = 200;
  private static final long SHAPE_FROM = 400;
  private static final double SURE = 0.95;

  /// The detector's gain, of the passes before.
  final GainTable gains = new GainTable();

  /// Where drifts of the first pass are told.
  final DriftWatch drift = new DriftWatch();

  final ReflectionPriors priors;
  final StillPriors stillPriors = new StillPriors();
  final ProfileShape shape = new ProfileShape();
  final RelativeVariance errors = new RelativeVariance();
  final Prediction prediction;
  final Chain full;
  final Chain[] halves;
  private final PhysicalSettings settings;
  private final Team team;
  private final @Nullable StillCorrection correction;
  private final StillFit[] fits;
  private final IntensityPosterior[] scratch;
  private final int operators;
  private final long[] indexed;
  private long ambiguous;
  private IndexedFits[] fitted = new IndexedFits[0];
  private FittedStill[] fittedAlone = new FittedStill[0];
  private final int[] ordinals = new int[2];
  private ImageSample sample = new ImageSample(PhysicalMerging.COLUMNS);
  private ImageSample completeSample = sample;
  private int pass;
  private long stills;
  private long completeStills;
  private long failed;
  private long completeFailed;
  private long completeAmbiguous;
  private long[] completeIndexed;

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
    this.indexed = new long[operators];
    this.completeIndexed = new long[operators];
    this.settings = settings;
    this.team = team;
    boolean coupled = settings.friedel() && anomalous;
    this.full = new Chain(priors, coupled, earlier);
    this.halves = new Chain[] {new Chain(priors, coupled, null), new Chain(priors, coupled, null)};
    this.prediction = new Prediction(MergingStatistics.SHELLS);
    this.correction = settings.epochs() > 0 ? new StillCorrection(team, 0) : null;
    this.fits = new StillFit[team.size()];
    this.scratch = new IntensityPosterior[team.size()];
    Arrays.setAll(fits, m -> new StillFit());
    Arrays.setAll(scratch, m -> new IntensityPosterior());
  }

  /// Passes completed.
  int pass() {
    return pass;
  }

  /// Stills of the running pass so far.
  long stills() {
    return stills;
  }

  /// Stills of the last complete pass, or of the running first one.
  long merged() {
    return pass == 0 ? stills : completeStills;
  }

  /// Stills whose fit came to nothing, of the running pass or of the last complete one where that
  /// has just ended.
  long failed() {
    return stills == 0 ? completeFailed : failed;
  }

  /// Parameters of stills, of the running pass or of the last complete one as above.
  ImageSample sample() {
    return stills == 0 ? completeSample : sample;
  }

  /// The sums to make a result of: those of the running pass once it has seen as many stills as
  /// the one before, which are those of the latter until then.
  PrecisionSums result(Chain chain) {
    PrecisionSums complete = chain.complete;
    return complete == null || stills >= completeStills ? chain.sums : complete;
  }

  /// Stills of the next batch: in the first pass at most a sixteenth of those seen, since the
  /// first ones teach each other the most.
  int nextBatch() {
    long most = pass == 0 ? stills / 16 : settings.batch();
    return Math.clamp(most, 1, settings.batch());
  }

  /// Takes the first `count` stills in, as one batch.
  void add(StillObservations[] batch, int count) {
    makeRoom(count);
    int first = (int) stills;
    int[] ordinal = new int[count];
    boolean alone = settings.alone(pass);
    for (int i = 0; i < count; i++) {
      ordinal[i] = ordinals[batch[i].half]++;
    }
    team.forEach(
        count,
        (i, member) -> {
          batch[i].divide(gains);
          fitIndexed(first + i, batch[i], member, fitted[i]);
          if (alone) {
            Chain own = halves[batch[i].half];
            fit(own, ordinal[i], first + i, batch[i], member, fittedAlone[i]);
          }
        });
    long before = stills;
    if (correction != null && settings.trains(pass)) {
      train(correction, batch, count);
    }
    for (int i = 0; i < count; i++) {
      takeIn(batch[i], fitted[i], first + i);
      FittedStill half = alone ? fittedAlone[i] : fitted[i].chosen();
      Chain own = halves[batch[i].half];
      if (half.usable) {
        if (alone) {
          sum(own.sums, batch[i], half, fitted[i].share[fitted[i].best]);
        } else {
          sum(own.sums, batch[i], fitted[i]);
        }
      }
      if (alone) {
        own.records.put(ordinal[i], batch[i], half, pass == 0);
      }
      stills++;
    }
    if (pass == 0 && due(before, stills)) {
      regauge();
      priors.learn(full.sums);
      stillPriors.learn();
    }
  }

  /// Teaches the correction the batch, which is fitted to the reference of all stills.
  private void train(StillCorrection network, StillObservations[] batch, int count) {
    FittedStill[] chosen = new FittedStill[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = fitted[i].chosen();
      full.refer(batch[i], scratch[0]);
    }
    double part = (double) stills / Math.max(1, completeStills);
    double progress = settings.trained(pass, Math.min(1, part));
    network.train(batch, chosen, count, stillPriors, shape.value, errors, progress);
  }

  private void makeRoom(int count) {
    if (fitted.length < count) {
      fitted = new IndexedFits[count];
      fittedAlone = new FittedStill[count];
      Arrays.setAll(fitted, i -> new IndexedFits(operators));
      Arrays.setAll(fittedAlone, i -> new FittedStill());
    }
  }

  /// Whether one of the moments of learning, 100, 300, 500, …, lies in (before, now].
  private static boolean due(long before, long now) {
    return Math.floorDiv(now - LEARN_FROM, LEARN_EVERY)
        > Math.floorDiv(before - LEARN_FROM, LEARN_EVERY);
  }

  /// Fits a still against a chain's reference. It starts where the chain left it in the pass
  /// before, or where the chain of all stills did.
  private void fit(
      Chain chain, int ordinal, int inFull, StillObservations still, int member, FittedStill out) {
    chain.refer(still, scratch[member]);
    int steps = LATER_STEPS;
    if (pass > 0 && chain.records.knows(ordinal, still.key)) {
      chain.records.parameters(ordinal, out.parameters);
    } else if (pass > 0 && full.records.knows(inFull, still.key)) {
      full.records.parameters(inFull, out.parameters);
    } else {
      StillFit.start(still, stillPriors, out.parameters);
      steps = FIRST_STEPS;
    }
    boolean within = chain.complete != null;
    StillCorrection network = correction;
    if (network == null || !settings.corrects(pass) || steps == FIRST_STEPS) {
      fits[member].fit(still, stillPriors, shape.value, errors, steps, within, priors, out);
      return;
    }
    network.apply(member, still, out.parameters, stillPriors, shape.value, errors);
    fits[member].fit(still, stillPriors, shape.value, network.errors(), steps, within, priors, out);
    network.restore(member, still);
  }

  /// Fits a still under every way of indexing it, unless one has been agreed on, and leaves it
  /// under the likeliest. In passes after the first, the way that it had is judged without what
  /// the still itself has added to the reference.
  private void fitIndexed(int ordinal, StillObservations still, int member, IndexedFits out) {
    if (operators == 1 || still.operator >= 0) {
      fit(full, ordinal, ordinal, still, member, out.fits[still.operator]);
      out.only(still.operator);
      return;
    }
    boolean known = pass > 0 && full.records.knows(ordinal, still.key);
    int before = known ? full.records.operator(ordinal) : -1;
    for (int o = 0; o < operators; o++) {
      still.choose(o);
      FittedStill fit = out.fits[o];
      fit(full, o == before ? ordinal : Integer.MAX_VALUE, Integer.MAX_VALUE, still, member, fit);
      if (fit.usable) {
        if (o == before) {
          full.referWithout(still, fit, scratch[member]);
        }
        out.logLikelihood[o] = fits[member].logLikelihood(still, errors);
      }
    }
    out.weigh();
    still.choose(out.best);
  }

  private void takeIn(StillObservations still, IndexedFits ways, int ordinal) {
    FittedStill fit = ways.chosen();
    full.records.put(ordinal, still, fit, pass == 0);
    if (!fit.usable) {
      failed++;
      return;
    }
    sum(full.sums, still, ways);
    for (int i = 0; i < still.size; i++) {
      gains.add(still.square[i], fit.gainPull[i], fit.gainWeight[i]);
    }
    indexed[ways.best]++;
    ambiguous += ways.share[ways.best] < SURE ? 1 : 0;
    sample(still, fit, ordinal);
    stillPriors.add(fit);
    if (pass == 0) {
      drift.look(full.records);
      prediction.add(fit);
      errors.stream(fit);
      if (stills >= SHAPE_FROM) {
        shape.stream(fit);
      }
    } else if (!settings.corrects(pass)) {
      errors.add(fit);
      shape.add(fit);
    }
  }

  private void sample(StillObservations still, FittedStill fit, int ordinal) {
    double[] p = fit.parameters;
    sample.add(
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
        full.records.correlation(ordinal));
  }

  /// Adds a still to sums under each way of indexing it, by its share.
  private static void sum(PrecisionSums sums, StillObservations still, IndexedFits ways) {
    for (int o = 0; o < ways.fits.length; o++) {
      if (ways.share[o] > 0) {
        still.choose(o);
        sum(sums, still, ways.fits[o], ways.share[o]);
      }
    }
    still.choose(ways.best);
  }

  private static void sum(
      PrecisionSums sums, StillObservations still, FittedStill fit, double share) {
    for (int i = 0; i < still.size; i++) {
      sums.add(still.slot[i], share * fit.precision[i], share * fit.weighted[i]);
    }
  }

  /// Stills of the running pass, or of the last complete one where that has just ended, that are
  /// indexed by an operator.
  long indexedBy(int operator) {
    return (stills == 0 ? completeIndexed : indexed)[operator];
  }

  /// Stills of that pass whose way of being indexed is not sure.
  long ambiguous() {
    return stills == 0 ? completeAmbiguous : ambiguous;
  }

  /// Ends a pass: learns from its sums, which become the next one's frozen reference.
  void endPass() {
    if (pass > 0 && !settings.corrects(pass)) {
      errors.solve();
      shape.endPass();
    }
    gains.learn();
    regauge();
    priors.learn(full.sums);
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
    completeStills = stills;
    completeFailed = failed;
    completeAmbiguous = ambiguous;
    completeIndexed = indexed.clone();
    ambiguous = 0;
    Arrays.fill(indexed, 0);
    completeSample = sample;
    sample = new ImageSample(PhysicalMerging.COLUMNS);
    stills = 0;
    failed = 0;
    Arrays.fill(ordinals, 0);
    if (correction != null && settings.trains(pass)) {
      correction.beginEpoch();
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
    double a = full.records.mean(0);
    double b = full.records.mean(1);
    priors.regauge(a, b);
    stillPriors.regauge(a, b);
    full.regauge(a, b);
    for (Chain half : halves) {
      half.regauge(a, b);
    }
  }

  /// Writes the whole state.
  void save(StateWriter out) {
    priors.save(out);
    stillPriors.save(out);
    shape.save(out);
    errors.save(out);
    prediction.save(out);
    gains.save(out);
    out.put(pass);
    out.put(stills);
    out.put(completeStills);
    out.put(failed);
    out.put(completeFailed);
    out.put(ordinals, ordinals.length);
    out.put(ambiguous);
    out.put(completeAmbiguous);
    out.put(indexed, operators);
    out.put(completeIndexed, operators);
    full.save(out);
    halves[0].save(out);
    halves[1].save(out);
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
    pass = in.integer();
    stills = in.number();
    completeStills = in.number();
    failed = in.number();
    completeFailed = in.number();
    in.fill(ordinals);
    ambiguous = in.number();
    completeAmbiguous = in.number();
    in.fill(indexed);
    in.fill(completeIndexed);
    full.load(in, team);
    halves[0].load(in, team);
    halves[1].load(in, team);
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
    var in = new StateReader(written.bytes(), "model");
    stillPriors.load(in);
    shape.load(in);
    errors.load(in);
  }
}
