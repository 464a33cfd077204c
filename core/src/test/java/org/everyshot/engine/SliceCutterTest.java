package org.everyshot.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceCutterTest {
  @ParameterizedTest
  @CsvSource({
    "1, 256",
    "255, 256",
    "1000, 256",
    "8191, 256",
    "8192, 512",
    "16383, 512",
    "16384, 1024",
    "1000000, 1024"
  })
  void chunksGrowWithTheNumberOfShots(long shots, int perChunk) {
    SliceCutter cutter = SliceCutter.byMemory(shots, 307_200);
    long next = 0;
    long chunks = 0;
    for (Slice slice = cutter.next(); slice != null; slice = cutter.next()) {
      assertEquals(next, slice.first());
      assertEquals(next / perChunk, slice.chunk().id());
      assertEquals(Math.min(perChunk, shots - slice.chunk().first()), slice.chunk().count());
      assertTrue(slice.count() <= cutter.perSlice());
      next += slice.count();
      chunks = slice.chunk().id() + 1;
    }
    assertEquals(shots, next);
    assertEquals(Math.ceilDiv(shots, perChunk), chunks);
    assertTrue(perChunk == 256 || chunks >= 16);
  }

  @ParameterizedTest
  @CsvSource({
    // 300 × 256 bins in single and in double precision: up to 40 MiB.
    "307200, 136",
    "614400, 68",
    // One image of 4096 × 16384 bins, the largest, however much that is.
    "268435456, 1",
    "9223372036854775807, 1",
    // No more than the smallest chunk has.
    "4, 256",
    "0, 256"
  })
  void imagesComeInBatchesOfSoMuchMemory(long bytes, int perSlice) {
    assertEquals(perSlice, SliceCutter.byMemory(1_000_000, bytes).perSlice());
  }

  @ParameterizedTest
  @CsvSource({
    // Up to 16 MiB.
    "262144, 1, 64",
    // Up to 64 MiB for 16 frames.
    "4194304, 1, 16",
    "16777216, 1, 4",
    "268435456, 1, 1",
    // Whole groups of frames that are stored together, unless these take more than 64 MiB.
    "262144, 50, 50",
    "262144, 100, 100",
    "262144, 400, 64"
  })
  void framesComeInBatchesOfLess(long bytes, int grain, int perSlice) {
    assertEquals(perSlice, SliceCutter.byMemory(1_000_000, bytes, grain).perSlice());
  }
}
