package org.everyshot.format;

import org.jspecify.annotations.Nullable;

/// Why a reflection of a still cannot be used, whatever file it comes from.
final class Unusable {
  /// Indices beyond this are not of any crystal: a cell edge of 3000 Å at 0.1 Å.
  private static final int FARTHEST = 1 << 15;

  private Unusable() {}

  /// The reason; null where the reflection can be used.
  static @Nullable String reason(int h, int k, int l, float intensity, float sigma) {
    if (!Float.isFinite(intensity)) {
      return "intensity missing";
    }
    if (!(sigma > 0 && sigma < Float.POSITIVE_INFINITY)) {
      return "sigma not above zero";
    }
    if (Math.abs(h) > FARTHEST || Math.abs(k) > FARTHEST || Math.abs(l) > FARTHEST) {
      return "Miller index out of range";
    }
    return h == 0 && k == 0 && l == 0 ? "reflection 000" : null;
  }
}
