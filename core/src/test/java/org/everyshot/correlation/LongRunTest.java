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
  @Test
  void aShotLeavesNothingBehind() {
    int rings = 40;
    int azimuths = 64;
    int perChunk = 64;
    int chunks = 400;
    Correlator correlator = Shots.correlator(rings, azimuths, plain(), Shots.ALONE);
    List<ShotBatch> batches =
        Shots.batches(Shots.images(perChunk, rings, azimuths, 3), rings, azimuths, false, 64, 64);
    ShotBatch images = batches.getFirst();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[chunks];
    long bytes = 0;
    for (int id = 0; id < chunks; id++) {
      ShotBatch batch = again(images, id, perChunk);
      long before = threads.getCurrentThreadAllocatedBytes();
      correlator.add(batch);
      allocated[id] = threads.getCurrentThreadAllocatedBytes() - before;
      if (id == chunks / 4) {
        bytes = correlator.stateBytes();
      }
    }
    assertEquals((long) chunks * perChunk, correlator.shots());
    assertEquals(bytes, correlator.stateBytes());
    // All but the few chunks at which the history notes the half-sets' agreement: small records of
    // where a shot waits, against 10 kB of image and 100 kB of products.
    long[] steady = Arrays.stream(allocated).skip(chunks / 4).sorted().toArray();
    long typical = steady[steady.length * 3 / 4];
    assertTrue(typical < 200L * perChunk, "%d bytes a chunk".formatted(typical));
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
