package org.everyshot.merging;

import java.util.Arrays;
import java.util.function.Consumer;
import org.everyshot.engine.Accumulator;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// One pass of the scaled merge: every image is fitted to the reference of the pass before, and its
/// measurements, divided by their K, enter a mean weighted by the inverse of their variance.
///
/// Images do not see each other within a pass, so the result depends neither on the order of images
/// nor on threads. Memory: that of [MergeSums], and 25 bytes per image ([ImageRecords]).
final class ScaledMerger implements Accumulator<ReflectionTable, ScaledMerger, MergedReflections> {
  static final String FAR = "too far from the Ewald sphere";
  static final String OUTLIER = "outlier";

  /// What a pass is given.
  ///
  /// @param reference intensity of each slot to fit to; NaN is missing
  /// @param expected mean intensity of each slot's resolution, for the error model where the
  ///     reference is missing
  /// @param rejected images that were found harmful, by their number in order; null for none
  /// @param influence tells by how much an image raises CC½; null where nobody asks
  record Pass(
      Slots reference,
      Slots expected,
      ImageModel images,
      ErrorModel error,
      ScaledMerging.Options options,
      @Nullable Rejected rejected,
      @Nullable Influence influence) {}

  /// A number for each slot.
  static final class Slots {
    final double[] value;

    Slots(double[] value) {
      this.value = value;
    }
  }

  private final MergingSettings settings;
  private final Pass pass;
  private final Team team;
  private final LossLedger images;
  private final LossLedger reflections;
  private final Consumer<ScaledMerger> look;
  private final ScaledStill[] scratch;
  private final MergeSums sums;
  private final ErrorModel.Evidence evidence = new ErrorModel.Evidence();
  private final ImageRecords records = new ImageRecords();
  private final ImageSample sample = new ImageSample(ScaledMerging.COLUMNS);
  private final ChunkEnd chunks = new ChunkEnd();
  private final ScaledColumns columns = new ScaledColumns();
  private long stills;

  ScaledMerger(
      MergingSettings settings,
      Pass pass,
      Team team,
      LossLedger images,
      LossLedger reflections,
      Consumer<ScaledMerger> look) {
    this.settings = settings;
    this.pass = pass;
    this.team = team;
    this.images = images;
    this.reflections = reflections;
    this.look = look;
    this.sums = new MergeSums(2 * settings.unique().count());
    this.scratch = new ScaledStill[team.size()];
    Arrays.setAll(scratch, m -> new ScaledStill(settings, pass));
  }

  @Override
  public ScaledMerger fresh() {
    return new ScaledMerger(settings, pass, team, images, reflections, look);
  }

  @Override
  public int add(ReflectionTable table) {
    if (chunks.begins(table)) {
      endChunk();
    }
    columns.make(table);
    int first = records.size();
    team.forEach(
        table.stills(),
        (s, member) -> scratch[member].prepare(table, s, first + s, columns, reflections));
    int taken = 0;
    for (int s = 0; s < table.stills(); s++) {
      byte verdict = columns.verdict[s];
      double[] theta = columns.theta[s];
      records.add(verdict, theta, columns.correlation[s], columns.deltaCcHalf[s]);
      if (verdict != ImageRecords.USED) {
        images.vetoed(ImageRecords.REASON[verdict], 1);
        continue;
      }
      sample.add(
          table.still(s).cell(),
          theta[ImageModel.SCALE],
          theta[ImageModel.B],
          Math.exp(theta[ImageModel.WIDTH]),
          Math.exp(theta[ImageModel.MOSAICITY]),
          columns.correlation[s]);
      take(table.still(s).half(), table.begin(s), columns.base.count[s]);
      taken++;
    }
    stills += taken;
    if (chunks.ends(table)) {
      endChunk();
    }
    look.accept(this);
    return taken;
  }

  private void take(int half, int from, int n) {
    TableColumns base = columns.base;
    for (int i = from; i < from + n; i++) {
      if (base.weight[i] > 0) {
        sums.add(half, base.slot[i], base.weight[i], base.value[i]);
      }
      if (columns.ratio[i] > 0) {
        evidence.add(columns.partiality[i], columns.ratio[i], columns.residual[i]);
      }
    }
  }

  private void endChunk() {
    sums.endChunk();
    evidence.endChunk();
  }

  @Override
  public void finish() {
    endChunk();
  }

  /// Adds the sums of another part of the images. Records and sample stay those of this part.
  @Override
  public void merge(ScaledMerger other) {
    sums.merge(other.sums);
    evidence.merge(other.evidence);
    stills += other.stills;
  }

  @Override
  public MergedReflections snapshot() {
    return Estimates.ofWeighted(sums, settings);
  }

  long stills() {
    return stills;
  }

  MergeSums sums() {
    return sums;
  }

  ErrorModel error() {
    return evidence.model(pass.error());
  }

  ImageRecords records() {
    return records;
  }

  ImageSample sample() {
    return sample;
  }
}
