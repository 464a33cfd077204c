package org.everyshot.merging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Accumulator;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Merges stills with the published network model or a variant, pass after pass, a batch of stills
/// a step.
///
/// Stills come in the order of the input; with one a step nothing depends on how they are sliced.
public final class NetworkMerger
    implements Accumulator<ReflectionTable, NetworkMerger, MergedReflections> {
  private static final int VERSION = 2;
  private static final String KIND = "everyshot networks";

  private final MergingSettings crystal;
  private final NetworkSettings settings;
  private final Team team;
  private final Consumer<NetworkMerger> look;
  private final StillPreparation preparation;
  private final ArrayDeque<StillObservations> idle = new ArrayDeque<>();
  private final StillObservations[] batch;
  private int waiting;
  private final Arrivals arrivals = new Arrivals();
  private final ReflectionPriors priors;
  private final @Nullable RunningConsensus consensus;
  private double[] known = new double[0];
  private @Nullable WarmStart start;
  private final List<StillObservations> indexed = new ArrayList<>();
  final NetworkModel model;

  NetworkMerger(
      MergingSettings crystal, NetworkSettings settings, Team team, Consumer<NetworkMerger> look) {
    this.crystal = crystal;
    this.settings = settings;
    this.team = team;
    this.look = look;
    this.preparation = new StillPreparation(crystal);
    this.batch = new StillObservations[settings.batch()];
    this.priors = ReflectionPriors.of(crystal.unique(), true);
    int operators = crystal.operators().size();
    this.consensus = operators > 1 ? new RunningConsensus(priors, operators) : null;
    this.model = new NetworkModel(priors, crystal.anomalous(), settings, team);
  }

  /// Brings stills with an indexing ambiguity into the setting of these amplitudes.
  ///
  /// @param amplitude of each unique reflection, of any scale; NaN where unknown
  void agreeWith(double[] amplitude) {
    if (consensus != null) {
      known = priors.standardized(amplitude);
      consensus.agreeWith(known);
    }
  }

  /// How many stills are indexed by one of the operators.
  long indexedBy(int operator) {
    return consensus == null ? 0 : consensus.indexedBy(operator);
  }

  @Override
  public NetworkMerger fresh() {
    return new NetworkMerger(crystal, settings, team, look);
  }

  @Override
  public int add(ReflectionTable table) {
    int taken = 0;
    for (int s = 0; s < table.stills(); s++) {
      StillObservations still = idle.poll();
      if (still == null) {
        still = new StillObservations();
      }
      int leftOut = preparation.prepare(table, s, still);
      String obstacle = preparation.obstacle(table, s);
      if (obstacle.isEmpty() && still.size < StillPreparation.LEAST_REFLECTIONS) {
        obstacle = StillPreparation.TOO_FEW;
      }
      if (!obstacle.isEmpty()) {
        arrivals.leaveOut(table.end(s) - table.begin(s), obstacle);
        idle.add(still);
        continue;
      }
      taken++;
      if (!arrivals.take(still.size, leftOut)) {
        idle.add(still);
        continue;
      }
      if (consensus == null) {
        enter(still);
      } else {
        consensus.take(still, indexed);
        enterIndexed();
      }
    }
    look.accept(this);
    return taken;
  }

  private void enterIndexed() {
    indexed.forEach(this::enter);
    indexed.clear();
  }

  private void enter(StillObservations still) {
    batch[waiting++] = still;
    if (waiting == batch.length) {
      step();
    }
  }

  /// What has come in the running pass.
  Arrivals arrivals() {
    return arrivals;
  }

  /// Stills that wait for their batch to be complete.
  int waiting() {
    return waiting + (consensus == null ? 0 : consensus.waits());
  }

  @Override
  public void finish() {
    if (consensus != null) {
      consensus.settle(indexed);
      enterIndexed();
    }
    step();
  }

  private void step() {
    if (waiting > 0) {
      model.add(batch, waiting);
      arrivals.entered(waiting);
      for (int i = 0; i < waiting; i++) {
        idle.add(batch[i]);
      }
      waiting = 0;
    }
  }

  void beginPass() {
    if (consensus != null) {
      consensus.beginPass();
    }
    model.beginPass();
  }

  void endPass() {
    finish();
    model.endPass();
  }

  @Override
  public void merge(NetworkMerger other) {
    throw new UnsupportedOperationException("states of the network model are run in one process");
  }

  @Override
  public MergedReflections snapshot() {
    return model.amplitudes.result(crystal, team);
  }

  /// Begins with the networks of another run, and with its amplitudes where this crystal has them.
  /// Stills with an indexing ambiguity are brought into its setting; where they are to agree with
  /// amplitudes that were told before, all is brought into theirs.
  void warm(NetworkMerger other) {
    if (!settings.alike(other.settings)
        || crystal.anomalous() != other.crystal.anomalous()
        || crystal.unique().group().number() != other.crystal.unique().group().number()) {
      throw new UserInputException(
          "a warm start needs a model of the same space group and networks, with --anomalous"
              + " alike");
    }
    start = new WarmStart(other.crystal, other.amplitudes(), crystal, priors, known);
    model.learnedFrom(other.model);
    model.amplitudes.warm(other.model.amplitudes, start.slots());
    if (consensus != null && known.length == 0) {
      consensus.agreeWith(start.standardized());
    }
  }

  /// How the run that this one starts warm from fits in; null where it starts cold.
  @Nullable WarmStart start() {
    return start;
  }

  /// Amplitude of each unique reflection, mean over Friedel mates; NaN where it is not known.
  private double[] amplitudes() {
    float[] slots = snapshot().amplitude();
    double[] mean = new double[priors.rows()];
    for (int row = 0; row < mean.length; row++) {
      double sum = 0;
      int count = 0;
      for (int slot = 2 * row; slot < 2 * row + 2; slot++) {
        if (slots[slot] >= 0) {
          sum += slots[slot];
          count++;
        }
      }
      mean[row] = count > 0 ? sum / count : Double.NaN;
    }
    return mean;
  }

  /// What is merged.
  public MergingSettings crystal() {
    return crystal;
  }

  /// Stills of the running pass, or of the last one where that has just ended.
  public long merged() {
    return model.stills;
  }

  /// Passes completed.
  public int passes() {
    return model.pass();
  }

  /// Whether bytes are the state of a network model.
  public static boolean isState(byte[] bytes) {
    var kind = new StateWriter();
    kind.put(KIND);
    return new StateReader(bytes, "model").begins(kind.bytes());
  }

  /// Writes all that a later run needs to go on in the middle of a pass.
  void saveAll(StateWriter out) {
    model.save(out);
    model.sample.save(out);
    out.put(waiting);
    for (int i = 0; i < waiting; i++) {
      batch[i].save(out);
    }
    if (consensus != null) {
      consensus.save(out);
    }
  }

  /// Takes over what [#saveAll] has written.
  void loadAll(StateReader in) {
    model.load(in);
    model.sample.load(in);
    waiting = in.integer();
    if (waiting < 0 || waiting >= batch.length) {
      throw in.damaged(waiting + " stills wait for a batch of " + batch.length);
    }
    for (int i = 0; i < waiting; i++) {
      batch[i] = new StillObservations();
      batch[i].load(in, 2 * crystal.unique().count(), crystal.operators().size());
    }
    if (consensus != null) {
      consensus.load(in);
    }
  }

  /// The whole state as bytes, between passes.
  byte[] save() {
    var out = new StateWriter();
    UniqueReflections unique = crystal.unique();
    UnitCell cell = unique.cell();
    out.put(KIND);
    out.put(VERSION);
    out.put(
        new double[] {
          cell.a(), cell.b(), cell.c(), cell.alphaDegrees(), cell.betaDegrees(), cell.gammaDegrees()
        });
    out.put(unique.dMin());
    out.put(unique.group().hall());
    out.put(crystal.anomalous() ? 1 : 0);
    settings.save(out);
    model.save(out);
    return out.bytes();
  }

  /// A merger with the crystal, the settings and the state that were saved.
  ///
  /// @param name of the file, for messages
  public static NetworkMerger restored(byte[] bytes, String name, Team team) {
    var in = new StateReader(bytes, name);
    if (!in.text().equals(KIND)) {
      throw in.damaged("not the state of a network model");
    }
    int version = in.integer();
    if (version != VERSION) {
      throw in.damaged("version " + version + " of the state; this program reads " + VERSION);
    }
    double[] cell = new double[6];
    in.fill(cell);
    double dMin = in.real();
    String group = in.text();
    boolean anomalous = in.integer() != 0;
    NetworkSettings settings = NetworkSettings.load(in);
    NetworkMerger merger;
    try {
      UniqueReflections unique = unique(cell, dMin, group, bytes.length, in);
      var crystal =
          new MergingSettings(
              unique, anomalous, Polarisation.NONE, 2, List.of(SymmetryOperation.IDENTITY));
      merger = new NetworkMerger(crystal, settings, team, look -> {});
    } catch (IllegalArgumentException | UserInputException e) {
      throw in.damaged("no usable crystal: " + e.getMessage());
    }
    merger.model.load(in);
    in.end();
    return merger;
  }

  /// Reflections of a crystal whose state has `bytes` bytes: each takes sixteen or more.
  private static UniqueReflections unique(
      double[] cell, double dMin, String group, long bytes, StateReader in) {
    var unitCell = new UnitCell(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]);
    SpaceGroup spaceGroup = SpaceGroup.of(group);
    double volume = unitCell.volume() / (dMin * dMin * dMin);
    if (!(2 * volume / spaceGroup.operations().size() <= bytes / 8.0 + 1000)) {
      throw in.damaged("resolution " + dMin + ", more reflections than the file has");
    }
    return UniqueReflections.of(spaceGroup, unitCell, dMin);
  }
}
