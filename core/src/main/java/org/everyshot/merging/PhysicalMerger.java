package org.everyshot.merging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Accumulator;
import org.everyshot.engine.LossLedger;
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
  private static final int FIRST_STILLS = 100;
  private static final int VERSION = 1;
  private static final String LEFT_OUT = "absent, beyond the resolution or not a number";

  private final MergingSettings crystal;
  private final PhysicalSettings settings;
  private final Team team;
  private final Consumer<PhysicalMerger> look;
  private LossLedger images = new LossLedger();
  private LossLedger reflections = new LossLedger();
  private final StillPreparation preparation;
  private final ReflectionPriors priors;
  private final ArrayDeque<StillObservations> waiting = new ArrayDeque<>();
  private final ArrayDeque<StillObservations> idle = new ArrayDeque<>();
  private final List<StillObservations> preparing = new ArrayList<>();
  private StillObservations[] batch;
  private int[] leftOut = new int[0];
  private @Nullable PhysicalModel model;
  private @Nullable PhysicalMerger earlier;
  private double unit = 1;

  /// @param crystal reflections, polarisation, one operator; the least number of measurements does
  ///     not matter here
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
    if (crystal.operators().size() > 1) {
      throw new UserInputException(
          "the physical model does not choose among indexing operators; give one");
    }
    UniqueReflections unique = crystal.unique();
    this.crystal = crystal;
    this.settings = settings;
    this.team = team;
    this.look = look;
    this.preparation = new StillPreparation(crystal);
    this.batch = new StillObservations[settings.batch()];
    int rows = unique.count();
    double[] spacing = new double[rows];
    boolean[] centric = new boolean[rows];
    byte[] epsilon = new byte[rows];
    for (int row = 0; row < rows; row++) {
      spacing[row] = unique.inverseSquareSpacing(row);
      centric[row] = settings.centric() && unique.centric(row);
      epsilon[row] = (byte) unique.epsilon(row);
    }
    int shells = Math.clamp(rows / 100, 1, 20);
    this.priors = new ReflectionPriors(spacing, centric, epsilon, shells);
  }

  @Override
  public PhysicalMerger fresh() {
    return new PhysicalMerger(crystal, settings, team, look);
  }

  /// From here on stills and reflections are counted in other ledgers.
  ///
  /// @param images where stills that are left out are counted
  /// @param reflections where reflections are counted, those left out by reason
  void count(LossLedger images, LossLedger reflections) {
    this.images = images;
    this.reflections = reflections;
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
      reflections.received(table.end(s) - table.begin(s));
      String obstacle = preparation.obstacle(table, s);
      if (obstacle.isEmpty() && still.size < StillPreparation.LEAST_REFLECTIONS) {
        obstacle = StillPreparation.TOO_FEW;
      }
      if (!obstacle.isEmpty()) {
        images.vetoed(obstacle, 1);
        reflections.vetoed("on stills left out", table.end(s) - table.begin(s));
        idle.add(still);
        continue;
      }
      reflections.processed(still.size);
      if (leftOut[s] > 0) {
        reflections.vetoed(LEFT_OUT, leftOut[s]);
      }
      waiting.add(still);
      taken++;
    }
    run(false);
    look.accept(this);
    return taken;
  }

  /// Runs as many batches as are complete; all that is waiting, if `all`.
  private void run(boolean all) {
    PhysicalModel running = model;
    if (running == null) {
      if (waiting.size() < FIRST_STILLS && !(all && !waiting.isEmpty())) {
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
      for (int i = 0; i < n; i++) {
        idle.add(batch[i]);
      }
    }
  }

  /// The unit of intensity, and the shells' first means, from the stills that have waited.
  private PhysicalModel begin() {
    double sum = 0;
    long n = 0;
    double[] shellSum = new double[priors.shells()];
    long[] shellCount = new long[priors.shells()];
    int stills = 0;
    for (StillObservations still : waiting) {
      if (stills++ == FIRST_STILLS) {
        break; // however many have come at once
      }
      for (int i = 0; i < still.size; i++) {
        int shell = priors.shell(still.slot[i] >> 1);
        sum += still.intensity[i];
        n++;
        shellSum[shell] += still.intensity[i];
        shellCount[shell]++;
      }
    }
    double mean = sum / n;
    unit = mean > 0 ? mean : 1;
    for (int s = 0; s < shellSum.length; s++) {
      shellSum[s] /= unit;
    }
    PhysicalMerger from = earlier;
    if (from == null || !from.begun()) {
      priors.begin(shellSum, shellCount);
      model = new PhysicalModel(priors, crystal.anomalous(), settings, team, null);
    } else {
      priors.take(from.priors);
      var warm = new PhysicalModel(priors, crystal.anomalous(), settings, team, translated(from));
      warm.learnedFrom(from.model());
      model = warm;
      earlier = null;
    }
    PhysicalModel begun = model();
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
  }

  /// Stills of the running pass that have entered the state.
  long stills() {
    return model == null ? 0 : model.stills();
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
    PhysicalModel running = model;
    if (running == null) {
      return new MergedReflections.Builder(crystal.unique(), crystal.anomalous()).build();
    }
    return new PhysicalResult(crystal, settings, priors, unit).of(running);
  }

  /// The whole state as bytes: what [#load] needs to go on as if nothing had happened. The cells of
  /// stills that wait, and the sample for histograms, are left out.
  public byte[] save() {
    var out = new StateWriter();
    header(out);
    out.put(unit);
    out.put(model == null ? 0 : 1);
    if (model != null) {
      model.save(out);
    }
    out.put(waiting.size());
    for (StillObservations still : waiting) {
      still.save(out);
    }
    return out.bytes();
  }

  /// Takes a state over, in place of this one's.
  ///
  /// @param name of the file, for messages
  /// @throws UserInputException where the state is of another crystal or of other settings
  /// @throws org.everyshot.fault.DamagedDataException where bytes are not what they should be
  public void load(byte[] bytes, String name) {
    var in = new StateReader(bytes, name);
    var own = new StateWriter();
    header(own);
    if (!in.begins(own.bytes())) {
      throw new UserInputException(
          name + ": is the state of another crystal, or of other settings; repeat those it had");
    }
    loadRest(in);
  }

  private void loadRest(StateReader in) {
    unit = in.real();
    model = null;
    if (in.integer() != 0) {
      var loaded = new PhysicalModel(priors, crystal.anomalous(), settings, team, null);
      loaded.load(in);
      model = loaded;
    }
    int stills = in.integer();
    waiting.clear();
    for (int i = 0; i < stills; i++) {
      var still = new StillObservations();
      still.load(in, 2 * priors.rows());
      waiting.add(still);
    }
    in.end();
    if (!(unit > 0)) {
      throw in.damaged("unit of intensity " + unit);
    }
  }

  /// A merger with the crystal, the settings and the state that were saved.
  ///
  /// @param name of the file, for messages
  public static PhysicalMerger restored(byte[] bytes, String name, Team team) {
    var in = new StateReader(bytes, name);
    int version = in.integer();
    if (version != VERSION) {
      throw in.damaged("version " + version + " of the state; this program reads " + VERSION);
    }
    double[] cell = new double[6];
    in.fill(cell);
    double dMin = in.real();
    String group = in.text();
    boolean anomalous = in.integer() != 0;
    Polarisation polarisation = in.choice(Polarisation.values());
    String operator = in.text();
    int passes = in.integer();
    int batch = in.integer();
    boolean friedel = in.integer() != 0;
    boolean centric = in.integer() != 0;
    var halves = in.choice(PhysicalSettings.Halves.values());
    if (!(dMin > 0) || passes < 1 || batch < 1 || batch > 1 << 20) {
      throw in.damaged("resolution " + dMin + ", " + passes + " passes, batches of " + batch);
    }
    PhysicalMerger merger;
    try {
      var unitCell = new UnitCell(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]);
      SpaceGroup spaceGroup = SpaceGroup.of(group);
      // Every reflection has sums of its own further on: 16 bytes and more.
      double reflections =
          2
              * Math.PI
              / 3
              * unitCell.volume()
              / (dMin * dMin * dMin)
              / spaceGroup.operations().size();
      if (reflections > bytes.length / 8.0 + 1000) {
        throw in.damaged(String.format(Locale.ROOT, "%.3g reflections", reflections));
      }
      var settings =
          new MergingSettings(
              UniqueReflections.of(spaceGroup, unitCell, dMin),
              anomalous,
              polarisation,
              2,
              List.of(SymmetryOperation.parse(operator)));
      var physical = new PhysicalSettings(passes, batch, friedel, centric, halves);
      merger = new PhysicalMerger(settings, physical, team);
    } catch (IllegalArgumentException | UserInputException e) {
      throw in.damaged("no usable crystal: " + e.getMessage());
    }
    merger.loadRest(in);
    return merger;
  }

  /// Begins from what another run has learned: priors, profile, error model, and its structure
  /// factors as part of the reference in the first pass. Of its data nothing enters the result.
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
  }

  /// The structure factors of the run before, by Miller index, in this one's rows.
  private PrecisionSums translated(PhysicalMerger from) {
    UniqueReflections old = from.crystal.unique();
    UniqueReflections now = crystal.unique();
    PhysicalModel before = from.model();
    PrecisionSums sums = before.result(before.full);
    var here = new PrecisionSums(now.count());
    for (int slot = 0; slot < sums.slots(); slot++) {
      int row = slot >> 1;
      int target = now.slot(old.h(row), old.k(row), old.l(row));
      if (target >= 0 && sums.precision(slot) > 0) {
        int mate = old.centric(row) ? target : target ^ (slot & 1);
        here.add(mate, sums.precision(slot), sums.weighted(slot));
      }
    }
    return here;
  }

  private void header(StateWriter out) {
    UniqueReflections unique = crystal.unique();
    UnitCell cell = unique.cell();
    out.put(VERSION);
    out.put(
        new double[] {
          cell.a(), cell.b(), cell.c(), cell.alphaDegrees(), cell.betaDegrees(), cell.gammaDegrees()
        });
    out.put(unique.dMin());
    out.put(unique.group().hall());
    out.put(crystal.anomalous() ? 1 : 0);
    out.put(crystal.polarisation().name());
    out.put(crystal.operators().getFirst().triplet());
    out.put(settings.passes());
    out.put(settings.batch());
    out.put(settings.friedel() ? 1 : 0);
    out.put(settings.centric() ? 1 : 0);
    out.put(settings.halves().name());
  }
}
