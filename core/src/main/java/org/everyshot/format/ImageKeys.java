package org.everyshot.format;

/// A set of image identities, 12 bytes for each or a little more.
final class ImageKeys {
  private long[] table = new long[1024];
  private int size;
  private boolean zero;

  /// Adds an identity; false where it was there.
  boolean add(long key) {
    if (key == 0) {
      boolean fresh = !zero;
      zero = true;
      return fresh;
    }
    if (!put(table, key)) {
      return false;
    }
    if (++size > (table.length / 4) * 3) {
      long[] larger = new long[2 * table.length];
      for (long old : table) {
        if (old != 0) {
          put(larger, old);
        }
      }
      table = larger;
    }
    return true;
  }

  private static boolean put(long[] table, long key) {
    int i = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (table.length - 1);
    while (table[i] != 0) {
      if (table[i] == key) {
        return false;
      }
      i = (i + 1) & (table.length - 1);
    }
    table[i] = key;
    return true;
  }
}
