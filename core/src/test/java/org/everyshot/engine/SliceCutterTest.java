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
}
