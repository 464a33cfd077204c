package org.everyshot.correlation;

import static org.everyshot.correlation.CorrelationSettings.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.everyshot.correlation.CorrelationSettings.Orientations;
import org.everyshot.correlation.CorrelationSettings.Precision;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.Slice;
import org.everyshot.kernel.OwnMachine;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What holds however many shots come: memory, and the digits of single precision.
class LongRunTest {
  /// In a Java virtual machine of its own, since tests of the kernels run each at several vector
  /// widths, after which the compiler no longer keeps vectors in registers.
  @Test
  void aShotLeavesNothingBehind() throws IOException, InterruptedException {
    assertEquals("steady", OwnMachine.lastLine(Steady.class, OwnMachine.VECTORS));
  }

  /// Adds chunks until they allocate next to nothing, and some more.
  static final class Steady {
    private static final int RINGS = 40;
    private static final int AZIMUTHS = 64;
    private static final int PER_CHUNK = 64;

    /// Chunks that are looked at together.
    private static final int WINDOW = 100;

    /// Until the compiler has been through, vectors are objects; on a busy machine that may last.
    private static final int MOST_WINDOWS = 100;

    /// Small records of where a shot waits, against 10 kB of image and 100 kB of products, bytes.
    private static final long ALLOWED = 200L * PER_CHUNK;

    private Steady() {}

    public static void main(String[] arguments) {
      Correlator correlator = Shots.correlator(RINGS, AZIMUTHS, plain(), Shots.ALONE);
      double[][] simulated = Shots.images(PER_CHUNK, RINGS, AZIMUTHS, 3);
      ShotBatch images =
          Shots.batches(simulated, RINGS, AZIMUTHS, false, PER_CHUNK, PER_CHUNK).getFirst();
      int chunks = 0;
      long typical = Long.MAX_VALUE;
      for (int window = 0; window < MOST_WINDOWS && typical > ALLOWED; window++) {
        typical = typical(correlator, images, chunks);
        chunks += WINDOW;
      }
      long bytes = correlator.stateBytes();
      long after = typical(correlator, images, chunks);
      chunks += WINDOW;
      boolean all = correlator.shots() == (long) chunks * PER_CHUNK;
      boolean steady = typical <= ALLOWED && after <= ALLOWED;
      System.out.println(
          steady && all && bytes == correlator.stateBytes()
              ? "steady"
              : "%d, then %d bytes a chunk, after %d chunks".formatted(typical, after, chunks));
    }

    /// Bytes that a chunk allocates, the third quartile: at few chunks the history notes the
    /// half-sets' agreement.
    private static long typical(Correlator correlator, ShotBatch images, int first) {
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long[] allocated = new long[WINDOW];
      for (int id = 0; id < WINDOW; id++) {
        ShotBatch batch = again(images, first + id, PER_CHUNK);
        long before = threads.getCurrentThreadAllocatedBytes();
        correlator.add(batch);
        allocated[id] = threads.getCurrentThreadAllocatedBytes() - before;
      }
      Arrays.sort(allocated);
      return allocated[WINDOW * 3 / 4];
    }
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
