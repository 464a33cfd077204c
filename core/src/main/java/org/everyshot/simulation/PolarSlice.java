package org.everyshot.simulation;

import java.util.Arrays;
import org.everyshot.detector.PolarGrid;
import org.everyshot.kernel.LatticeSampler;
import org.jspecify.annotations.Nullable;

/// A tabulated amplitude on the rings of a polar grid, carried there from few points of the same
/// slice.
///
/// A particle within a radius R of the origin has amplitudes whose harmonics along a ring end near
/// qR, and which along q change no faster than exp(±iRq/cos θ). Polar grids of detectors are finer
/// than that by far. So the table is asked at few azimuths on few rings; each of these is brought
/// to all azimuths by trigonometric interpolation, which is exact below the last harmonic, and all
/// rings then follow from eight of them by the weights that reproduce exp(iωq) best over the band,
/// in the sense of least squares for a globular particle (as [InterpolationWindow] does between
/// nodes). Rings of the few lie closer towards the largest q, beyond which the table ends; towards
/// 0 they go on to negative q, which are the opposite azimuths of the same sphere, where the
/// amplitude continues as an analytic function.
///
/// Error: 2·10⁻⁵ of the amplitude at most, root mean square over the band, where the table's own is
/// 5·10⁻⁵.
final class PolarSlice {
  private static final int WIDTH = 8;

  /// Root mean square error over the band that is let pass.
  private static final double TOLERANCE = 2e-5;

  /// Rings per half period of the fastest oscillation along q that are tried.
  private static final double[] OVERSAMPLINGS = {2.2, 2.5, 2.8, 3.2, 3.6};

  /// Distances between the outermost of the few rings, relative to all others.
  private static final double[] CLOSER = {0.12, 0.3, 0.45, 0.6, 0.72, 0.82, 0.9, 0.96};

  /// The slice must have so many times fewer points to be worth while.
  private static final double WORTH = 8;

  private final PolarGrid grid;
  private final double[] rings;
  private final int directions;
  // q of the few points, [ring][direction][3], Å⁻¹.
  private final float[] points;
  // Trigonometric interpolation, [direction][azimuth].
  private final float[] turning;
  private final int[] first;
  // [ring of the grid][WIDTH]
  private final float[] weights;

  private PolarSlice(
      PolarGrid grid, double wavelengthAngstrom, double[] rings, int directions, Radial radial) {
    this.grid = grid;
    this.rings = rings;
    this.directions = directions;
    this.points = new float[3 * rings.length * directions];
    for (int k = 0; k < rings.length; k++) {
      double sine = rings[k] * wavelengthAngstrom / (4 * Math.PI);
      double across = rings[k] * Math.sqrt((1 - sine) * (1 + sine));
      for (int m = 0; m < directions; m++) {
        double azimuth = 2 * Math.PI * m / directions;
        int at = 3 * (k * directions + m);
        points[at] = (float) (across * Math.cos(azimuth));
        points[at + 1] = (float) (across * Math.sin(azimuth));
        points[at + 2] = (float) (-rings[k] * sine);
      }
    }
    this.turning = turning(grid, directions);
    this.first = radial.first;
    this.weights = radial.weights;
  }

  /// The slice for a grid; null where it saves nothing.
  ///
  /// @param radius distance from the origin within which the particle lies, Å
  static @Nullable PolarSlice of(PolarGrid grid, double wavelengthAngstrom, double radius) {
    double sine = grid.qMax() * wavelengthAngstrom / (4 * Math.PI);
    double cosine = Math.sqrt(1 - sine * sine);
    double band = radius / cosine;
    double turns = grid.qMax() * cosine * radius;
    // Bessel functions J_n(x) fall below 10⁻⁶ of their largest value beyond this n.
    int harmonics = (int) Math.ceil(turns + 4 * Math.cbrt(turns) + 2);
    int directions = 2 * harmonics + 1;
    for (double oversampling : OVERSAMPLINGS) {
      double[] rings = rings(grid, Math.PI / (oversampling * band));
      boolean saves = WORTH * rings.length * directions < grid.size();
      if (!saves || rings.length < WIDTH || -rings[0] * wavelengthAngstrom >= 4 * Math.PI) {
        return null;
      }
      var radial = new Radial(grid, rings, band);
      if (radial.worst < TOLERANCE) {
        return new PolarSlice(grid, wavelengthAngstrom, rings, directions, radial);
      }
    }
    return null;
  }

  /// q of the few rings, ascending, Å⁻¹.
  private static double[] rings(PolarGrid grid, double step) {
    double end = grid.qMin() - (WIDTH / 2 - 1) * step;
    double[] down = new double[CLOSER.length + 2 + (int) ((grid.qMax() - end) / step + WIDTH)];
    int count = 0;
    double q = grid.qMax();
    while (count < down.length - 1 && (q > end || count < WIDTH)) {
      down[count] = q;
      q -= step * (count < CLOSER.length ? CLOSER[count] : 1);
      count++;
    }
    down[count++] = q;
    double[] rings = new double[count];
    for (int k = 0; k < count; k++) {
      rings[k] = down[count - 1 - k];
    }
    return rings;
  }

  /// Dirichlet's kernel from an odd number of directions to the grid's azimuths.
  private static float[] turning(PolarGrid grid, int directions) {
    float[] table = new float[directions * grid.azimuths()];
    for (int m = 0; m < directions; m++) {
      for (int j = 0; j < grid.azimuths(); j++) {
        double half = (grid.azimuth(j) - 2 * Math.PI * m / directions) / 2;
        double sine = Math.sin(half);
        boolean same = Math.abs(sine) < 1e-9;
        double value = same ? 1 : Math.sin(directions * half) / (directions * sine);
        table[m * grid.azimuths() + j] = (float) value;
      }
    }
    return table;
  }

  /// Which of the few rings each ring of the grid is made of.
  private static final class Radial {
    final int[] first;
    final float[] weights;
    double worst;

    Radial(PolarGrid grid, double[] rings, double band) {
      first = new int[grid.rings()];
      weights = new float[grid.rings() * WIDTH];
      for (int r = 0; r < first.length; r++) {
        double q = grid.q(r);
        int above = Arrays.binarySearch(rings, q);
        above = above < 0 ? -above - 1 : above;
        first[r] = Math.clamp(above - WIDTH / 2, 0, rings.length - WIDTH);
        double[][] normal = new double[WIDTH][WIDTH + 1];
        for (int n = 0; n < WIDTH; n++) {
          for (int m = 0; m < WIDTH; m++) {
            normal[n][m] = overlap(band * (rings[first[r] + n] - rings[first[r] + m]));
          }
          normal[n][n] += 1e-13;
          normal[n][WIDTH] = overlap(band * (rings[first[r] + n] - q));
        }
        double[] w = InterpolationWindow.solve(normal);
        double square = overlap(0);
        for (int n = 0; n < WIDTH; n++) {
          double at = rings[first[r] + n];
          square -= 2 * w[n] * overlap(band * (at - q));
          for (int m = 0; m < WIDTH; m++) {
            square += w[n] * w[m] * overlap(band * (at - rings[first[r] + m]));
          }
          weights[r * WIDTH + n] = (float) w[n];
        }
        worst = Math.max(worst, Math.sqrt(Math.max(0, square / overlap(0))));
      }
    }

    /// ∫ (1.05 − x²) cos ux dx from −1 to 1: a globule's share at each x, and a little more.
    private static double overlap(double u) {
      if (Math.abs(u) < 1e-2) {
        return 2 * (1.05 - 1.0 / 3) - u * u * (1.05 / 3 - 0.2);
      }
      double sine = Math.sin(u) / u;
      return 2.1 * sine - (2 * sine + 4 * (Math.cos(u) - sine) / (u * u));
    }
  }

  /// Number of points at which the table is asked.
  int points() {
    return points.length / 3;
  }

  /// Adds weight·|A|² to every bin of the grid.
  ///
  /// @param matrix from q in the laboratory to lattice coordinates, `[9]`
  /// @param offset of the lattice's centre, `[3]`
  void addSquares(
      LatticeSampler table, double[] matrix, double[] offset, double weight, float[] sum) {
    int azimuths = grid.azimuths();
    float[] fewRe = new float[points.length / 3];
    float[] fewIm = new float[fewRe.length];
    table.sample(matrix, offset, points, fewRe, fewIm);
    float[] re = new float[rings.length * azimuths];
    float[] im = new float[re.length];
    for (int k = 0; k < rings.length; k++) {
      turn(fewRe, k * directions, re, k * azimuths);
      turn(fewIm, k * directions, im, k * azimuths);
    }
    float[] w = new float[WIDTH];
    for (int r = 0; r < grid.rings(); r++) {
      System.arraycopy(weights, r * WIDTH, w, 0, WIDTH);
      addRing(re, im, first[r] * azimuths, azimuths, w, (float) weight, sum, r * azimuths);
    }
  }

  /// One of the few rings to all azimuths.
  private void turn(float[] few, int from, float[] all, int to) {
    int azimuths = grid.azimuths();
    float[] table = turning;
    int m = 0;
    for (; m + 3 < directions; m += 4) {
      float a = few[from + m];
      float b = few[from + m + 1];
      float c = few[from + m + 2];
      float d = few[from + m + 3];
      int t = m * azimuths;
      for (int j = 0; j < azimuths; j++) {
        all[to + j] +=
            (a * table[t + j] + b * table[t + azimuths + j])
                + (c * table[t + 2 * azimuths + j] + d * table[t + 3 * azimuths + j]);
      }
    }
    for (; m < directions; m++) {
      float a = few[from + m];
      for (int j = 0; j < azimuths; j++) {
        all[to + j] += a * table[m * azimuths + j];
      }
    }
  }

  private static void addRing(
      float[] re, float[] im, int at, int n, float[] w, float scale, float[] sum, int to) {
    float w0 = w[0];
    float w1 = w[1];
    float w2 = w[2];
    float w3 = w[3];
    float w4 = w[4];
    float w5 = w[5];
    float w6 = w[6];
    float w7 = w[7];
    for (int j = 0; j < n; j++) {
      int i = at + j;
      float x =
          (w0 * re[i] + w1 * re[i + n])
              + (w2 * re[i + 2 * n] + w3 * re[i + 3 * n])
              + ((w4 * re[i + 4 * n] + w5 * re[i + 5 * n])
                  + (w6 * re[i + 6 * n] + w7 * re[i + 7 * n]));
      float y =
          (w0 * im[i] + w1 * im[i + n])
              + (w2 * im[i + 2 * n] + w3 * im[i + 3 * n])
              + ((w4 * im[i + 4 * n] + w5 * im[i + 5 * n])
                  + (w6 * im[i + 6 * n] + w7 * im[i + 7 * n]));
      sum[to + j] += scale * (x * x + y * y);
    }
  }
}
