package org.everyshot.format;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.everyshot.kernel.RingKernel;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Polar images from a file as a source of shots: a NumPy array or an HDF5 dataset
/// `[shots][rings][azimuths]`, or `[rings][azimuths]` for a single image.
///
/// Shot j of the array is train j, pulse 0. NaN is a missing bin; an image that has infinite
/// values or no valid bin at all is vetoed, by reason. Numbers of every type become float or
/// double, as an [ImageWidth] says.
public final class PolarSource implements Source<ShotBatch> {
  /// Most bins of one image: 4096 rings of 16384 azimuths.
  static final int MOST_BINS = 1 << 26;

  private final ImageStack stack;
  private final boolean doublePrecision;
  private final LossLedger ledger;
  private final SliceCutter cutter;
  private final RingKernel kernel = RingKernel.chosen();
  private final LongAdder missing = new LongAdder();
  private final ConcurrentLinkedQueue<ShotBatch> pool = new ConcurrentLinkedQueue<>();

  PolarSource(ImageStack stack, ImageWidth width, LossLedger ledger) {
    this.stack = stack;
    this.doublePrecision =
        width == ImageWidth.DOUBLE || (width == ImageWidth.AS_STORED && !stack.fitsSingle());
    this.ledger = ledger;
    long bins = (long) stack.rings() * stack.azimuths();
    this.cutter = SliceCutter.byMemory(stack.shots(), bins * (doublePrecision ? 8 : 4));
  }

  /// Images in a NumPy file.
  ///
  /// @param ledger where vetoed images are noted
  public static PolarSource npy(Path path, ImageWidth width, LossLedger ledger) {
    return new PolarSource(NpyStack.open(path), width, ledger);
  }

  /// Images in a dataset of an HDF5 file.
  ///
  /// @param dataset its path in the file
  /// @param ledger where vetoed images are noted
  public static PolarSource hdf5(Path path, String dataset, ImageWidth width, LossLedger ledger) {
    return new PolarSource(Hdf5Stack.open(path, dataset), width, ledger);
  }

  public int rings() {
    return stack.rings();
  }

  public int azimuths() {
    return stack.azimuths();
  }

  /// Bins without a value met so far, over all accepted images.
  public long missingBins() {
    return missing.sum();
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.of(stack.shots());
  }

  @Override
  public @Nullable Slice next() {
    return cutter.next();
  }

  @Override
  public ShotBatch read(Slice slice) {
    ShotBatch batch = pool.poll();
    if (batch == null) {
      batch =
          new ShotBatch(cutter.perSlice(), stack.rings(), stack.azimuths(), doublePrecision, false);
    }
    batch.clear(slice);
    boolean oneByOne = stack.oneByOne();
    if (!oneByOne) {
      read(slice.first(), slice.count(), batch, 0);
    }
    int rings = stack.rings();
    int bins = rings * stack.azimuths();
    double[] totals = doublePrecision ? new double[0] : batch.totals();
    for (int s = 0; s < slice.count(); s++) {
      if (oneByOne) {
        // Judged while it is in the core's cache.
        read(slice.first() + s, 1, batch, s * bins);
      }
      int to = batch.append(slice.first() + s, 0);
      int absent;
      if (doublePrecision) {
        absent = judge(batch.twice(), s * bins, bins);
      } else {
        kernel.totals(batch.single(), s * bins, rings, stack.azimuths(), totals, to * rings);
        absent = batch.finite(to) ? 0 : judge(batch.single(), s * bins, bins);
      }
      if (absent < 0 || absent == bins) {
        ledger.vetoed(absent < 0 ? "infinite value in the image" : "image without any value", 1);
        batch.removeLast();
      } else {
        missing.add(absent);
        move(batch, s * bins, to * bins, bins);
      }
    }
    if (!doublePrecision) {
      batch.noteTotals();
    }
    return batch;
  }

  private void read(long first, int count, ShotBatch batch, int at) {
    if (doublePrecision) {
      stack.read(first, count, batch.twice(), at);
    } else {
      stack.read(first, count, batch.single(), at);
    }
  }

  /// Number of missing values, or -1 where one is infinite.
  private static int judge(float[] values, int from, int bins) {
    int absent = 0;
    for (int i = from; i < from + bins; i++) {
      if (Float.isInfinite(values[i])) {
        return -1;
      }
      absent += Float.isNaN(values[i]) ? 1 : 0;
    }
    return absent;
  }

  /// Number of missing values, or -1 where one is infinite.
  private static int judge(double[] values, int from, int bins) {
    int absent = 0;
    for (int i = from; i < from + bins; i++) {
      if (Double.isInfinite(values[i])) {
        return -1;
      }
      absent += Double.isNaN(values[i]) ? 1 : 0;
    }
    return absent;
  }

  /// Closes the gap that vetoed images left.
  private static void move(ShotBatch batch, int from, int to, int bins) {
    if (from == to) {
      return;
    }
    Object images = batch.doublePrecision() ? batch.twice() : batch.single();
    System.arraycopy(images, from, images, to, bins);
  }

  @Override
  public void recycle(ShotBatch batch) {
    pool.add(batch);
  }

  @Override
  public void close() {
    pool.clear();
    stack.close();
  }
}
