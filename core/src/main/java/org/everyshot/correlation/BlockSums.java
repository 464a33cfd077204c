package org.everyshot.correlation;

import java.util.Arrays;
import org.everyshot.kernel.Harmonics;
import org.everyshot.kernel.Triangle;
import org.everyshot.math.CompactSum;
import org.everyshot.math.OrderFree;
import org.everyshot.math.OrderFreeSum;
import org.jspecify.annotations.Nullable;

/// The sums of one block. Order and grouping of what was added leave no trace in them, but for the
/// rounding of [#diagonal].
final class BlockSums implements Part {
  private final int rings;
  private final boolean twice;
  private final @Nullable OrderFree[] re;
  private final @Nullable OrderFree[] im;
  // [harmonic][ring], plain sums: to be had without a walk through all of memory.
  private final double[][] diagonal;
  private final OrderFreeSum[] meanRe;
  private final OrderFreeSum[] meanIm;
  private final OrderFreeSum sum;
  private final OrderFreeSum squares;
  private final OrderFreeSum variance;
  private final long[] bins;
  private final long[] seen;
  private final MaskTally masks;
  private long shots;
  private long correlated;

  BlockSums(Harmonics harmonics, int rings, CorrelationSettings settings) {
    this.rings = rings;
    int count = harmonics.count();
    this.twice = settings.precision() == CorrelationSettings.Precision.DOUBLE;
    this.re = new OrderFree[count];
    this.im = new OrderFree[settings.isotropic() ? 0 : count];
    this.diagonal = new double[count][rings];
    this.meanRe = sums(settings.inter() ? count : 0, rings);
    this.meanIm = sums(settings.inter() ? count : 0, rings);
    this.sum = new OrderFreeSum(rings);
    this.squares = new OrderFreeSum(rings);
    this.variance = new OrderFreeSum(rings);
    this.bins = new long[rings];
    this.seen = new long[rings];
    this.masks = new MaskTally(rings, harmonics.azimuths());
  }

  private static OrderFreeSum[] sums(int count, int length) {
    var sums = new OrderFreeSum[count];
    for (int k = 0; k < count; k++) {
      sums[k] = new OrderFreeSum(length);
    }
    return sums;
  }

  /// Adds a chunk's products of one harmonic. Different harmonics may come from different threads.
  void addNumerators(int k, double[] moreRe, double[] moreIm) {
    room(re, k).add(moreRe);
    if (im.length > 0) {
      room(im, k).add(moreIm);
    }
    for (int q = 0; q < rings; q++) {
      diagonal[k][q] += moreRe[Triangle.index(rings, q, q)];
    }
  }

  /// Makes room when it is needed, by the thread that fills it while it is in its cache: a block
  /// takes 100 MB.
  private OrderFree room(@Nullable OrderFree[] sums, int k) {
    OrderFree sum = sums[k];
    if (sum == null) {
      int pairs = Triangle.size(rings);
      sum = twice ? new OrderFreeSum(pairs) : new CompactSum(pairs);
      sums[k] = sum;
    }
    return sum;
  }

  /// Adds a chunk's sum of one harmonic of each ring.
  void addMeans(int k, double[] moreRe, double[] moreIm) {
    meanRe[k].add(moreRe);
    meanIm[k].add(moreIm);
  }

  /// Adds what else a chunk knows of its shots.
  void add(ShotTally chunk) {
    sum.add(chunk.sum);
    squares.add(chunk.squares);
    variance.add(chunk.variance);
    for (int q = 0; q < rings; q++) {
      bins[q] += chunk.bins[q];
      seen[q] += chunk.seen[q];
    }
    chunk.masks.forEach(masks::add);
    masks.add(null, chunk.complete);
    shots += chunk.shots;
    correlated += chunk.correlated;
  }

  void merge(BlockSums other) {
    merge(re, other.re);
    merge(im, other.im);
    for (int k = 0; k < diagonal.length; k++) {
      for (int q = 0; q < rings; q++) {
        diagonal[k][q] += other.diagonal[k][q];
      }
    }
    merge(meanRe, other.meanRe);
    merge(meanIm, other.meanIm);
    sum.merge(other.sum);
    squares.merge(other.squares);
    variance.merge(other.variance);
    for (int q = 0; q < rings; q++) {
      bins[q] += other.bins[q];
      seen[q] += other.seen[q];
    }
    masks.merge(other.masks);
    shots += other.shots;
    correlated += other.correlated;
  }

  /// A block has no sums where none of its shots was correlated.
  private void merge(@Nullable OrderFree[] into, @Nullable OrderFree[] from) {
    for (int k = 0; k < into.length; k++) {
      OrderFree more = from[k];
      if (more != null) {
        room(into, k).merge(more);
      }
    }
  }

  /// Memory held, bytes.
  long bytes() {
    long total = masks.bytes();
    return total + bytes(re) + bytes(im) + bytes(meanRe) + bytes(meanIm);
  }

  private static long bytes(@Nullable OrderFree[] sums) {
    long total = 0;
    for (OrderFree sum : sums) {
      total += sum == null ? 0 : sum.bytes();
    }
    return total;
  }

  /// Adds all of one harmonic's numerators.
  void addAllNumerators(int k, double[] outRe, double[] outIm) {
    addAll(re[k], outRe);
    if (im.length > 0) {
      addAll(im[k], outIm);
    }
  }

  private static void addAll(@Nullable OrderFree sums, double[] out) {
    if (sums != null) {
      sums.addTo(out, 0, 0, out.length);
    }
  }

  /// Copies one harmonic's numerators of `count` pairs, in a triangle's order, from `from` on.
  ///
  /// @param imaginary which part of them; there is none where they are real
  void numerators(boolean imaginary, int k, int from, int count, double[] out) {
    OrderFree sums = (imaginary ? im : re)[k];
    if (sums == null) {
      Arrays.fill(out, 0, count, 0);
    } else {
      sums.read(from, count, out, 0);
    }
  }

  @Override
  public long shots() {
    return shots;
  }

  @Override
  public long correlated() {
    return correlated;
  }

  @Override
  public void numerators(int k, int p, int from, int count, double[] outRe, double[] outIm) {
    int pair = Triangle.index(rings, from, p);
    numerators(false, k, pair, count, outRe);
    if (im.length > 0) {
      numerators(true, k, pair, count, outIm);
    }
  }

  @Override
  public void diagonal(int k, double[] out) {
    System.arraycopy(diagonal[k], 0, out, 0, rings);
  }

  @Override
  public double variance(int q) {
    return variance.value(q);
  }

  @Override
  public boolean complete() {
    return masks.complete();
  }

  @Override
  public void addPairs(int p, int q, MaskProducts products, double[] out) {
    masks.addPairs(p, q, products, out);
  }

  @Override
  public double meanRe(int k, int q) {
    return meanRe[k].value(q);
  }

  @Override
  public double meanIm(int k, int q) {
    return meanIm[k].value(q);
  }

  @Override
  public double[] binCounts() {
    return masks.binCounts();
  }

  @Override
  public double ringSum(int q) {
    return sum.value(q);
  }

  @Override
  public double ringSquares(int q) {
    return squares.value(q);
  }

  @Override
  public long ringBins(int q) {
    return bins[q];
  }

  @Override
  public long ringShots(int q) {
    return seen[q];
  }
}
