package org.everyshot.shot;

/// Identity of one X-ray pulse: train number and pulse number within it.
///
/// Facilities without trains, and plain stacks of images, count shots in `train` with pulse 0.
public record ShotId(long train, int pulse) {
  /// Which of the two half-sets, 0 or 1, the shot belongs to: the parity of a hash of its identity,
  /// so that it depends neither on the order of arrival nor on patterns in memory cells or pump
  /// pulses.
  public int half() {
    return half(train, pulse);
  }

  /// As [#half()], without an object.
  public static int half(long train, int pulse) {
    // The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
    long z = train * 0x9E3779B97F4A7C15L + pulse * 0xD1B54A32D192ED03L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) ((z ^ (z >>> 31)) >>> 63);
  }
}
