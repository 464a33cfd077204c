package org.everyshot.crystal;

import java.util.Arrays;
import java.util.Locale;
import org.everyshot.fault.UserInputException;

/// Every reflection of the asymmetric unit that is not absent, to a resolution, in the order of h,
/// k, l; 000 is left out.
///
/// Rows are numbered from 0; slots are 2·row for the reflection itself and 2·row + 1 for its
/// Friedel mate, of which centric reflections have none. Memory is 4 bytes for each index of the
/// box that encloses the unit, 22 for each row, and 4 for each index of the box that encloses the
/// sphere, where those are four million at most. Immutable but for what it remembers, and
/// thread-safe; nothing allocates but [#of].
public final class UniqueReflections {
  /// Most indices whose slots are remembered once they have been worked out.
  private static final long MOST_REMEMBERED = 1L << 22;

  /// No box may hold more indices: an `int` array of 2 GiB.
  private static final long LARGEST_BOX = 1L << 29;

  private final SpaceGroup group;
  private final UnitCell cell;
  private final double dMin;
  private final int count;
  private final int[] h;
  private final int[] k;
  private final int[] l;
  private final byte[] epsilon;
  private final boolean[] centric;
  private final double[] inverseSquareSpacing;

  /// Indices of the sphere do not go beyond these.
  private final int mostH;

  private final int mostK;
  private final int mostL;

  /// Rotations of the primitive operations, nine elements each.
  private final int[] rotations;

  /// Box of the unit: first index and length along each axis, and its rows, −1 where there is none.
  private final int firstH;
  private final int firstK;
  private final int firstL;
  private final int sizeH;
  private final int sizeK;
  private final int sizeL;
  private final int[] rows;

  /// Slot + 2 of each index of the sphere's box, 0 where nobody has asked yet; empty where the box
  /// is too large. Threads that ask at once write the same.
  private final int[] remembered;

  /// @param dMinAngstrom highest resolution, Å
  /// @throws UserInputException where that would be more reflections than fit into memory
  public static UniqueReflections of(SpaceGroup group, UnitCell cell, double dMinAngstrom) {
    if (!(dMinAngstrom > 0)) {
      throw new UserInputException(
          "resolution " + dMinAngstrom + " Å: expected a number above zero");
    }
    return new UniqueReflections(group, cell, dMinAngstrom);
  }

  private UniqueReflections(SpaceGroup group, UnitCell cell, double dMin) {
    this.group = group;
    this.cell = cell;
    this.dMin = dMin;
    double mostHere = Math.max(cell.a(), Math.max(cell.b(), cell.c())) / dMin;
    double indices = 8.0 * (cell.a() / dMin + 1) * (cell.b() / dMin + 1) * (cell.c() / dMin + 1);
    if (mostHere > 10_000 || indices > 8.0 * LARGEST_BOX) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "resolution %s Å in a cell of %.4g × %.4g × %.4g Å is more than %d reflections:"
                  + " expected a larger --dmin",
              dMin,
              cell.a(),
              cell.b(),
              cell.c(),
              LARGEST_BOX));
    }
    this.mostH = (int) Math.ceil(cell.a() / dMin);
    this.mostK = (int) Math.ceil(cell.b() / dMin);
    this.mostL = (int) Math.ceil(cell.c() / dMin);
    this.rotations = rotations(group);
    long box = (2L * mostH + 1) * (2L * mostK + 1) * (2L * mostL + 1);
    this.remembered = new int[box <= MOST_REMEMBERED ? (int) box : 0];

    double[] metric = cell.reciprocalMetric();
    double limit = 1 / (dMin * dMin) * (1 + 1e-12);
    Gathered gathered = new Gathered();
    for (int p = -mostH; p <= mostH; p++) {
      for (int q = -mostK; q <= mostK; q++) {
        for (int r = -mostL; r <= mostL; r++) {
          double s = square(metric, p, q, r);
          if (s <= limit && group.asymmetricUnit().contains(p, q, r) && s > 0) {
            if (!group.absent(p, q, r)) {
              gathered.add(p, q, r);
            }
          }
        }
      }
    }
    this.count = gathered.size;
    this.h = Arrays.copyOf(gathered.h, count);
    this.k = Arrays.copyOf(gathered.k, count);
    this.l = Arrays.copyOf(gathered.l, count);
    this.epsilon = new byte[count];
    this.centric = new boolean[count];
    this.inverseSquareSpacing = new double[count];
    int[] low = {0, 0, 0};
    int[] high = {0, 0, 0};
    for (int row = 0; row < count; row++) {
      epsilon[row] = (byte) group.epsilon(h[row], k[row], l[row]);
      centric[row] = group.centric(h[row], k[row], l[row]);
      inverseSquareSpacing[row] = square(metric, h[row], k[row], l[row]);
      int[] index = {h[row], k[row], l[row]};
      for (int i = 0; i < 3; i++) {
        low[i] = Math.min(low[i], index[i]);
        high[i] = Math.max(high[i], index[i]);
      }
    }
    this.firstH = low[0];
    this.firstK = low[1];
    this.firstL = low[2];
    this.sizeH = high[0] - low[0] + 1;
    this.sizeK = high[1] - low[1] + 1;
    this.sizeL = high[2] - low[2] + 1;
    this.rows = new int[Math.toIntExact((long) sizeH * sizeK * sizeL)];
    Arrays.fill(rows, -1);
    for (int row = 0; row < count; row++) {
      rows[place(h[row], k[row], l[row])] = row;
    }
  }

  private static double square(double[] m, int h, int k, int l) {
    return m[0] * h * h + m[1] * k * k + m[2] * l * l + m[3] * k * l + m[4] * h * l + m[5] * h * k;
  }

  private static int[] rotations(SpaceGroup group) {
    int n = group.primitiveOperations().size();
    int[] rotations = new int[9 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(group.primitiveOperations().get(i).rotation(), 0, rotations, 9 * i, 9);
    }
    return rotations;
  }

  /// Grows while the sphere is walked through.
  private static final class Gathered {
    private int[] h = new int[1024];
    private int[] k = new int[1024];
    private int[] l = new int[1024];
    private int size;

    void add(int p, int q, int r) {
      if (size == h.length) {
        h = Arrays.copyOf(h, 2 * size);
        k = Arrays.copyOf(k, 2 * size);
        l = Arrays.copyOf(l, 2 * size);
      }
      h[size] = p;
      k[size] = q;
      l[size] = r;
      size++;
    }
  }

  private int place(int p, int q, int r) {
    return ((p - firstH) * sizeK + (q - firstK)) * sizeL + (r - firstL);
  }

  /// The slot of an observed index: 2·row, or 2·row + 1 where it is the Friedel mate of the row's
  /// reflection and that is not centric; −1 where it is absent, 000 or beyond the resolution. Any
  /// three integers may be asked for.
  public int slot(int h, int k, int l) {
    if (h > mostH || h < -mostH || k > mostK || k < -mostK || l > mostL || l < -mostL) {
      return -1;
    }
    if (remembered.length == 0) {
      return find(h, k, l);
    }
    int at = ((h + mostH) * (2 * mostK + 1) + k + mostK) * (2 * mostL + 1) + l + mostL;
    int known = remembered[at];
    if (known == 0) {
      known = find(h, k, l) + 2;
      remembered[at] = known;
    }
    return known - 2;
  }

  private int find(int h, int k, int l) {
    AsymmetricUnit unit = group.asymmetricUnit();
    int[] r = rotations;
    for (int at = 0; at < r.length; at += 9) {
      int p = h * r[at] + k * r[at + 3] + l * r[at + 6];
      int q = h * r[at + 1] + k * r[at + 4] + l * r[at + 7];
      int s = h * r[at + 2] + k * r[at + 5] + l * r[at + 8];
      if (unit.contains(p, q, s)) {
        int row = row(p, q, s);
        return row < 0 ? -1 : 2 * row;
      }
      if (unit.contains(-p, -q, -s)) {
        int row = row(-p, -q, -s);
        return row < 0 ? -1 : centric[row] ? 2 * row : 2 * row + 1;
      }
    }
    return -1;
  }

  /// The row of an index of the asymmetric unit; −1 where there is none.
  private int row(int p, int q, int s) {
    int a = p - firstH;
    int b = q - firstK;
    int c = s - firstL;
    if (a < 0 || a >= sizeH || b < 0 || b >= sizeK || c < 0 || c >= sizeL) {
      return -1;
    }
    return rows[(a * sizeK + b) * sizeL + c];
  }

  /// Space group.
  public SpaceGroup group() {
    return group;
  }

  /// Unit cell.
  public UnitCell cell() {
    return cell;
  }

  /// Highest resolution, Å.
  public double dMin() {
    return dMin;
  }

  /// Number of rows.
  public int count() {
    return count;
  }

  /// Miller index h of a row.
  public int h(int row) {
    return h[row];
  }

  /// Miller index k of a row.
  public int k(int row) {
    return k[row];
  }

  /// Miller index l of a row.
  public int l(int row) {
    return l[row];
  }

  /// How many times the mean intensity of a row is that of a general reflection.
  public int epsilon(int row) {
    return epsilon[row];
  }

  /// Whether a row is centric.
  public boolean centric(int row) {
    return centric[row];
  }

  /// 1/d² of a row, Å⁻².
  public double inverseSquareSpacing(int row) {
    return inverseSquareSpacing[row];
  }
}
