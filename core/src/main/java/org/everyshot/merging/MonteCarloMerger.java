package org.everyshot.merging;

import java.util.List;
import java.util.function.Consumer;
import org.everyshot.engine.Accumulator;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;

/// The Monte Carlo merge: the plain mean of all measurements of a reflection, corrected for
/// polarisation alone. Scales, partialities and orientations average out, slowly.
///
/// I = Σ I_j / n, σ(I) = sd(I_j) / √n with the sample's own standard deviation.
/// Source: Kirian et al., Opt. Express 18, 5713 (2010); White et al., J. Appl. Cryst. 45, 335
/// (2012).
///
/// One pass; memory does not depend on the number of images.
public final class MonteCarloMerger
    implements Accumulator<ReflectionTable, MonteCarloMerger, MergedReflections> {
  static final String EMPTY = "no reflection within the resolution";

  private final MergingSettings settings;
  private final Team team;
  private final Consumer<MonteCarloMerger> look;
  private final LossLedger images;
  private final LossLedger reflections;
  private final ObservedStill[] scratch;
  private final MergeSums sums;
  private final ImageSample sample = new ImageSample(List.of());
  private final ChunkEnd chunks = new ChunkEnd();
  private final TableColumns columns = new TableColumns();
  private long stills;
  private double squareOffsets;
  private long offsets;

  /// @param team spreads the work of a batch
  /// @param images where images that are left out are counted
  /// @param reflections where reflections are counted, those left out by reason
  public MonteCarloMerger(
      MergingSettings settings, Team team, LossLedger images, LossLedger reflections) {
    this(settings, team, images, reflections, merger -> {});
  }

  /// @param look is shown the merger after each batch
  MonteCarloMerger(
      MergingSettings settings,
      Team team,
      LossLedger images,
      LossLedger reflections,
      Consumer<MonteCarloMerger> look) {
    if (settings.operators().size() > 1) {
      throw new UserInputException(
          "conventional merges do not choose among indexing operators; give one");
    }
    this.settings = settings;
    this.team = team;
    this.images = images;
    this.reflections = reflections;
    this.look = look;
    this.sums = new MergeSums(2 * settings.unique().count());
    this.scratch = new ObservedStill[team.size()];
    for (int m = 0; m < scratch.length; m++) {
      scratch[m] =
          new ObservedStill(settings.unique(), settings.anomalous(), settings.polarisation());
    }
  }

  @Override
  public MonteCarloMerger fresh() {
    return new MonteCarloMerger(settings, team, images, reflections, look);
  }

  @Override
  public int add(ReflectionTable table) {
    if (chunks.begins(table)) {
      endChunk();
    }
    columns.make(table);
    team.forEach(table.stills(), (s, member) -> prepare(table, s, scratch[member]));
    int taken = 0;
    for (int s = 0; s < table.stills(); s++) {
      int n = columns.count[s];
      if (n == 0) {
        images.vetoed(EMPTY, 1);
        continue;
      }
      int half = table.still(s).half();
      int from = table.begin(s);
      for (int i = from; i < from + n; i++) {
        sums.add(half, columns.slot[i], 1, columns.value[i]);
        if (columns.weight[i] >= 0) {
          squareOffsets += columns.weight[i];
          offsets++;
        }
      }
      sample.add(table.still(s).cell());
      taken++;
    }
    stills += taken;
    if (chunks.ends(table)) {
      endChunk();
    }
    look.accept(this);
    return taken;
  }

  private void prepare(ReflectionTable table, int s, ObservedStill still) {
    still.load(table, s, settings.operators().getFirst(), reflections);
    int from = table.begin(s);
    for (int i = 0; i < still.count; i++) {
      columns.slot[from + i] = still.slot[i];
      columns.value[from + i] = still.intensity[i] / still.polarised[i];
    }
    for (int i = 0; i < still.count; i++) { // for typicalOffset: every measurement weighs 1
      columns.weight[from + i] = still.oriented ? still.offset[i] * still.offset[i] : -1;
    }
    columns.count[s] = still.count;
    reflections.processed(still.count);
  }

  private void endChunk() {
    sums.endChunk();
  }

  @Override
  public void finish() {
    endChunk();
  }

  @Override
  public void merge(MonteCarloMerger other) {
    sums.merge(other.sums);
    squareOffsets += other.squareOffsets;
    offsets += other.offsets;
    stills += other.stills;
  }

  /// Number of stills merged.
  long stills() {
    return stills;
  }

  /// Root mean square Ewald offset of all measurements, Å⁻¹; NaN where no orientation is known.
  double typicalOffset() {
    return Math.sqrt(squareOffsets / offsets);
  }

  /// Parameters of the images.
  ImageSample sample() {
    return sample;
  }

  @Override
  public MergedReflections snapshot() {
    return Estimates.ofMeans(sums, settings);
  }
}
