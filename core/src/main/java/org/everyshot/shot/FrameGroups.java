package org.everyshot.shot;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.everyshot.detector.PolarBinning;
import org.everyshot.engine.LossLedger;
import org.everyshot.kernel.FrameBinner;
import org.everyshot.kernel.Kernels;
import org.everyshot.kernel.PixelTable;
import org.jspecify.annotations.Nullable;

/// Bins frames that follow each other and are all as the nominal binning expects them, several at
/// once, in single precision. Used by several threads.
///
/// A frame's image depends on the frame alone, not on those that it is binned with. Whether it is
/// binned here or singly depends on its place in its slice, and the two differ by roundings.
final class FrameGroups {
  /// Fewest frames that are worth it: the cost is that of a full group, whatever their number.
  static final int FEWEST = 4;

  private final PolarBinning binning;
  private final boolean withVariance;
  private final ConcurrentLinkedQueue<FrameBinner> pool = new ConcurrentLinkedQueue<>();
  private boolean looked;
  private @Nullable FrameBinner first;

  FrameGroups(PolarBinning binning, boolean withVariance) {
    this.binning = binning;
    this.withVariance = withVariance;
  }

  /// A binner for this thread until it is given back; null where frames are to be binned singly.
  @Nullable FrameBinner borrow() {
    FrameBinner idle = pool.poll();
    FrameBinner pattern = idle == null ? first() : null;
    return pattern == null ? idle : pattern.another();
  }

  void giveBack(FrameBinner binner) {
    pool.offer(binner);
  }

  private synchronized @Nullable FrameBinner first() {
    if (!looked) {
      looked = true;
      PixelTable table = binning.table(withVariance);
      FrameBinner made = table == null ? null : Kernels.kernel().binner(table);
      first = made == null || made.width() < FEWEST ? null : made;
    }
    return first;
  }

  /// Bins `n` frames from `shot` on and appends those that have a usable pixel to `batch`.
  static void bin(
      FrameBinner binner, FrameBatch raw, int shot, int n, ShotBatch batch, LossLedger ledger) {
    if (raw.unsignedShorts()) {
      short[][] frames = new short[n][];
      for (int f = 0; f < n; f++) {
        frames[f] = raw.counts(shot + f);
      }
      binner.bin(frames, n);
    } else {
      float[][] frames = new float[n][];
      for (int f = 0; f < n; f++) {
        frames[f] = raw.values(shot + f);
      }
      binner.bin(frames, n);
    }
    int size = batch.rings() * batch.azimuths();
    int[] starts = new int[n];
    int[] at = new int[n];
    int next = batch.count();
    for (int f = 0; f < n; f++) {
      // A frame without a usable pixel is overwritten by the next, or not counted.
      starts[f] = next * size;
      at[f] = binner.used(f) == 0 ? -1 : next++;
    }
    binner.means(batch.single(), starts);
    float @Nullable [] variance = batch.variance();
    for (int f = 0; f < n; f++) {
      if (at[f] < 0) {
        ledger.vetoed(BinnedSource.NO_PIXEL, 1);
        continue;
      }
      batch.append(raw.train(shot + f), raw.pulse(shot + f));
      if (variance != null) {
        binner.variances(f, variance, at[f] * batch.rings());
      }
    }
  }
}
