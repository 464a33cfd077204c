package org.everyshot.format;

import java.util.Arrays;
import java.util.List;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.MergedReflections;

/// Which columns of a merged MTZ file hold amplitudes and intensities, and what they say.
final class MergedColumns {
  /// Places in `wanted`, after the three of the index.
  private static final int F = 3;

  private static final int I = 5;
  private static final int N = 7;

  /// From a column of F(+) to that of F(−).
  private static final int MATE = 5;

  private static final int FREE = F + 2 * MATE;
  private static final float FARTHEST = 1 << 15;

  private final MtzFile file;
  private final boolean anomalous;

  private final int[] wanted;

  /// Position in `wanted` for each place; −1 for none.
  private final int[] loaded;

  /// @param at column of the file for each place; −1 for none
  private MergedColumns(MtzFile file, boolean anomalous, int[] at) {
    this.file = file;
    this.anomalous = anomalous;
    this.wanted = Arrays.stream(at).filter(c -> c >= 0).toArray();
    this.loaded = new int[at.length];
    int n = 0;
    for (int p = 0; p < at.length; p++) {
      loaded[p] = at[p] < 0 ? -1 : n++;
    }
  }

  static MergedColumns find(MtzFile file) {
    MtzHeader header = file.header();
    boolean anomalous = header.findType('G') >= 0 || header.findType('K') >= 0;
    int[] at = new int[FREE + 1];
    Arrays.fill(at, -1);
    at[0] = 0;
    at[1] = 1;
    at[2] = 2;
    pair(header, at, F, anomalous ? 'G' : 'F', anomalous ? 'L' : 'Q', 0);
    pair(header, at, I, anomalous ? 'K' : 'J', anomalous ? 'M' : 'Q', 0);
    if (anomalous) {
      pair(header, at, F + MATE, 'G', 'L', 1);
      pair(header, at, I + MATE, 'K', 'M', 1);
    }
    at[N] = header.find(anomalous ? "N(+)" : "N");
    at[N + MATE] = anomalous ? header.find("N(-)") : -1;
    for (String label : List.of("FreeR_flag", "FREE", "R-free-flags")) {
      at[FREE] = at[FREE] < 0 ? header.find(label) : at[FREE];
    }
    if (at[F] < 0 && at[I] < 0) {
      throw new UserInputException(
          file.path()
              + ": neither amplitudes (types F, G) nor intensities (J, K) among its columns");
    }
    return new MergedColumns(file, anomalous, at);
  }

  /// Finds the column of a type, passing over `skip` of them, and its σ: the next column of that
  /// type.
  private static void pair(
      MtzHeader header, int[] at, int place, char type, char sigmaType, int skip) {
    int left = skip;
    for (int c = 3; c < header.columns().size(); c++) {
      if (header.columns().get(c).type() == type && left-- == 0) {
        at[place] = c;
        for (int s = c + 1; s < header.columns().size() && at[place + 1] < 0; s++) {
          at[place + 1] = header.columns().get(s).type() == sigmaType ? s : -1;
        }
        return;
      }
    }
  }

  /// Columns to be read.
  int[] wanted() {
    return wanted;
  }

  /// Smallest spacing of a row, Å, and a trifle less.
  double highestResolution(float[][] columns, UnitCell cell) {
    double[] m = cell.reciprocalMetric();
    double largest = 0;
    for (int r = 0; r < columns[0].length; r++) {
      double h = columns[0][r];
      double k = columns[1][r];
      double l = columns[2][r];
      if (!(Math.abs(h) < FARTHEST && Math.abs(k) < FARTHEST && Math.abs(l) < FARTHEST)) {
        throw new DamagedDataException(
            file.path() + ": reflection " + r + ": index " + h + " " + k + " " + l);
      }
      double s =
          m[0] * h * h + m[1] * k * k + m[2] * l * l + m[3] * k * l + m[4] * h * l + m[5] * h * k;
      largest = Math.max(largest, s);
    }
    if (!(largest > 0)) {
      throw new UserInputException(file.path() + ": no reflections");
    }
    PlausibleExtent.check(file.path(), columns[0].length, largest, cell);
    return (1 - 1e-6) / Math.sqrt(largest);
  }

  MergedMtz fill(float[][] columns, UniqueReflections unique, double wavelengthAngstrom) {
    int slots = 2 * unique.count();
    float[][] out = new float[4][slots];
    for (float[] column : out) {
      Arrays.fill(column, Float.NaN);
    }
    int[] count = new int[slots];
    Integer[] free = new Integer[unique.count()];
    Arrays.fill(free, -1);
    long ignored = 0;
    for (int r = 0; r < columns[0].length; r++) {
      int slot = unique.slot((int) columns[0][r], (int) columns[1][r], (int) columns[2][r]);
      if (slot < 0) {
        ignored++;
        continue;
      }
      int row = slot / 2;
      boolean mates = anomalous && !unique.centric(row);
      copy(columns, r, 0, out, count, anomalous ? slot : 2 * row);
      if (mates) {
        copy(columns, r, MATE, out, count, slot ^ 1);
      }
      if (loaded[FREE] >= 0 && !Float.isNaN(columns[loaded[FREE]][r])) {
        free[row] = (int) columns[loaded[FREE]][r];
      }
    }
    var merged =
        new MergedReflections.Builder(unique, anomalous)
            .amplitudes(out[0], out[1])
            .intensities(out[2], out[3])
            .counts(count)
            .build();
    return new MergedMtz(merged, List.of(free), wavelengthAngstrom, ignored);
  }

  private void copy(float[][] columns, int r, int mate, float[][] out, int[] count, int slot) {
    for (int v = 0; v < 4; v++) {
      int from = loaded[F + v + mate];
      if (from >= 0 && !Float.isNaN(columns[from][r])) {
        out[v][slot] = columns[from][r];
      }
    }
    int n = loaded[N + mate];
    if (n >= 0 && columns[n][r] > 0) {
      count[slot] = (int) Math.min(columns[n][r], Integer.MAX_VALUE);
    }
  }
}
