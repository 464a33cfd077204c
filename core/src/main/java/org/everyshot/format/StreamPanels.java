package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.everyshot.detector.Extent;
import org.everyshot.detector.Panel;

/// Finds the panel of a reflection, by the name that the stream gives or by its pixel.
///
/// Positions in a stream count pixels of the dataset that holds the panel; those of a reflection
/// table count from the panel's first corner.
final class StreamPanels {
  private final byte[][] names;
  private final int[] minFs;
  private final int[] maxFs;
  private final int[] minSs;
  private final int[] maxSs;

  /// Whether two panels hold the same pixels of different datasets.
  private final boolean ambiguous;

  /// Panel number + 1 by hash of the name, open addressing.
  private final int[] table;

  private int latest;

  StreamPanels(List<Panel> panels) {
    int n = panels.size();
    names = new byte[n][];
    minFs = new int[n];
    maxFs = new int[n];
    minSs = new int[n];
    maxSs = new int[n];
    table = new int[Math.max(4, Integer.highestOneBit(n) * 4)];
    for (int p = 0; p < n; p++) {
      Panel panel = panels.get(p);
      Extent extent = panel.extent();
      names[p] = panel.name().getBytes(StandardCharsets.UTF_8);
      minFs[p] = extent.minFs();
      maxFs[p] = extent.maxFs();
      minSs[p] = extent.minSs();
      maxSs[p] = extent.maxSs();
      int i = hash(names[p], 0, names[p].length) & (table.length - 1);
      while (table[i] != 0) {
        i = (i + 1) & (table.length - 1);
      }
      table[i] = p + 1;
    }
    ambiguous = panels.stream().map(Panel::data).distinct().count() > 1;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0x811C9DC5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
    }
    return hash ^ (hash >>> 15);
  }

  /// Number of the panel of a name; −1 where there is none.
  int byName(byte[] bytes, int from, int to) {
    if (latest < names.length && same(names[latest], bytes, from, to)) {
      return latest;
    }
    int i = hash(bytes, from, to) & (table.length - 1);
    while (table[i] != 0) {
      int p = table[i] - 1;
      if (same(names[p], bytes, from, to)) {
        latest = p;
        return p;
      }
      i = (i + 1) & (table.length - 1);
    }
    return -1;
  }

  private static boolean same(byte[] name, byte[] bytes, int from, int to) {
    if (name.length != to - from) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (name[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /// Number of the panel that holds a pixel of the dataset; −1 where there is none, or where panels
  /// are in several datasets so that the pixel does not tell.
  int byPixel(double fs, double ss) {
    if (ambiguous) {
      return -1;
    }
    if (latest < names.length && holds(latest, fs, ss)) {
      return latest;
    }
    for (int p = 0; p < names.length; p++) {
      if (holds(p, fs, ss)) {
        latest = p;
        return p;
      }
    }
    return -1;
  }

  private boolean holds(int p, double fs, double ss) {
    return fs >= minFs[p] && fs < maxFs[p] + 1 && ss >= minSs[p] && ss < maxSs[p] + 1;
  }

  /// First pixel of a panel along the fast scan.
  int minFs(int panel) {
    return minFs[panel];
  }

  /// First pixel of a panel along the slow scan.
  int minSs(int panel) {
    return minSs[panel];
  }
}
