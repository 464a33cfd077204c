package org.everyshot.merging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.engine.Accumulator;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Merges stills with the physical model, pass after pass.
///
/// Stills are cut into batches by their number, however they arrive; those of an unfinished batch
/// wait. The first 100 set the unit of intensity and the first guess of the shells' means.
/// Reflections and stills that cannot be used are counted by reason.
public final class PhysicalMerger
    implements Accumulator<ReflectionTable, PhysicalMerger, MergedReflections> {
  private final MergingSettings crystal;
  private final PhysicalSettings settings;
  private final Team team;
  private final Consumer<PhysicalMerger> look;
  private final Arrivals arrivals = new Arrivals();
  private final StillPreparation preparation;
  private final ReflectionPriors priors;
  private final ArrayDeque<StillObservations> waiting = new ArrayDeque<>();
  private final ArrayDeque<StillObservations> idle = new ArrayDeque<>();
  private final List<StillObservations> preparing = new ArrayList<>();
  private StillObservations[] batch;
  private int[] leftOut = new int[0];
  private @Nullable PhysicalModel model;
  private @Nullable PhysicalMerger earlier;
  private @Nullable WarmStart start;
  private double[] known = new double[0];
  private double unit = 1;

  /// @param crystal reflections, polarisation, one operator; the least number of measurements
  ///     does not matter here
  /// @param team spreads the work of a batch; stays the caller's
  public PhysicalMerger(MergingSettings crystal, PhysicalSettings settings, Team team) {
    this(crystal, settings, team, merger -> {});
  }

  /// @param look is shown the merger after every table
  PhysicalMerger(
      MergingSettings crystal,
      PhysicalSettings settings,
      Team team,
      Consumer<PhysicalMerger> look) {
    UniqueReflections unique = crystal.unique();
    this.crystal = crystal;
    this.settings = settings;
    this.team = team;
    this.look = look;
    this.preparation = new StillPreparation(crystal);
    this.batch = new StillObservations[settings.batch()];
    this.priors = ReflectionPriors.of(unique, settings.centric());
  }

  @Override
  public PhysicalMerger fresh() {
    return new PhysicalMerger(crystal, settings, team, look);
  }

  /// Brings stills with an indexing ambiguity into the setting of these amplitudes, as far as the
  /// first stills agree with them.
  ///
  /// @param amplitude of each unique reflection, of any scale; NaN where unknown
  void agreeWith(double[] amplitude) {
    known = priors.standardized(amplitude);
  }

  @Override
  public int add(ReflectionTable table) {
    int stills = table.stills();
    preparing.clear();
    if (leftOut.length < stills) {
      leftOut = new int[stills];
    }
    for (int s = 0; s < stills; s++) {
      StillObservations free = idle.poll();
      preparing.add(free == null ? new StillObservations() : free);
    }
    team.forEach(
        stills, (s, member) -> leftOut[s] = preparation.prepare(table, s, preparing.get(s)));
    int taken = 0;
    for (int s = 0; s < stills; s++) {
      StillObservations still = preparing.get(s);
      if (still.size < StillPreparation.LEAST_REFLECTIONS) {
        arrivals.leaveOut(table.end(s) - table.begin(s), StillPreparation.TOO_FEW);
        idle.add(still);
        continue;
      }
      taken++;
      (arrivals.take(still.size, leftOut[s]) ? waiting : idle).add(still);
    }
    run(false);
    look.accept(this);
    return taken;
  }

  /// What has come in the running pass.
  Arrivals arrivals() {
    return arrivals;
  }

  /// Runs as many batches as are complete; all that is waiting, if `all`.
  private void run(boolean all) {
    PhysicalModel running = model;
    if (running == null) {
      int first = crystal.operators().size() > 1 ? FirstStills.INDEXED : FirstStills.COUNT;
      if (waiting.size() < first && !(all && !waiting.isEmpty())) {
        return;
      }
      running = begin();
    }
    for (int size = running.nextBatch();
        waiting.size() >= size || (all && !waiting.isEmpty());
        size = running.nextBatch()) {
      int n = 0;
      while (n < size && !waiting.isEmpty()) {
        StillObservations still = waiting.remove();
        still.scale(1 / unit);
        batch[n++] = still;
      }
      running.add(batch, n);
      arrivals.entered(n);
      for (int i = 0; i < n; i++) {
        idle.add(batch[i]);
      }
    }
  }

  /// The model, begun from the stills that have waited, or from another run.
  private PhysicalModel begin() {
    var first = FirstStills.of(waiting, priors);
    if (crystal.operators().size() > 1) {
      List<StillObservations> some = waiting.stream().limit(FirstStills.INDEXED).toList();
      double[] wanted = known.length == 0 && start != null ? start.standardized() : known;
      new IndexingConsensus(some, priors, first.shellMeans(), wanted).choose();
    }
    unit = first.unit();
    PhysicalMerger from = earlier;
    PhysicalModel begun = blank();
    if (from == null || !from.begun()) {
      first.begin(priors);
    } else {
      priors.take(from.priors);
      begun.learnedFrom(from.model());
    }
    if (!begun.spectrum.begun() && settings.has(PhysicalSettings.Part.SPECTRUM)) {
      List<StillObservations> some = waiting.stream().limit(FirstStills.COUNT).toList();
      begun.spectrum.begin(some, some.size(), priors);
    }
    model = begun;
    return begun;
  }

  @Override
  public void finish() {
    run(true);
  }

  /// Ends a pass, so that another may begin: what it has summed up becomes the reference.
  public void endPass() {
    finish();
    if (model != null) {
      model.endPass();
    }
    arrivals.begin(0, 0);
  }

  /// Stills of the running pass that have entered the state.
  long stills() {
    return model == null ? 0 : model.stills();
  }

  /// Whether the result is that of the running pass, and grows with it.
  boolean growing() {
    return model == null || model.growing();
  }

  /// Whether there is a model: enough stills have come.
  boolean begun() {
    return model != null;
  }

  /// Parameters of the stills of the running pass, or of the last one where that has just ended.
  ImageSample sample() {
    return model == null ? new ImageSample(PhysicalMerging.COLUMNS) : model.sample();
  }

  PhysicalModel model() {
    PhysicalModel running = model;
    if (running == null) {
      throw new IllegalStateException("no still has come");
    }
    return running;
  }

  /// Mean intensity of the first stills, which is 1 inside the model.
  double unit() {
    return unit;
  }

  /// Takes the sums of another in, which has run on other stills against the same reference.
  @Override
  public void merge(PhysicalMerger other) {
    throw new UnsupportedOperationException("states of the physical model are run in one process");
  }

  /// The posterior of the running pass once it has seen as much as the last complete one, of the
  /// latter before.
  @Override
  public MergedReflections snapshot() {
    return glance(true);
  }

  /// The same.
  ///
  /// @param amplitudes whether to work out amplitudes, too; they are missing otherwise
  MergedReflections glance(boolean amplitudes) {
    PhysicalModel running = model;
    if (running == null) {
      return new MergedReflections.Builder(crystal.unique(), crystal.anomalous()).build();
    }
    return new PhysicalResult(crystal, settings, priors, unit, team).of(running, amplitudes);
  }

  /// The whole state as bytes: what [#load] needs to go on as if nothing had happened. The sample
  /// for histograms is left out.
  public byte[] save() {
    var out = new StateWriter();
    PhysicalState.save(this, out);
    return out.bytes();
  }

  /// Takes a state over, in place of this one's.
  ///
  /// @param name of the file, for messages
  /// @throws UserInputException where the state is of another crystal or of other settings
  /// @throws org.everyshot.fault.DamagedDataException where bytes are not what they should be
  public void load(byte[] bytes, String name) {
    var in = new StateReader(bytes, name);
    PhysicalState.load(this, in);
    in.end();
  }

  /// A merger with the crystal, the settings and the state that were saved.
  ///
  /// @param name of the file, for messages
  public static PhysicalMerger restored(byte[] bytes, String name, Team team) {
    var in = new StateReader(bytes, name);
    PhysicalMerger merger = PhysicalState.restored(in, bytes.length, team);
    in.end();
    return merger;
  }

  /// Begins from what another run has learned: priors, profile, error model, and its structure
  /// factors as part of the reference in the first pass. Of its data nothing enters the result.
  ///
  /// Where stills are to agree with amplitudes that were told before, the other run is brought into
  /// their setting.
  ///
  /// @param other of the same space group and much the same cell
  public void warm(PhysicalMerger other) {
    if (crystal.anomalous() != other.crystal.anomalous()
        || priors.shells() != other.priors.shells()
        || crystal.unique().group().number() != other.crystal.unique().group().number()) {
      throw new UserInputException(
          "a warm start needs a model of the same space group, with --anomalous alike");
    }
    earlier = other;
    if (other.begun()) {
      start = new WarmStart(other.crystal, other.amplitudes(), crystal, priors, known);
    }
  }

  /// How the run that this one starts warm from fits in; null where it starts cold.
  @Nullable WarmStart start() {
    return start;
  }

  private PrecisionSums sums() {
    PhysicalModel running = model();
    return running.result(running.full);
  }

  /// Amplitude of each unique reflection, both Friedel mates together; NaN where it is not known.
  private double[] amplitudes() {
    PrecisionSums sums = sums();
    double[] amplitude = new double[priors.rows()];
    for (int row = 0; row < amplitude.length; row++) {
      double precision = sums.precision(2 * row) + sums.precision(2 * row + 1);
      double weighted = sums.weighted(2 * row) + sums.weighted(2 * row + 1);
      amplitude[row] = precision > 0 ? Math.sqrt(Math.max(0, weighted / precision)) : Double.NaN;
    }
    return amplitude;
  }

  /// The structure factors of the run that this one starts warm from, in this one's rows; null
  /// where it starts cold.
  private @Nullable PrecisionSums translated() {
    PhysicalMerger from = earlier;
    if (from == null || start == null) {
      return null;
    }
    PrecisionSums sums = from.sums();
    int[] slots = start.slots();
    var here = new PrecisionSums(priors.rows());
    for (int slot = 0; slot < slots.length; slot++) {
      if (slots[slot] >= 0 && sums.precision(slot) > 0) {
        here.add(slots[slot], sums.precision(slot), sums.weighted(slot));
      }
    }
    return here;
  }

  /// An empty model with the priors as they are, to be filled from a saved state.
  PhysicalModel blank() {
    int operators = crystal.operators().size();
    return new PhysicalModel(priors, crystal.anomalous(), operators, settings, team, translated());
  }

  /// Goes on with this model, or with none yet, and these stills that wait.
  void become(@Nullable PhysicalModel loaded, double unit, List<StillObservations> stills) {
    this.model = loaded;
    this.unit = unit;
    waiting.clear();
    waiting.addAll(stills);
  }

  /// Crystal, polarisation and operators.
  public MergingSettings crystal() {
    return crystal;
  }

  /// Passes that are complete.
  public int passes() {
    return model == null ? 0 : model.pass();
  }

  /// Stills of the last complete pass, or of the running first one.
  public long merged() {
    return model == null ? 0 : model.merged();
  }

  PhysicalSettings settings() {
    return settings;
  }

  /// Stills that wait for a batch to be complete.
  List<StillObservations> waiting() {
    return List.copyOf(waiting);
  }

  int slots() {
    return 2 * priors.rows();
  }
}
