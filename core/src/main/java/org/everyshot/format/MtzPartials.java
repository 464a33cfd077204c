package org.everyshot.format;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reflections of a rotation series that were measured in parts, on images one after the other,
/// each part a row of its own in an unmerged MTZ file: M/ISYM = 256 M + ISYM with M other than 0.
///
/// Parts with the same index, ISYM and consecutive batch numbers are of one reflection. Where the
/// file tells the fraction of each part (`FRACTIONCALC`), they are added if their fractions add up
/// to a whole within 5 %. Where it does not, they are added if there are two or more, and images
/// before the first and after the last of them, and no other part of theirs within two images more:
/// one between would be missing. Intensities are added, and squares of σ; the sum
/// takes the place of the part of the greatest fraction, or of the middle one. All other parts are
/// left out, with a reason.
///
/// Source: CCP4, `aimless`, "partials", its defaults TEST 0.95 1.05.
final class MtzPartials {
  /// Why a part is left out that stands alone at the end of a series, or whose fellows lack.
  static final String CUT = "part of a reflection by M/ISYM, the rest is not there";

  /// Why parts are left out whose fractions do not come to a whole.
  static final String NOT_WHOLE = "parts of a reflection that do not add up to a whole";

  private static final double LEAST_WHOLE = 0.95;
  private static final double MOST_WHOLE = 1.05;

  /// Images apart that parts of one pass through the Ewald sphere may lie where some are missing.
  private static final int NEAR = 3;

  private enum Fate {
    CUT,
    NOT_WHOLE,
    ADDED,
    SUM
  }

  private final int[] rows;
  private final Fate[] fates;
  private final float[] intensity;
  private final float[] sigma;
  private int sums;
  private int parts;

  private MtzPartials(int[] rows) {
    this.rows = rows;
    this.fates = new Fate[rows.length];
    this.intensity = new float[rows.length];
    this.sigma = new float[rows.length];
  }

  /// Whether a value of M/ISYM marks a part of a reflection.
  static boolean marks(float flags) {
    return flags >= 256 && flags < 1 << 24;
  }

  /// Columns of the parts alone.
  private static final class Parts {
    final float[] batch;
    final float[] h;
    final float[] k;
    final float[] l;
    final float[] flags;
    final float[] intensity;
    final float[] sigma;
    final float @Nullable [] fraction;

    /// @param read h, k, l, intensity, σ
    Parts(float[] batch, float[] flags, float[][] read, float @Nullable [] fraction) {
      this.batch = batch;
      this.flags = flags;
      this.h = read[0];
      this.k = read[1];
      this.l = read[2];
      this.intensity = read[3];
      this.sigma = read[4];
      this.fraction = fraction;
    }

    boolean same(int p, int q) {
      return h[p] == h[q] && k[p] == k[q] && l[p] == l[q] && flags[p] % 256 == flags[q] % 256;
    }

    /// Images from one part to a later one; infinite where they are not of the same index.
    double gap(int p, int q) {
      return same(p, q) ? batch[q] - batch[p] : Double.POSITIVE_INFINITY;
    }

    int hash(int p) {
      int hash = Float.floatToIntBits(h[p]);
      hash = 31 * hash + Float.floatToIntBits(k[p]);
      hash = 31 * hash + Float.floatToIntBits(l[p]);
      return 31 * hash + Float.floatToIntBits(flags[p] % 256);
    }

    int compare(int p, int q) {
      int order = Float.compare(h[p], h[q]);
      order = order != 0 ? order : Float.compare(k[p], k[q]);
      order = order != 0 ? order : Float.compare(l[p], l[q]);
      order = order != 0 ? order : Float.compare(flags[p] % 256, flags[q] % 256);
      order = order != 0 ? order : Float.compare(batch[p], batch[q]);
      return order != 0 ? order : Integer.compare(p, q);
    }
  }

  /// Finds what belongs together; null where the file has no parts.
  ///
  /// @param batch of each row
  /// @param flags M/ISYM of each row
  /// @param columns positions of h, k, l, intensity, σ, and fraction or −1
  /// @param images all batch numbers, ascending
  static @Nullable MtzPartials of(
      MtzFile file, float[] batch, float[] flags, int[] columns, int[] images) {
    int count = 0;
    for (float value : flags) {
      count += marks(value) ? 1 : 0;
    }
    if (count == 0) {
      return null;
    }
    int[] rows = new int[count];
    for (int r = 0, n = 0; r < flags.length; r++) {
      if (marks(flags[r])) {
        rows[n++] = r;
      }
    }
    var partials = new MtzPartials(rows);
    float[][] read = new float[5][];
    for (int c = 0; c < read.length; c++) {
      read[c] = partials.ofParts(file.columns(columns[c])[0]);
    }
    float @Nullable [] fraction =
        columns[5] < 0 ? null : partials.ofParts(file.columns(columns[5])[0]);
    var parts = new Parts(partials.ofParts(batch), partials.ofParts(flags), read, fraction);
    partials.match(parts, images);
    return partials;
  }

  private float[] ofParts(float[] column) {
    float[] out = new float[rows.length];
    for (int p = 0; p < rows.length; p++) {
      out[p] = column[rows[p]] + 0f; // 0 for −0, which an index may be
    }
    return out;
  }

  /// Sorts parts by index, ISYM and batch, and judges those of consecutive batches together.
  private void match(Parts all, int[] images) {
    long[] keys = new long[rows.length];
    for (int p = 0; p < keys.length; p++) {
      keys[p] = (long) all.hash(p) << 32 | p;
    }
    Arrays.sort(keys);
    for (int from = 0, to; from < keys.length; from = to) {
      for (to = from + 1; to < keys.length && keys[to] >> 32 == keys[from] >> 32; ) {
        to++;
      }
      Integer[] alike = new Integer[to - from];
      for (int i = from; i < to; i++) {
        alike[i - from] = (int) keys[i];
      }
      Arrays.sort(alike, all::compare);
      int begin = 0;
      for (int i = 1; i <= alike.length; i++) {
        if (i == alike.length || all.gap(alike[i - 1], alike[i]) != 1) {
          boolean torn =
              (begin > 0 && all.gap(alike[begin - 1], alike[begin]) <= NEAR)
                  || (i < alike.length && all.gap(alike[i - 1], alike[i]) <= NEAR);
          judge(all, Arrays.copyOfRange(alike, begin, i), images, torn);
          begin = i;
        }
      }
    }
  }

  /// @param torn whether more parts of the same index lie so near that one between may be missing
  private void judge(Parts all, Integer[] run, int[] images, boolean torn) {
    double total = 0;
    double variance = 0;
    double fractions = 0;
    int middle = run[(run.length - 1) / 2];
    int head = all.fraction == null ? middle : run[0];
    for (int p : run) {
      total += all.intensity[p];
      variance += all.sigma[p] > 0 ? (double) all.sigma[p] * all.sigma[p] : Double.NaN;
      if (all.fraction != null) {
        fractions += all.fraction[p];
        head = all.fraction[p] > all.fraction[head] ? p : head;
      }
    }
    @Nullable Fate fate = null;
    if (all.fraction != null) {
      if (!(fractions >= LEAST_WHOLE && fractions <= MOST_WHOLE)) {
        fate = Fate.NOT_WHOLE;
      }
    } else if (torn
        || run.length < 2
        || !has(images, all.batch[run[0]] - 1)
        || !has(images, all.batch[run[run.length - 1]] + 1)) {
      fate = Fate.CUT;
    }
    if (!Double.isFinite(total) || !Double.isFinite(variance)) {
      fate = Fate.NOT_WHOLE;
    }
    for (int p : run) {
      fates[p] = fate == null ? Fate.ADDED : fate;
    }
    if (fate == null) {
      fates[head] = Fate.SUM;
      intensity[head] = (float) total;
      sigma[head] = (float) Math.sqrt(variance);
      sums++;
      parts += run.length;
    }
  }

  private static boolean has(int[] images, float number) {
    return Arrays.binarySearch(images, (int) number) >= 0;
  }

  /// Number of a row among the parts.
  int part(int row) {
    return Arrays.binarySearch(rows, row);
  }

  /// Whether a part was added to another row.
  boolean added(int part) {
    return fates[part] == Fate.ADDED;
  }

  /// Why a part is left out; null where it is part of a sum.
  @Nullable String reason(int part) {
    return switch (fates[part]) {
      case CUT -> CUT;
      case NOT_WHOLE -> NOT_WHOLE;
      case ADDED, SUM -> null;
    };
  }

  /// Intensity of the whole reflection that stands in a part's place.
  float intensity(int part) {
    return intensity[part];
  }

  /// Its σ.
  float sigma(int part) {
    return sigma[part];
  }

  /// Reflections that are sums.
  int sums() {
    return sums;
  }

  /// Parts in these sums.
  int summed() {
    return parts;
  }

  /// Parts left out.
  int leftOut() {
    return rows.length - parts;
  }
}
