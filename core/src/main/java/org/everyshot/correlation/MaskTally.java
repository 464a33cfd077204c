package org.everyshot.correlation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.kernel.Triangle;
import org.jspecify.annotations.Nullable;

/// How many shots had which valid bins: whole numbers, so that any order gives the same counts.
///
/// A few distinct masks are kept as they are. Beyond that their products M(p, q, Δ), whole numbers
/// too, are counted in a table of all pairs of rings, and the masks are forgotten.
final class MaskTally {
  /// Distinct masks kept as they are.
  static final int FEW = 16;

  private final int rings;
  private final int azimuths;
  private final Map<Mask, Long> few = new LinkedHashMap<>();
  private long complete;
  private int @Nullable [][] pairs;
  private long @Nullable [] bins;

  MaskTally(int rings, int azimuths) {
    this.rings = rings;
    this.azimuths = azimuths;
  }

  void add(@Nullable Mask mask, long shots) {
    if (mask == null) {
      complete += shots;
      return;
    }
    if (few.size() == FEW && !few.containsKey(mask)) {
      count();
    }
    few.merge(mask, shots, Long::sum);
  }

  void merge(MaskTally other) {
    complete += other.complete;
    other.few.forEach(this::add);
    int[][] theirs = other.pairs;
    long[] theirBins = other.bins;
    if (theirs != null && theirBins != null) {
      int[][] mine = table();
      for (int p = 0; p < rings; p++) {
        for (int i = 0; i < mine[p].length; i++) {
          mine[p][i] = Math.addExact(mine[p][i], theirs[p][i]);
        }
      }
      long[] sums = binTable();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += theirBins[i];
      }
    }
  }

  /// Moves the masks kept so far into the table. Masks that agree in both rings of a pair, as most
  /// do, are multiplied once.
  private void count() {
    int[][] table = table();
    List<Mask> masks = List.copyOf(few.keySet());
    int[] products = new int[azimuths];
    int[][] kinds = kinds(masks);
    for (int p = 0; p < rings; p++) {
      for (int q = p; q < rings; q++) {
        // Shots of each pair of kinds, at the first mask of it.
        long[] shots = new long[masks.size()];
        for (int t = 0; t < masks.size(); t++) {
          int same = 0;
          while (kinds[p][same] != kinds[p][t] || kinds[q][same] != kinds[q][t]) {
            same++;
          }
          shots[same] += few.getOrDefault(masks.get(t), 0L);
        }
        int at = (q - p) * azimuths;
        for (int t = 0; t < shots.length; t++) {
          if (shots[t] > 0) {
            masks.get(t).products(p, q, products);
            int weight = Math.toIntExact(shots[t]);
            for (int d = 0; d < azimuths; d++) {
              int more = Math.multiplyExact(weight, products[d]);
              table[p][at + d] = Math.addExact(table[p][at + d], more);
            }
          }
        }
      }
    }
    long[] sums = binTable();
    few.forEach((mask, shots) -> addBins(mask, shots, sums));
    few.clear();
  }

  /// For each ring, the first mask that looks there as each mask does.
  private int[][] kinds(List<Mask> masks) {
    int[][] kinds = new int[rings][masks.size()];
    for (int q = 0; q < rings; q++) {
      for (int t = 0; t < masks.size(); t++) {
        while (!masks.get(kinds[q][t]).sameRing(masks.get(t), q)) {
          kinds[q][t]++;
        }
      }
    }
    return kinds;
  }

  private void addBins(Mask mask, long shots, long[] sums) {
    for (int q = 0; q < rings; q++) {
      for (int j = 0; j < azimuths; j++) {
        if (mask.valid(q, j)) {
          sums[q * azimuths + j] += shots;
        }
      }
    }
  }

  private int[][] table() {
    int[][] table = pairs;
    if (table == null) {
      table = new int[rings][];
      for (int p = 0; p < rings; p++) {
        table[p] = new int[Math.multiplyExact(rings - p, azimuths)];
      }
      pairs = table;
    }
    return table;
  }

  private long[] binTable() {
    long[] table = bins;
    if (table == null) {
      table = new long[rings * azimuths];
      bins = table;
    }
    return table;
  }

  /// Whether every shot so far had every bin.
  boolean complete() {
    return few.isEmpty() && pairs == null;
  }

  /// Adds M(p, q, Δ) = Σ over shots and φ of m(p, φ) m(q, φ+Δ), p ≤ q, to `out`.
  void addPairs(int p, int q, MaskProducts products, double[] out) {
    int[][] table = pairs;
    for (int d = 0; d < azimuths; d++) {
      out[d] += (double) complete * azimuths;
      if (table != null) {
        out[d] += table[p][(q - p) * azimuths + d];
      }
    }
    for (Map.Entry<Mask, Long> entry : few.entrySet()) {
      int[] unit = products.of(entry.getKey(), p, q);
      double shots = entry.getValue();
      for (int d = 0; d < azimuths; d++) {
        out[d] += shots * unit[d];
      }
    }
  }

  /// Number of shots in which each bin was valid, `[ring][azimuth]`.
  double[] binCounts() {
    long[] counts = bins == null ? new long[rings * azimuths] : bins.clone();
    few.forEach((mask, shots) -> addBins(mask, shots, counts));
    double[] all = new double[counts.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = counts[i] + complete;
    }
    return all;
  }

  long bytes() {
    long kept = (long) few.size() * rings * Mask.words(azimuths) * 8;
    return kept + (pairs == null ? 0 : 4L * Triangle.size(rings) * azimuths);
  }
}
