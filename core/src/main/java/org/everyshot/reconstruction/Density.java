package org.everyshot.reconstruction;

import java.util.List;
import org.everyshot.math.CubeFourier;
import org.everyshot.structure.DensityMap;

/// Density on a cubic box of points, the particle's centre in its middle.
///
/// Value of point (i, j, k), i fastest: `values[(k * n + j) * n + i]`, at
/// ((i − n/2) h, (j − n/2) h, (k − n/2) h) in Å; n is even. The array is not copied: its holder
/// must not change it.
public final class Density {
  private final int points;
  private final double spacingAngstrom;
  private final float[] values;

  /// @param points points along each edge, n
  /// @param spacingAngstrom distance of neighbours, h, Å
  public Density(int points, double spacingAngstrom, float[] values) {
    if (points < 2 || points % 2 != 0 || values.length != points * points * points) {
      throw new IllegalArgumentException("box of " + points + "³ with " + values.length);
    }
    this.points = points;
    this.spacingAngstrom = spacingAngstrom;
    this.values = values;
  }

  /// Points along each edge.
  public int points() {
    return points;
  }

  /// Distance of neighbours, Å.
  public double spacingAngstrom() {
    return spacingAngstrom;
  }

  /// The values themselves.
  public float[] values() {
    return values;
  }

  /// The same density on `factor` times as many points along each edge, by trigonometric
  /// interpolation.
  public Density finer(int factor) {
    int n = points;
    int fine = n * factor;
    int half = n / 2;
    double[] re = new double[values.length];
    double[] im = new double[values.length];
    for (int i = 0; i < re.length; i++) {
      re[i] = values[i];
    }
    new CubeFourier(n).forward(re, im);
    double[] fineRe = new double[fine * fine * fine];
    double[] fineIm = new double[fineRe.length];
    for (int c = 1 - half; c < half; c++) {
      for (int b = 1 - half; b < half; b++) {
        for (int a = 1 - half; a < half; a++) {
          int from = (Math.floorMod(c, n) * n + Math.floorMod(b, n)) * n + Math.floorMod(a, n);
          int row = (Math.floorMod(c, fine) * fine + Math.floorMod(b, fine)) * fine;
          fineRe[row + Math.floorMod(a, fine)] = re[from];
          fineIm[row + Math.floorMod(a, fine)] = im[from];
        }
      }
    }
    new CubeFourier(fine).inverse(fineRe, fineIm);
    float[] all = new float[fineRe.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) (fineRe[i] / values.length);
    }
    return new Density(fine, spacingAngstrom / factor, all);
  }

  /// Correlation coefficient of the values of two boxes of as many points.
  public static double correlation(Density a, Density b) {
    int n = a.values.length;
    double sumA = 0;
    double sumB = 0;
    for (int i = 0; i < n; i++) {
      sumA += a.values[i];
      sumB += b.values[i];
    }
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < n; i++) {
      double x = a.values[i] - sumA / n;
      double y = b.values[i] - sumB / n;
      product += x * y;
      squareA += x * x;
      squareB += y * y;
    }
    return product / Math.sqrt(squareA * squareB);
  }

  /// Mean of boxes of as many points.
  static Density mean(List<Density> some) {
    Density first = some.getFirst();
    float[] values = new float[first.values.length];
    for (int i = 0; i < values.length; i++) {
      double sum = 0;
      for (Density density : some) {
        sum += density.values[i];
      }
      values[i] = (float) (sum / some.size());
    }
    return new Density(first.points, first.spacingAngstrom, values);
  }

  /// Centre of the squared values, Å, `[3]`; the middle of an empty box.
  double[] centre() {
    double[] sum = new double[3];
    double total = 0;
    int half = points / 2;
    for (int k = 0, at = 0; k < points; k++) {
      for (int j = 0; j < points; j++) {
        for (int i = 0; i < points; i++, at++) {
          double square = (double) values[at] * values[at];
          sum[0] += (i - half) * square;
          sum[1] += (j - half) * square;
          sum[2] += (k - half) * square;
          total += square;
        }
      }
    }
    double scale = total > 0 ? spacingAngstrom / total : 0;
    return new double[] {scale * sum[0], scale * sum[1], scale * sum[2]};
  }

  /// Share of a ball's volume, at most 1, of the points above a share of the maximum.
  double fill(double share, double diameterAngstrom) {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, value);
    }
    int above = 0;
    for (float value : values) {
      above += value > share * most ? 1 : 0;
    }
    double ball = Math.PI / 6 * Math.pow(diameterAngstrom / spacingAngstrom, 3);
    return Math.min(1, above / ball);
  }

  /// The same as a map of a file, the particle's centre at the origin.
  public DensityMap map(String name) {
    return map(name, new double[3]);
  }

  /// The same as a map of a file.
  ///
  /// @param centre where the particle's centre is, Å, `[3]`
  public DensityMap map(String name, double[] centre) {
    double h = spacingAngstrom;
    int half = points / 2;
    double corner = -h * half;
    return new DensityMap(
        name,
        points,
        points,
        points,
        new double[] {h, 0, 0, 0, h, 0, 0, 0, h},
        new double[] {corner + centre[0], corner + centre[1], corner + centre[2]},
        values);
  }
}
