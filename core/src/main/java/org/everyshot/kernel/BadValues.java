package org.everyshot.kernel;

import java.util.Arrays;

/// How many bad values each bin of each frame has met; a lane is a frame.
final class BadValues {
  private static final int LANES = SingleTile.LANES;

  private final int[] missing;
  private final float[] offsets;
  private final long[] struck = new long[LANES];
  private boolean any;

  /// @param bins room for as many
  /// @param offsets whether pixels have offsets
  BadValues(int bins, boolean offsets) {
    this.missing = new int[bins * LANES];
    this.offsets = new float[offsets ? bins * LANES : 0];
  }

  void clear() {
    Arrays.fill(struck, 0);
    if (any) {
      Arrays.fill(missing, 0);
      Arrays.fill(offsets, 0);
      any = false;
    }
  }

  void note(int bin, int lane, float offset) {
    missing[bin * LANES + lane]++;
    struck[lane]++;
    if (offsets.length > 0) {
      offsets[bin * LANES + lane] += offset;
    }
    any = true;
  }

  boolean any() {
    return any;
  }

  /// Bad values of a frame.
  long of(int lane) {
    return struck[lane];
  }

  /// Bad values, `[bin][lane]`; the array itself.
  int[] missing() {
    return missing;
  }

  /// Sum of the offsets of their pixels, `[bin][lane]`; the array itself, empty without offsets.
  float[] offsets() {
    return offsets;
  }
}
