package org.everyshot.shot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.util.OptionalLong;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MaskedShotsTest {
  private static final Slice ALL = new Slice(new Chunk(0, 0, 1), 0, 1);

  /// One image of 2 rings × 2 azimuths.
  private static final class One implements Source<ShotBatch> {
    @Override
    public OptionalLong shots() {
      return OptionalLong.of(1);
    }

    @Override
    public @Nullable Slice next() {
      return ALL;
    }

    @Override
    public ShotBatch read(Slice slice) {
      var batch = new ShotBatch(1, 2, 2, false, false);
      batch.clear(slice);
      batch.append(0, 0);
      System.arraycopy(new float[] {5, 7, 9, 2}, 0, batch.single(), 0, 4);
      return batch;
    }

    @Override
    public void close() {}
  }

  @Test
  void photonsFluctuateAsBeforeTheirBackgroundWasTakenOff() throws IOException {
    double[] background = {1, 2, 3, Double.NaN};
    try (var shots = new MaskedShots(new One(), null, background)) {
      ShotBatch batch = shots.read(ALL);
      assertArrayEquals(new float[] {4, 5, 6, Float.NaN}, batch.single());
      float[] variance = batch.variance();
      assertNotNull(variance);
      // By Poisson's law the variance of a count is the count; a bin without background is gone.
      assertArrayEquals(new float[] {12, 9}, variance);
    }
  }
}
