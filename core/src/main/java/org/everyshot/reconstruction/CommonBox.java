package org.everyshot.reconstruction;

import java.util.Arrays;
import java.util.Locale;
import org.everyshot.fault.UserInputException;
import org.everyshot.math.CubeFourier;
import org.everyshot.structure.DensityMap;

/// A cube of points on which two maps of any size and spacing can be compared: as fine as the
/// coarser of them, and twice as long as the particle.
///
/// @param points along each edge
/// @param spacingAngstrom distance of neighbours
/// @param diameterAngstrom of the ball, about each map's centre of mass, that is compared
public record CommonBox(int points, double spacingAngstrom, double diameterAngstrom) {
  /// Length of the box over the particle's diameter.
  public static final double ROOM = 2.05;

  private static final int MOST_POINTS = 200;

  /// Share of a map's sum of squares that its particle holds.
  private static final double SHARE = 0.9995;

  private static final double SLACK = 1.02;

  /// The box for two maps.
  ///
  /// @param diameterAngstrom of the particle; NaN to take it from the maps
  public static CommonBox of(DensityMap a, DensityMap b, double diameterAngstrom) {
    double spacing = Math.max(coarsest(a), coarsest(b));
    double diameter =
        Double.isNaN(diameterAngstrom) ? Math.max(diameter(a), diameter(b)) : diameterAngstrom;
    double wanted = Math.ceil(ROOM * diameter / spacing);
    int points = CubeFourier.smoothLength((int) Math.min(wanted, MOST_POINTS + 1.0));
    if (points > MOST_POINTS) {
      points = MOST_POINTS;
      spacing = ROOM * diameter / points;
    }
    return new CommonBox(Math.max(16, points), spacing, diameter);
  }

  private static double coarsest(DensityMap map) {
    double most = 0;
    for (int storage = 0; storage < 3; storage++) {
      most = Math.max(most, map.step(storage, axis(map, storage)));
    }
    return most;
  }

  /// The axis along which a step of storage goes.
  private static int axis(DensityMap map, int storage) {
    int along = 0;
    for (int axis = 1; axis < 3; axis++) {
      along = Math.abs(map.step(storage, axis)) > Math.abs(map.step(storage, along)) ? axis : along;
    }
    double rest = 0;
    for (int axis = 0; axis < 3; axis++) {
      rest += axis == along ? 0 : Math.abs(map.step(storage, axis));
    }
    if (!(map.step(storage, along) > 0) || rest > 1e-6 * map.step(storage, along)) {
      throw new UserInputException(
          map.name() + ": its cell is oblique; resample it to a rectangular one");
    }
    return along;
  }

  /// Centre of a map's squared values, Å, `[3]`.
  public static double[] centre(DensityMap map) {
    double[] sum = new double[3];
    double total = 0;
    for (int k = 0; k < map.nz(); k++) {
      for (int j = 0; j < map.ny(); j++) {
        for (int i = 0; i < map.nx(); i++) {
          double square = (double) map.at(i, j, k) * map.at(i, j, k);
          total += square;
          for (int axis = 0; axis < 3; axis++) {
            sum[axis] += square * position(map, i, j, k, axis);
          }
        }
      }
    }
    if (!Double.isFinite(total)) {
      throw new UserInputException(unknown(map));
    }
    if (total == 0) {
      throw new UserInputException(map.name() + ": is zero everywhere");
    }
    return new double[] {sum[0] / total, sum[1] / total, sum[2] / total};
  }

  /// Says where a map's first value is that is no number.
  private static String unknown(DensityMap map) {
    for (int k = 0; k < map.nz(); k++) {
      for (int j = 0; j < map.ny(); j++) {
        for (int i = 0; i < map.nx(); i++) {
          if (!Float.isFinite(map.at(i, j, k))) {
            return String.format(
                Locale.ROOT,
                "%s: value %s at column %d, row %d, section %d; expected numbers everywhere",
                map.name(),
                map.at(i, j, k),
                i,
                j,
                k);
          }
        }
      }
    }
    return map.name() + ": its values are too large to be squared; scale them down";
  }

  private static double position(DensityMap map, int i, int j, int k, int axis) {
    return map.origin(axis) + i * map.step(0, axis) + j * map.step(1, axis) + k * map.step(2, axis);
  }

  /// Diameter of the ball about the centre that holds nearly all of a map's sum of squares, Å.
  public static double diameter(DensityMap map) {
    double[] centre = centre(map);
    double bin = 0.25 * coarsest(map);
    double[] histogram = new double[1 << 12];
    double total = 0;
    for (int k = 0; k < map.nz(); k++) {
      for (int j = 0; j < map.ny(); j++) {
        for (int i = 0; i < map.nx(); i++) {
          double radius = radius(map, centre, i, j, k);
          double square = (double) map.at(i, j, k) * map.at(i, j, k);
          histogram[(int) Math.min(histogram.length - 1, radius / bin)] += square;
          total += square;
        }
      }
    }
    double sum = 0;
    for (int b = 0; b < histogram.length; b++) {
      sum += histogram[b];
      if (sum >= SHARE * total) {
        return SLACK * 2 * (b + 1) * bin;
      }
    }
    return 2 * histogram.length * bin;
  }

  private static double radius(DensityMap map, double[] centre, int i, int j, int k) {
    double square = 0;
    for (int axis = 0; axis < 3; axis++) {
      double x = position(map, i, j, k, axis) - centre[axis];
      square += x * x;
    }
    return Math.sqrt(square);
  }

  /// Samples a map on this box, about a centre: trigonometric interpolation of what lies within
  /// the particle's ball, up to |q| = π/h.
  ///
  /// @param centre of the ball, Å; the box's middle in the map's own frame
  public Density sample(DensityMap map, double[] centre) {
    int n = points;
    int[] axes = {axis(map, 0), axis(map, 1), axis(map, 2)};
    int[] counts = {map.nx(), map.ny(), map.nz()};
    double[][] waveRe = new double[3][];
    double[][] waveIm = new double[3][];
    for (int storage = 0; storage < 3; storage++) {
      waves(map, storage, axes[storage], counts[storage], centre, waveRe, waveIm);
    }
    int nx = counts[0];
    int ny = counts[1];
    int nz = counts[2];
    double reach = diameterAngstrom / 2;
    double[] re = new double[n * n * n];
    double[] im = new double[n * n * n];
    double[] planeRe = new double[n * n];
    double[] planeIm = new double[n * n];
    double[] lineRe = new double[n];
    double[] lineIm = new double[n];
    for (int k = 0; k < nz; k++) {
      boolean anyLine = false;
      for (int j = 0; j < ny; j++) {
        boolean anyPoint = false;
        for (int i = 0; i < nx; i++) {
          double value = map.at(i, j, k);
          if (value == 0 || radius(map, centre, i, j, k) > reach) {
            continue;
          }
          if (!anyPoint) {
            Arrays.fill(lineRe, 0);
            Arrays.fill(lineIm, 0);
            anyPoint = true;
          }
          for (int a = 0; a < n; a++) {
            lineRe[a] += value * waveRe[0][i * n + a];
            lineIm[a] += value * waveIm[0][i * n + a];
          }
        }
        if (anyPoint && !anyLine) {
          Arrays.fill(planeRe, 0);
          Arrays.fill(planeIm, 0);
          anyLine = true;
        }
        for (int b = 0; anyPoint && b < n; b++) {
          double x = waveRe[1][j * n + b];
          double y = waveIm[1][j * n + b];
          add(x, y, lineRe, lineIm, planeRe, planeIm, b * n);
        }
      }
      for (int c = 0; anyLine && c < n; c++) {
        double x = waveRe[2][k * n + c];
        double y = waveIm[2][k * n + c];
        add(x, y, planeRe, planeIm, re, im, c * n * n);
      }
    }
    return back(map, axes, re, im);
  }

  /// sum += (x + iy) · part, from index `to` of the sum on.
  private static void add(
      double x,
      double y,
      double[] partRe,
      double[] partIm,
      double[] sumRe,
      double[] sumIm,
      int to) {
    for (int i = 0; i < partRe.length; i++) {
      double re = partRe[i];
      double im = partIm[i];
      sumRe[to + i] += x * re - y * im;
      sumIm[to + i] += x * im + y * re;
    }
  }

  /// e^{−iq(x − centre)} of every point of an axis, `[count][points]`.
  private void waves(
      DensityMap map,
      int storage,
      int axis,
      int count,
      double[] centre,
      double[][] waveRe,
      double[][] waveIm) {
    int n = points;
    waveRe[storage] = new double[count * n];
    waveIm[storage] = new double[count * n];
    double step = 2 * Math.PI / (n * spacingAngstrom);
    for (int i = 0; i < count; i++) {
      double x = map.origin(axis) + i * map.step(storage, axis) - centre[axis];
      for (int a = 0; a < n; a++) {
        double phase = -step * (a < n / 2 ? a : a - n) * x;
        waveRe[storage][i * n + a] = Math.cos(phase);
        waveIm[storage][i * n + a] = Math.sin(phase);
      }
    }
  }

  /// Fourier coefficients, in the map's order of axes, to densities in the order x, y, z.
  private Density back(DensityMap map, int[] axes, double[] re, double[] im) {
    int n = points;
    int half = n / 2;
    for (int c = 0, at = 0; c < n; c++) {
      for (int b = 0; b < n; b++) {
        for (int a = 0; a < n; a++, at++) {
          int square = square(a) + square(b) + square(c);
          if (square >= half * half) {
            re[at] = 0;
            im[at] = 0;
          }
        }
      }
    }
    new CubeFourier(n).inverse(re, im);
    double h3 = spacingAngstrom * spacingAngstrom * spacingAngstrom;
    double scale = map.voxelVolume() / h3 / ((double) n * n * n);
    float[] values = new float[n * n * n];
    int[] strides = {1, n, n * n};
    for (int c = 0, at = 0; c < n; c++) {
      for (int b = 0; b < n; b++) {
        for (int a = 0; a < n; a++, at++) {
          int to =
              Math.floorMod(a + half, n) * strides[axes[0]]
                  + Math.floorMod(b + half, n) * strides[axes[1]]
                  + Math.floorMod(c + half, n) * strides[axes[2]];
          values[to] = (float) (scale * re[at]);
        }
      }
    }
    return new Density(n, spacingAngstrom, values);
  }

  private int square(int index) {
    int signed = index < points / 2 ? index : index - points;
    return signed * signed;
  }

  /// Largest |q| that the box carries, π/h, Å⁻¹.
  public double qMax() {
    return Math.PI / spacingAngstrom;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d³ points of %.3g Å, particle of %.4g Å",
        points,
        spacingAngstrom,
        diameterAngstrom);
  }
}
