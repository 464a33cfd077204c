package org.everyshot.kernel;

import org.jspecify.annotations.Nullable;

/// A [PixelTable] in the order in which vectors go through it.
///
/// Pixels come in blocks of [#BLOCK]. Within a block those eight apart follow each other, as
/// neighbours often share a bin and would have to wait for one another. Pixels in no bin are left
/// out.
final class BinningOrder {
  static final int BLOCK = 64;
  private static final int STRIDE = 8;

  /// First entry of each block, and the end of the last.
  final int[] block;

  /// Place within its block of the entry's pixel.
  final byte[] place;

  final int[] bin;
  final float[] slope;
  final float[] offset;
  final float[] lowest;
  final float[] highest;
  final float @Nullable [] varianceSlope;
  final float @Nullable [] varianceOffset;

  BinningOrder(PixelTable table) {
    int pixels = table.pixels();
    int blocks = (pixels + BLOCK - 1) / BLOCK;
    int[] order = new int[pixels];
    block = new int[blocks + 1];
    int entries = 0;
    for (int b = 0; b < blocks; b++) {
      for (int i = 0; i < BLOCK; i++) {
        int pixel = b * BLOCK + i % STRIDE * (BLOCK / STRIDE) + i / STRIDE;
        if (pixel < pixels && table.bin()[pixel] >= 0) {
          order[entries++] = pixel;
        }
      }
      block[b + 1] = entries;
    }
    place = new byte[entries];
    bin = new int[entries];
    for (int e = 0; e < entries; e++) {
      place[e] = (byte) (order[e] % BLOCK);
      bin[e] = table.bin()[order[e]];
    }
    slope = ordered(table.slope(), order, entries);
    offset = ordered(table.offset(), order, entries);
    lowest = ordered(table.lowest(), order, entries);
    highest = ordered(table.highest(), order, entries);
    float[] variance = table.varianceSlope();
    varianceSlope = variance == null ? null : ordered(variance, order, entries);
    varianceOffset = variance == null ? null : ordered(table.varianceOffset(), order, entries);
  }

  /// Values in the order of the entries; zeros for none.
  private static float[] ordered(float @Nullable [] values, int[] order, int entries) {
    float[] ordered = new float[entries];
    for (int e = 0; values != null && e < entries; e++) {
      ordered[e] = values[order[e]];
    }
    return ordered;
  }
}
