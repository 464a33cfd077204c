package org.everyshot.detector;

/// A rectangle of pixels in a data array, all limits inclusive, counted from 0.
///
/// @param minFs first pixel along the fast scan
/// @param maxFs last pixel along the fast scan
/// @param minSs first pixel along the slow scan
/// @param maxSs last pixel along the slow scan
public record Extent(int minFs, int maxFs, int minSs, int maxSs) {
  public Extent {
    if (minFs < 0 || minSs < 0 || maxFs < minFs || maxSs < minSs) {
      throw new IllegalArgumentException(
          "fs " + minFs + " to " + maxFs + ", ss " + minSs + " to " + maxSs);
    }
  }

  /// Pixels along the fast scan.
  public int width() {
    return maxFs - minFs + 1;
  }

  /// Pixels along the slow scan.
  public int height() {
    return maxSs - minSs + 1;
  }

  /// Number of pixels.
  public int pixels() {
    return Math.multiplyExact(width(), height());
  }

  /// Whether all of another rectangle lies in this one.
  public boolean contains(Extent other) {
    return other.minFs >= minFs
        && other.maxFs <= maxFs
        && other.minSs >= minSs
        && other.maxSs <= maxSs;
  }
}
