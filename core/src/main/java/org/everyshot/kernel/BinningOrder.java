package org.everyshot.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A [PixelTable] in the order in which vectors go through it.
///
/// Pixels come in strips of [#STRIP], and within a strip bin by bin: a bin's sum stays in a
/// register until all its pixels of the strip are in, which on a detector's rows are neighbours in
/// several rows. [#TOGETHER] bins with as many lines go side by side. A line is two neighbouring
/// pixels, of which one may be another bin's: its slope is then zero.
final class BinningOrder {
  /// Pixels of a strip. Turned, 16 frames of them take a quarter of a megabyte as counts and twice
  /// that as floats, and stay in the second cache.
  static final int STRIP = 16384;

  /// Pixels that are turned, and looked through for bad ones, at a time.
  static final int BLOCK = 128;

  /// Bins that go side by side.
  static final int TOGETHER = 4;

  final int strips;

  /// The blocks that have pixels in bins, and the first of each strip.
  final int[] filled;

  final int[] filledFrom;

  /// First quartet of bins of each strip: at 2s those met for the first time, at 2s + 1 the others.
  final int[] first;

  /// Bins of each quartet; where there are fewer than four, some beyond the last.
  final int[] bin;

  /// First step of each quartet. A step takes one line of each of the four bins.
  final int[] step;

  /// Line of each bin of a step, counted from the strip's first, and the slopes of its two pixels.
  final short[] line;

  final float[] slope;
  final float @Nullable [] varianceSlope;

  /// Largest value that is good for all pixels of a block in bins, and the smallest one.
  final float[] leastHighest;

  final float[] mostLowest;

  private int quartets;
  private int steps;
  private int[] growingBin = new int[1 << 12];
  private int[] growingStep = new int[1 << 10];
  private short[] growingLine = new short[1 << 14];
  private int[] growingPixel = new int[1 << 15];

  BinningOrder(PixelTable table) {
    int pixels = table.pixels();
    int blocks = (pixels + BLOCK - 1) / BLOCK;
    strips = (pixels + STRIP - 1) / STRIP;
    leastHighest = new float[blocks];
    mostLowest = new float[blocks];
    filledFrom = new int[strips + 1];
    filled = limits(table, blocks);
    first = new int[2 * strips + 1];
    var visits = new Visits(table);
    for (int s = 0; s < strips; s++) {
      visits.collect(s);
      first[2 * s] = quartets;
      take(visits, visits.fresh(), table.bins());
      first[2 * s + 1] = quartets;
      take(visits, visits.again(), table.bins());
    }
    first[2 * strips] = quartets;
    bin = Arrays.copyOf(growingBin, TOGETHER * quartets);
    step = Arrays.copyOf(growingStep, quartets + 1);
    step[quartets] = steps;
    line = Arrays.copyOf(growingLine, TOGETHER * steps);
    slope = ordered(table.slope());
    float[] variance = table.varianceSlope();
    varianceSlope = variance == null ? null : ordered(variance);
    growingBin = growingStep = growingPixel = new int[0];
    growingLine = new short[0];
  }

  /// Fills in each block's limits; returns the blocks that have pixels in bins.
  private int[] limits(PixelTable table, int blocks) {
    int[] found = new int[blocks];
    int count = 0;
    for (int b = 0; b < blocks; b++) {
      leastHighest[b] = Float.POSITIVE_INFINITY;
      mostLowest[b] = Float.NEGATIVE_INFINITY;
      boolean any = false;
      for (int p = b * BLOCK; p < Math.min(table.pixels(), (b + 1) * BLOCK); p++) {
        if (table.bin()[p] >= 0) {
          any = true;
          leastHighest[b] = Math.min(leastHighest[b], table.highest()[p]);
          mostLowest[b] = Math.max(mostLowest[b], table.lowest()[p]);
        }
      }
      if (any) {
        found[count++] = b;
      }
      filledFrom[b * BLOCK / STRIP + 1] = count;
    }
    return Arrays.copyOf(found, count);
  }

  /// Puts visits, in the order of their lengths, in quartets.
  private void take(Visits visits, long[] sorted, int bins) {
    for (int i = 0; i < sorted.length; i += TOGETHER) {
      int there = Math.min(TOGETHER, sorted.length - i);
      int longest = visits.lines(Visits.bin(sorted[i + there - 1]));
      reserve(longest);
      growingStep[quartets] = steps;
      for (int k = 0; k < TOGETHER; k++) {
        int b = k < there ? Visits.bin(sorted[i + k]) : bins + k;
        growingBin[TOGETHER * quartets + k] = b;
        int next = k < there ? visits.head(b) : -1;
        for (int j = 0; j < longest; j++) {
          int at = TOGETHER * (steps + j) + k;
          // Beyond its last line a bin takes that again, with slopes of zero.
          int filler = k < there ? at - TOGETHER : at - k;
          growingLine[at] = next < 0 ? growingLine[filler] : visits.line(next);
          growingPixel[2 * at] = next < 0 ? -1 : visits.low(next);
          growingPixel[2 * at + 1] = next < 0 ? -1 : visits.high(next);
          next = next < 0 ? -1 : visits.next(next);
        }
      }
      quartets++;
      steps += longest;
    }
  }

  private void reserve(int more) {
    if (TOGETHER * (quartets + 1) > growingBin.length) {
      growingBin = Arrays.copyOf(growingBin, 2 * growingBin.length);
      growingStep = Arrays.copyOf(growingStep, 2 * growingStep.length);
    }
    int needed = TOGETHER * (steps + more);
    if (needed > growingLine.length) {
      int size = Math.max(2 * growingLine.length, needed);
      growingLine = Arrays.copyOf(growingLine, size);
      growingPixel = Arrays.copyOf(growingPixel, 2 * size);
    }
  }

  /// Values of the pixels of all steps, 0 for those that are not the bin's.
  private float[] ordered(float[] values) {
    float[] ordered = new float[2 * TOGETHER * steps];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = growingPixel[i] < 0 ? 0 : values[growingPixel[i]];
    }
    return ordered;
  }

  /// The lines of each bin in one strip, as chains.
  private static final class Visits {
    private final PixelTable table;
    private final int[] head;
    private final int[] tail;
    private final int[] lines;
    private final boolean[] met;
    // Of each link of a chain, at most one a pixel.
    private final short[] line = new short[STRIP];
    private final int[] low = new int[STRIP];
    private final int[] high = new int[STRIP];
    private final int[] next = new int[STRIP];
    private long[] fresh = {};
    private long[] again = {};
    private int links;

    Visits(PixelTable table) {
      this.table = table;
      this.head = new int[table.bins()];
      this.tail = new int[table.bins()];
      this.lines = new int[table.bins()];
      this.met = new boolean[table.bins()];
    }

    /// Collects a strip's lines, in place of those of the strip before.
    void collect(int strip) {
      int[] bin = table.bin();
      int from = strip * STRIP;
      int to = Math.min(bin.length, from + STRIP);
      Arrays.fill(lines, 0);
      links = 0;
      int visited = 0;
      int[] order = new int[STRIP];
      for (int p = from; p < to; p += 2) {
        int even = bin[p];
        int odd = p + 1 < to ? bin[p + 1] : -1;
        short at = (short) ((p - from) / 2);
        if (even >= 0) {
          order[visited] = even;
          visited += link(even, at, p, odd == even ? p + 1 : -1);
        }
        if (odd >= 0 && odd != even) {
          order[visited] = odd;
          visited += link(odd, at, -1, p + 1);
        }
      }
      fresh = sorted(order, visited, false);
      again = sorted(order, visited, true);
      for (int i = 0; i < visited; i++) {
        met[order[i]] = true;
      }
    }

    /// Adds a line to a bin's chain; returns 1 where it is the first, otherwise 0.
    private int link(int bin, short at, int lowPixel, int highPixel) {
      line[links] = at;
      low[links] = lowPixel;
      high[links] = highPixel;
      next[links] = -1;
      boolean begins = lines[bin] == 0;
      if (begins) {
        head[bin] = links;
      } else {
        next[tail[bin]] = links;
      }
      tail[bin] = links++;
      lines[bin]++;
      return begins ? 1 : 0;
    }

    /// Bins met before this strip, or the others, by their number of lines, then by themselves.
    private long[] sorted(int[] order, int visited, boolean before) {
      long[] keys = new long[visited];
      int count = 0;
      for (int i = 0; i < visited; i++) {
        if (met[order[i]] == before) {
          keys[count++] = (long) lines[order[i]] << Integer.SIZE | order[i];
        }
      }
      keys = Arrays.copyOf(keys, count);
      Arrays.sort(keys);
      return keys;
    }

    static int bin(long key) {
      return (int) key;
    }

    long[] fresh() {
      return fresh;
    }

    long[] again() {
      return again;
    }

    int lines(int bin) {
      return lines[bin];
    }

    int head(int bin) {
      return head[bin];
    }

    int next(int link) {
      return next[link];
    }

    short line(int link) {
      return line[link];
    }

    int low(int link) {
      return low[link];
    }

    int high(int link) {
      return high[link];
    }
  }
}
