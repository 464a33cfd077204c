package org.everyshot.shot;

import java.io.IOException;
import java.util.OptionalLong;
import org.everyshot.detector.PolarMask;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.jspecify.annotations.Nullable;

/// Polar images of another source, with a background subtracted and the same bins left out of each.
public final class MaskedShots implements Source<ShotBatch> {
  private final Source<ShotBatch> shots;
  private final @Nullable PolarMask mask;
  private final double @Nullable [] background;

  /// @param mask bins to leave out; null for none
  /// @param background what to subtract from each image, `[ring][azimuth]`; null for nothing
  public MaskedShots(
      Source<ShotBatch> shots, @Nullable PolarMask mask, double @Nullable [] background) {
    this.shots = shots;
    this.mask = mask;
    this.background = background;
  }

  @Override
  public OptionalLong shots() {
    return shots.shots();
  }

  @Override
  public @Nullable Slice next() throws IOException {
    return shots.next();
  }

  @Override
  public ShotBatch read(Slice slice) throws IOException {
    ShotBatch batch = shots.read(slice);
    batch.forgetTotals();
    int size = batch.rings() * batch.azimuths();
    if (background != null && batch.variance() == null) {
      noteVariance(batch, background);
    }
    for (int offset = 0; offset < batch.count() * size; offset += size) {
      if (batch.doublePrecision()) {
        adjust(batch.twice(), offset);
      } else {
        adjust(batch.single(), offset);
      }
    }
    return batch;
  }

  /// Photons fluctuate as many as they are, and a background that is known takes none of that away.
  private static void noteVariance(ShotBatch batch, double[] background) {
    float[] variance = batch.carryVariance();
    int azimuths = batch.azimuths();
    for (int ring = 0; ring < batch.count() * batch.rings(); ring++) {
      double photons = 0;
      for (int j = ring * azimuths; j < (ring + 1) * azimuths; j++) {
        double value = batch.doublePrecision() ? batch.twice()[j] : batch.single()[j];
        if (Double.isFinite(value - background[j % background.length])) {
          photons += value;
        }
      }
      variance[ring] = (float) photons;
    }
  }

  private void adjust(float[] images, int offset) {
    if (background != null) {
      for (int i = 0; i < background.length; i++) {
        images[offset + i] = (float) (images[offset + i] - background[i]);
      }
    }
    if (mask != null) {
      mask.apply(images, offset);
    }
  }

  private void adjust(double[] images, int offset) {
    if (background != null) {
      for (int i = 0; i < background.length; i++) {
        images[offset + i] -= background[i];
      }
    }
    if (mask != null) {
      mask.apply(images, offset);
    }
  }

  @Override
  public void recycle(ShotBatch batch) {
    shots.recycle(batch);
  }

  @Override
  public void close() throws IOException {
    shots.close();
  }
}
