package org.everyshot.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A [PixelTable] in the order in which vectors go through it.
///
/// Pixels come in blocks of [#BLOCK]. Within a block those eight apart follow each other, as
/// neighbours often share a bin and would have to wait for one another; pairs in the same bin come
/// first, then even pixels, then odd ones. Pixels in no bin are left out.
final class BinningOrder {
  static final int BLOCK = 128;
  private static final int STRIDE = 16;

  /// First entry of each block, and the end of the last.
  final int[] block;

  /// Pairs of an even pixel and the next that lie in the same bin: a block's first entries are the
  /// even pixels, as many more the odd ones.
  final int[] pairs;

  /// First of each block's entries that are odd pixels alone.
  final int[] odd;

  /// The blocks that have entries.
  final int[] filled;

  /// Bins in the order of their first entries, and the first of each block.
  final int[] fresh;

  final int[] freshBlock;

  /// Largest value that is good for all entries of a block, and the smallest one.
  final float[] leastHighest;

  final float[] mostLowest;

  /// Place within its block of the entry's pixel.
  final short[] place;

  final int[] bin;
  final float[] slope;

  /// Null where all are zero.
  final float @Nullable [] offset;

  final float[] lowest;
  final float[] highest;
  final float @Nullable [] varianceSlope;
  final float @Nullable [] varianceOffset;

  BinningOrder(PixelTable table) {
    int pixels = table.pixels();
    int blocks = (pixels + BLOCK - 1) / BLOCK;
    int[] order = new int[pixels];
    block = new int[blocks + 1];
    odd = new int[blocks];
    pairs = new int[blocks];
    int entries = 0;
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < BLOCK / 2; i++) {
        int pixel = pixel(b, i);
        if (paired(table, pixel)) {
          order[entries++] = pixel;
        }
      }
      pairs[b] = entries - block[b];
      for (int i = 0; i < pairs[b]; i++) {
        order[entries++] = order[block[b] + i] + 1;
      }
      for (int i = 0; i < BLOCK; i++) {
        if (i == BLOCK / 2) {
          odd[b] = entries;
        }
        int pixel = pixel(b, i);
        if (pixel < pixels && table.bin()[pixel] >= 0 && !paired(table, pixel & ~1)) {
          order[entries++] = pixel;
        }
      }
      block[b + 1] = entries;
    }
    place = new short[entries];
    bin = new int[entries];
    for (int e = 0; e < entries; e++) {
      place[e] = (short) (order[e] % BLOCK);
      bin[e] = table.bin()[order[e]];
    }
    filled = IntStream.range(0, blocks).filter(b -> block[b] < block[b + 1]).toArray();
    freshBlock = new int[blocks + 1];
    fresh = firstEntries(table.bins());
    slope = ordered(table.slope(), order, entries);
    float[] offsets = table.offset();
    offset = offsets == null ? null : ordered(offsets, order, entries);
    lowest = ordered(table.lowest(), order, entries);
    highest = ordered(table.highest(), order, entries);
    leastHighest = new float[blocks];
    mostLowest = new float[blocks];
    for (int b = 0; b < blocks; b++) {
      leastHighest[b] = Float.POSITIVE_INFINITY;
      mostLowest[b] = Float.NEGATIVE_INFINITY;
      for (int e = block[b]; e < block[b + 1]; e++) {
        leastHighest[b] = Math.min(leastHighest[b], highest[e]);
        mostLowest[b] = Math.max(mostLowest[b], lowest[e]);
      }
    }
    float[] variance = table.varianceSlope();
    varianceSlope = variance == null ? null : ordered(variance, order, entries);
    float[] more = table.varianceOffset();
    varianceOffset = more == null ? null : ordered(more, order, entries);
  }

  /// Pixels of a block in the order in which they are taken.
  private static int pixel(int block, int i) {
    int residue = i < BLOCK / 2 ? i / STRIDE * 2 : (i - BLOCK / 2) / STRIDE * 2 + 1;
    return block * BLOCK + i % STRIDE * (BLOCK / STRIDE) + residue;
  }

  /// Whether an even pixel and the next lie in the same bin.
  private static boolean paired(PixelTable table, int pixel) {
    int[] bin = table.bin();
    return pixel + 1 < bin.length && bin[pixel] >= 0 && bin[pixel] == bin[pixel + 1];
  }

  private int[] firstEntries(int bins) {
    int[] fresh = new int[bins];
    boolean[] met = new boolean[bins];
    int count = 0;
    for (int b = 0; b + 1 < block.length; b++) {
      for (int e = block[b]; e < block[b + 1]; e++) {
        if (!met[bin[e]]) {
          met[bin[e]] = true;
          fresh[count++] = bin[e];
        }
      }
      freshBlock[b + 1] = count;
    }
    return Arrays.copyOf(fresh, count);
  }

  /// Values in the order of the entries.
  private static float[] ordered(float[] values, int[] order, int entries) {
    float[] ordered = new float[entries];
    for (int e = 0; e < entries; e++) {
      ordered[e] = values[order[e]];
    }
    return ordered;
  }
}
