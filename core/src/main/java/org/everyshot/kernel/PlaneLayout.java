package org.everyshot.kernel;

/// Where harmonics of many images lie in one flat array: `[harmonic][group][slot][16]`.
///
/// A group is 16 neighbouring rings; the last is filled up with zeros. A slot holds one image. All
/// slots of one group and harmonic are contiguous, and 16 rings of one image fill a cache line
/// (single precision).
///
/// @param harmonics orders kept
/// @param rings rings of an image, at least 1
/// @param capacity number of slots, at least 1
public record PlaneLayout(Harmonics harmonics, int rings, int capacity) {
  /// Rings in a group.
  public static final int GROUP = 16;

  /// From so many slots on, groups are set apart.
  private static final int MANY = 128;

  /// Groups are set apart by an odd number of times so many slots.
  private static final int STEP = 32;

  public PlaneLayout {
    if (rings < 1 || capacity < 1 || capacity > largestCapacity(harmonics, rings)) {
      throw new IllegalArgumentException(
          "%d slots of %d rings and %d harmonics; between 1 and %d slots fit an array"
              .formatted(
                  capacity,
                  rings,
                  harmonics.count(),
                  largestCapacity(harmonics, Math.max(1, rings))));
    }
  }

  /// Most slots that one array can hold, groups being set apart.
  public static int largestCapacity(Harmonics harmonics, int rings) {
    int lines = (Integer.MAX_VALUE - 64) / GROUP / harmonics.count();
    return capacityWithin((lines - 1) / groups(rings));
  }

  /// Most slots for which groups lie no more than `slots` apart.
  public static int capacityWithin(int slots) {
    return slots < MANY ? slots : Math.max(MANY - 1, (slots / STEP - 1 | 1) * STEP);
  }

  private static int groups(int rings) {
    return (rings + GROUP - 1) / GROUP;
  }

  /// Number of groups of rings.
  public int groups() {
    return groups(rings);
  }

  /// Distance between groups. Groups of many slots a power of two apart would share a half or a
  /// quarter of the second cache, which costs an update up to 15 %.
  public int groupPitch() {
    int slots = capacity < MANY ? capacity : (Math.ceilDiv(capacity, STEP) | 1) * STEP;
    return slots * GROUP;
  }

  /// Distance between harmonics: an odd number of cache lines, so that the harmonics of one image
  /// do not compete for the same few places of the cache.
  public int harmonicPitch() {
    return (groups() * (groupPitch() / GROUP) | 1) * GROUP;
  }

  /// Number of values of all harmonics.
  public int size() {
    return harmonics.count() * harmonicPitch();
  }

  /// Place of the first ring of `group` in `slot`, for the harmonic at index `k`.
  int at(int k, int group, int slot) {
    return k * harmonicPitch() + group * groupPitch() + slot * GROUP;
  }
}
