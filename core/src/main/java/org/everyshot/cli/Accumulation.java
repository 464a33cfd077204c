package org.everyshot.cli;

import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.Correlator;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Accumulator;
import org.everyshot.shot.MeanImage;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// What `correlate` makes of the shots in one pass: their correlation, and their mean image to look
/// at.
final class Accumulation implements Accumulator<ShotBatch, Accumulation, Correlation> {
  private final Correlator correlator;
  private final MeanImage image;
  private final PolarGrid grid;
  private @Nullable Runnable rehearsal;

  /// @param rehearsal what is to be done before the first batch, while others are being read; null
  ///     for nothing
  Accumulation(Correlator correlator, PolarGrid grid, @Nullable Runnable rehearsal) {
    this.correlator = correlator;
    this.grid = grid;
    this.rehearsal = rehearsal;
    this.image = new MeanImage(grid.size());
  }

  @Override
  public Accumulation fresh() {
    return new Accumulation(correlator.fresh(), grid, null);
  }

  @Override
  public int add(ShotBatch batch) {
    Runnable first = rehearsal;
    if (first != null) {
      rehearsal = null;
      first.run();
    }
    image.add(batch);
    return correlator.add(batch);
  }

  @Override
  public void finish() {
    correlator.finish();
  }

  @Override
  public void merge(Accumulation other) {
    correlator.merge(other.correlator);
    image.merge(other.image);
  }

  @Override
  public Correlation snapshot() {
    return correlator.snapshot();
  }

  /// The mean image; for when the job has ended.
  MeanImage image() {
    return image;
  }
}
