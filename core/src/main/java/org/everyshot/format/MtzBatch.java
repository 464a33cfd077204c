package org.everyshot.format;

import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.jspecify.annotations.Nullable;

/// Header of a batch, that is of one image, in an unmerged MTZ file: as much of its 29 integers
/// and 156 numbers as says how a still was taken.
///
/// The file's axes are those of Cambridge: x along the beam, z along the principal goniometer
/// axis, which is taken for horizontal. Ours are z along the beam and x horizontal: x = −z(file),
/// y = y(file), z = x(file), which is what DIALS' export and our reading of DIALS give together.
/// The orientation is A = U B with U the header's matrix and B that of Busing and Levy (a* along
/// x, b* in the xy plane).
/// Source: CCP4, MTZ format, orientation block; Busing and Levy, Acta Cryst. 22, 457 (1967).
///
/// @param number value of the column BATCH
/// @param title text
/// @param dataset identifier of the dataset
/// @param cell the crystal's cell; null where the header has none
/// @param orientation reciprocal axes in our laboratory; null where the header has none, or where
///     the batch is a rotation
/// @param wavelengthAngstrom wavelength; 0 where the header gives none
/// @param phiStartDegrees rotation at the beginning
/// @param phiEndDegrees rotation at the end
public record MtzBatch(
    int number,
    String title,
    int dataset,
    @Nullable UnitCell cell,
    @Nullable Orientation orientation,
    double wavelengthAngstrom,
    double phiStartDegrees,
    double phiEndDegrees) {
  static final int INTEGERS = 29;
  static final int REALS = 156;

  /// A determinant of U further from 1 than this is not that of an orientation.
  private static final double OFF = 0.05;

  /// Header of a still.
  public static MtzBatch still(
      int number,
      String title,
      int dataset,
      @Nullable UnitCell cell,
      @Nullable Orientation orientation,
      double wavelengthAngstrom) {
    return new MtzBatch(number, title, dataset, cell, orientation, wavelengthAngstrom, 0, 0);
  }

  /// A header from its words; words that are absent count as 0.
  static MtzBatch of(int number, String title, int[] integers, float[] reals) {
    UnitCell cell = null;
    try {
      cell = new UnitCell(reals[0], reals[1], reals[2], reals[3], reals[4], reals[5]);
    } catch (IllegalArgumentException e) {
      cell = null; // none given
    }
    double start = reals[36];
    double end = reals[37];
    boolean still = integers[10] == 0 && start == 0 && end == 0;
    Orientation orientation = cell == null || !still ? null : orientation(cell, reals);
    double wavelength = reals[86] > 0 && reals[86] < 1e6 ? reals[86] : 0;
    return new MtzBatch(number, title, integers[20], cell, orientation, wavelength, start, end);
  }

  private static @Nullable Orientation orientation(UnitCell cell, float[] reals) {
    double[] u = new double[9];
    for (int i = 0; i < 9; i++) {
      u[i] = reals[6 + 3 * (i % 3) + i / 3]; // stored column by column
    }
    double determinant =
        u[0] * (u[4] * u[8] - u[5] * u[7])
            - u[1] * (u[3] * u[8] - u[5] * u[6])
            + u[2] * (u[3] * u[7] - u[4] * u[6]);
    boolean beamAlongX = reals[81] == 0 && reals[82] == 0 && (reals[80] == 0 || reals[80] == -1);
    if (!(Math.abs(determinant - 1) < OFF) || !beamAlongX) {
      return null;
    }
    double[] a = product(u, busingLevy(cell));
    return Orientation.ofMatrix(
        new double[] {-a[6], -a[7], -a[8], a[3], a[4], a[5], a[0], a[1], a[2]});
  }

  /// The 29 integers.
  int[] integers() {
    int[] out = new int[INTEGERS];
    out[0] = INTEGERS + REALS;
    out[1] = INTEGERS;
    out[2] = REALS;
    out[12] = 1; // crystal number
    out[14] = 1; // spots in two dimensions
    out[15] = 1; // scan axis
    out[17] = 1; // goniometer axes
    out[19] = 1; // detectors
    out[20] = dataset;
    return out;
  }

  /// The 156 numbers.
  float[] reals() {
    float[] out = new float[REALS];
    if (cell != null) {
      out[0] = (float) cell.a();
      out[1] = (float) cell.b();
      out[2] = (float) cell.c();
      out[3] = (float) cell.alphaDegrees();
      out[4] = (float) cell.betaDegrees();
      out[5] = (float) cell.gammaDegrees();
    }
    if (cell != null && orientation != null) {
      double[] m = orientation.matrix();
      double[] a = {m[6], m[7], m[8], m[3], m[4], m[5], -m[0], -m[1], -m[2]};
      double[] u = product(a, inverseUpper(busingLevy(cell)));
      for (int i = 0; i < 9; i++) {
        out[6 + 3 * (i % 3) + i / 3] = (float) u[i];
      }
    }
    out[36] = (float) phiStartDegrees;
    out[37] = (float) phiEndDegrees;
    out[38] = 0;
    out[40] = 1; // scan axis z
    out[61] = 1; // goniometer axis z
    out[80] = -1; // towards the source
    out[83] = -1;
    out[86] = (float) wavelengthAngstrom;
    return out;
  }

  /// Columns a*, b*, c* with a* along x and b* in the xy plane, `[3][3]` row-major, Å⁻¹.
  static double[] busingLevy(UnitCell cell) {
    double[] m = cell.reciprocalMetric();
    double aa = Math.sqrt(m[0]);
    double bx = m[5] / 2 / aa;
    double by = Math.sqrt(m[1] - bx * bx);
    double cx = m[4] / 2 / aa;
    double cy = (m[3] / 2 - bx * cx) / by;
    double cz = Math.sqrt(m[2] - cx * cx - cy * cy);
    return new double[] {aa, bx, cx, 0, by, cy, 0, 0, cz};
  }

  private static double[] product(double[] p, double[] q) {
    double[] out = new double[9];
    for (int i = 0; i < 9; i++) {
      int row = i / 3 * 3;
      int column = i % 3;
      out[i] = p[row] * q[column] + p[row + 1] * q[column + 3] + p[row + 2] * q[column + 6];
    }
    return out;
  }

  private static double[] inverseUpper(double[] m) {
    double xx = 1 / m[0];
    double yy = 1 / m[4];
    double zz = 1 / m[8];
    double xy = -m[1] * xx * yy;
    double yz = -m[5] * yy * zz;
    double xz = (m[1] * m[5] * yy - m[2]) * xx * zz;
    return new double[] {xx, xy, xz, 0, yy, yz, 0, 0, zz};
  }
}
