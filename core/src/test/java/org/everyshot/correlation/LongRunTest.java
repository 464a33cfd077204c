package org.everyshot.correlation;

import static org.everyshot.correlation.CorrelationSettings.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.everyshot.correlation.CorrelationSettings.Orientations;
import org.everyshot.correlation.CorrelationSettings.Precision;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.Slice;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What holds however many shots come: memory, and the digits of single precision.
class LongRunTest {
  /// Chunks that are looked at together.
  private static final int WINDOW = 100;

  /// Until the compiler has been through, the Vector API allocates; on a busy machine that may last.
  private static final int MOST_WINDOWS = 60;

  @Test
  void aShotLeavesNothingBehind() {
    int rings = 40;
    int azimuths = 64;
    int perChunk = 64;
    Correlator correlator = Shots.correlator(rings, azimuths, plain(), Shots.ALONE);
    List<ShotBatch> batches =
        Shots.batches(Shots.images(perChunk, rings, azimuths, 3), rings, azimuths, false, 64, 64);
    ShotBatch images = batches.getFirst();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // Small records of where a shot waits, against 10 kB of image and 100 kB of products.
    long allowed = 200L * perChunk;
    long typical = Long.MAX_VALUE;
    long bytes = 0;
    int chunks = 0;
    for (int window = 0; window < MOST_WINDOWS && typical > allowed; window++) {
      long[] allocated = new long[WINDOW];
      for (int id = 0; id < WINDOW; id++) {
        ShotBatch batch = again(images, chunks++, perChunk);
        long before = threads.getCurrentThreadAllocatedBytes();
        correlator.add(batch);
        allocated[id] = threads.getCurrentThreadAllocatedBytes() - before;
      }
      bytes = window == 0 ? correlator.stateBytes() : bytes;
      // All but the few chunks at which the history notes the half-sets' agreement.
      Arrays.sort(allocated);
      typical = allocated[WINDOW * 3 / 4];
    }
    assertTrue(typical <= allowed, "%d bytes a chunk".formatted(typical));
    for (int id = 0; id < 2 * WINDOW; id++) {
      correlator.add(again(images, chunks++, perChunk));
    }
    assertEquals((long) chunks * perChunk, correlator.shots());
    assertEquals(bytes, correlator.stateBytes());
  }

  /// The images as another chunk.
  private static ShotBatch again(ShotBatch images, int id, int count) {
    long first = (long) id * count;
    images.clear(new Slice(new Chunk(id, first, count), 0, count));
    for (int i = 0; i < count; i++) {
      images.append(first + i, 0);
    }
    return images;
  }

  @Test
  @Tag("long")
  void singlePrecisionKeepsSixDigitsOverTenThousandImages() {
    int rings = 24;
    int azimuths = 64;
    double[][] images = Shots.images(10_000, rings, azimuths, 8);
    CorrelationSettings single = plain().with(Orientations.ANY);
    CorrelationSettings twice = single.with(Precision.DOUBLE);
    PairReader found = inLongChunks(images, rings, azimuths, single);
    PairReader expected = inLongChunks(images, rings, azimuths, twice);
    double off = 0;
    double all = 0;
    double worst = 0;
    for (int q = 0; q < rings; q++) {
      for (int r = 0; r < rings; r++) {
        double[] a = found.c2(q, r);
        double[] b = expected.c2(q, r);
        double size = Math.sqrt(expected.c2(q, q)[0] * expected.c2(r, r)[0]);
        for (int d = 0; d < azimuths; d++) {
          off += (a[d] - b[d]) * (a[d] - b[d]);
          all += b[d] * b[d];
          worst = Math.max(worst, Math.abs(a[d] - b[d]) / size);
        }
      }
    }
    assertEquals(0, Math.sqrt(off / all), 1e-6);
    assertEquals(0, worst, 1e-6);
  }

  /// In chunks so long that products are summed in single precision as far as they ever are.
  private static PairReader inLongChunks(
      double[][] images, int rings, int azimuths, CorrelationSettings settings) {
    boolean twice = settings.precision() == Precision.DOUBLE;
    Correlator correlator = Shots.correlator(rings, azimuths, settings, Shots.ALONE);
    Shots.batches(images, rings, azimuths, twice, 1024, 54).forEach(correlator::add);
    return correlator.snapshot().reader();
  }
}
