package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.crystal.CrystalMap;
import org.everyshot.crystal.MapGrid;

/// Connected regions of a map above a threshold, by flood fill over the six neighbours of each
/// point; cells repeat.
final class Blobs {
  private final MapGrid grid;
  private final double pointVolume;
  private final int[] labels;
  private int[] sizes = new int[64];

  /// @param sign 1 for regions above the threshold, −1 for those of the negated map
  Blobs(CrystalMap map, double sign, double threshold) {
    this.grid = map.grid();
    this.pointVolume = map.cell().volume() / grid.count();
    this.labels = new int[grid.count()];
    float[] values = map.values();
    int[] stack = new int[1024];
    int count = 0;
    for (int seed = 0; seed < values.length; seed++) {
      if (labels[seed] != 0 || sign * values[seed] <= threshold) {
        continue;
      }
      count++;
      if (count == sizes.length) {
        sizes = Arrays.copyOf(sizes, 2 * count);
      }
      labels[seed] = count;
      stack[0] = seed;
      int depth = 1;
      while (depth > 0) {
        int at = stack[--depth];
        sizes[count]++;
        if (depth + 6 > stack.length) {
          stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        for (int neighbour = 0; neighbour < 6; neighbour++) {
          int next = neighbour(at, neighbour);
          if (labels[next] == 0 && sign * values[next] > threshold) {
            labels[next] = count;
            stack[depth++] = next;
          }
        }
      }
    }
  }

  private int neighbour(int at, int which) {
    int nu = grid.nu();
    int nv = grid.nv();
    int u = at % nu;
    int v = at / nu % nv;
    int w = at / (nu * nv);
    return switch (which) {
      case 0 -> grid.index(u - 1, v, w);
      case 1 -> grid.index(u + 1, v, w);
      case 2 -> grid.index(u, v - 1, w);
      case 3 -> grid.index(u, v + 1, w);
      case 4 -> grid.index(u, v, w - 1);
      default -> grid.index(u, v, w + 1);
    };
  }

  /// Volume of the region that holds a point, Å³.
  double volume(int index) {
    return labels[index] == 0 ? 0 : sizes[labels[index]] * pointVolume;
  }
}
