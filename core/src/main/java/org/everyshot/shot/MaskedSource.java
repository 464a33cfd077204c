package org.everyshot.shot;

import java.io.IOException;
import java.util.OptionalLong;
import org.everyshot.detector.PolarMask;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.jspecify.annotations.Nullable;

/// Polar images of another source, with the bins that a mask leaves out made missing.
///
/// @param images the other source; its images must have the mask's rings and azimuths
/// @param mask the bins that may be used
public record MaskedSource(Source<ShotBatch> images, PolarMask mask) implements Source<ShotBatch> {
  @Override
  public OptionalLong shots() {
    return images.shots();
  }

  @Override
  public @Nullable Slice next() throws IOException {
    return images.next();
  }

  @Override
  public ShotBatch read(Slice slice) throws IOException {
    ShotBatch batch = images.read(slice);
    int bins = batch.rings() * batch.azimuths();
    for (int shot = 0; shot < batch.count(); shot++) {
      if (batch.doublePrecision()) {
        mask.apply(batch.twice(), shot * bins);
      } else {
        mask.apply(batch.single(), shot * bins);
      }
    }
    return batch;
  }

  @Override
  public void recycle(ShotBatch batch) {
    images.recycle(batch);
  }

  @Override
  public void close() throws IOException {
    images.close();
  }
}
