package org.everyshot.merging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.engine.Accumulator;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// Merges stills with the physical model, pass after pass.
///
/// Stills are cut into batches of a fixed number, however they arrive; those of an unfinished batch
/// wait. The first 100 set the unit of intensity and the first guess of the shells' means.
/// Reflections and stills that cannot be used are counted by reason.
public final class PhysicalMerger
    implements Accumulator<ReflectionTable, PhysicalMerger, MergedReflections> {
  private static final int FIRST_STILLS = 100;
  private static final String LEFT_OUT = "absent, beyond the resolution or not a number";

  private final UniqueReflections unique;
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
  private double unit = 1;

  /// @param team spreads the work of a batch; stays the caller's
  public PhysicalMerger(UniqueReflections unique, PhysicalSettings settings, Team team) {
    this(unique, settings, team, merger -> {});
  }

  /// @param look is shown the merger after every table
  PhysicalMerger(
      UniqueReflections unique,
      PhysicalSettings settings,
      Team team,
      Consumer<PhysicalMerger> look) {
    this.unique = unique;
    this.settings = settings;
    this.team = team;
    this.look = look;
    this.preparation = new StillPreparation(unique, settings.anomalous());
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
    return new PhysicalMerger(unique, settings, team, look);
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
    while (waiting.size() >= batch.length || (all && !waiting.isEmpty())) {
      int n = 0;
      while (n < batch.length && !waiting.isEmpty()) {
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
    priors.begin(shellSum, shellCount);
    var begun = new PhysicalModel(priors, settings, team, null);
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
      return new MergedReflections.Builder(unique, settings.anomalous()).build();
    }
    return new PhysicalResult(unique, settings, priors, unit).of(running);
  }
}
