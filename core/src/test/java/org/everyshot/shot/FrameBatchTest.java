package org.everyshot.shot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Memory of frames.
class FrameBatchTest {
  /// Second caches of today's processors: 16 ways of 2 MiB or 8 of 1 MiB.
  private static final int PERIOD = 128 * 1024;

  @ParameterizedTest
  @ValueSource(ints = {64 * 1024, 128 * 1024, 1024 * 1024, 1024 * 1024 - 1000, 1024 * 1024 + 500})
  void pixelsOfSixteenFramesDoNotShareOnePlaceOfTheCache(int pixels) {
    var batch = new FrameBatch(2, pixels, true, false);
    int bytes = batch.counts(0).length * Short.BYTES;
    int beyond = Math.min(bytes % PERIOD, PERIOD - bytes % PERIOD);
    assertTrue(beyond >= PERIOD / 16, bytes + " bytes a frame");
    assertEquals(pixels, batch.pixels());
    assertTrue(batch.counts(0).length >= pixels);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 700 * 1000, 1031 * 1035})
  void otherFramesTakeNoMoreThanTheirPixels(int pixels) {
    var batch = new FrameBatch(1, pixels, false, false);
    assertEquals(pixels, batch.values(0).length);
  }
}
