package org.everyshot.reconstruction;

import java.util.Arrays;
import org.everyshot.kernel.MatrixKernel;
import org.everyshot.math.CubeFourier;
import org.everyshot.math.KaiserBessel;

/// Fourier transform of a density at any point of reciprocal space: F(q) = Σ ρ(r) e^{−iq·r}.
///
/// The box must be at least twice as long as the particle: what lies farther than 0.34 of its
/// length from a middle plane is left out. Points between those of the box's own transform are
/// interpolated with a [KaiserBessel] window; |q| is at most π/h in each component.
/// Error: 2·10⁻⁴ of the root mean square.
final class Spectrum {
  private static final int WIDTH = MatrixKernel.TAPS;
  private static final double REACH = 0.34;
  private static final int FINE = 512;

  /// Points that are interpolated at once.
  private static final int BATCH = 512;

  private final int points;
  private final double spacing;
  private final int padded;
  private final float[] grid;
  private final MatrixKernel kernel = MatrixKernel.chosen();
  private final double[] window = new double[WIDTH * FINE + 2];

  Spectrum(Density density) {
    int n = density.points();
    this.points = n;
    this.spacing = density.spacingAngstrom();
    this.padded = n + WIDTH + 1;
    var kernel = new KaiserBessel(WIDTH, 2);
    for (int i = 0; i < window.length; i++) {
      window[i] = kernel.window((double) i / FINE - 0.5 * WIDTH);
    }
    double[] correction = new double[n];
    for (int i = 0; i < n; i++) {
      double x = (double) (i - n / 2) / n;
      correction[i] = Math.abs(x) > REACH ? 0 : kernel.correction(x);
    }
    double[] re = new double[n * n * n];
    double[] im = new double[n * n * n];
    for (int k = 0, at = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        double factor = correction[k] * correction[j];
        int row = (wrapped(k - n / 2) * n + wrapped(j - n / 2)) * n;
        for (int i = 0; i < n; i++, at++) {
          re[row + wrapped(i - n / 2)] = factor * correction[i] * density.values()[at];
        }
      }
    }
    new CubeFourier(n).forward(re, im);
    this.grid = padded(re, im);
  }

  private int wrapped(int index) {
    return index < 0 ? index + points : index;
  }

  /// The transform from frequency −n/2 − 3 on, repeated at its borders, real and imaginary parts
  /// beside each other, and then as much as a window's row reads too far.
  private float[] padded(double[] re, double[] im) {
    float[] all = new float[2 * padded * padded * padded + MatrixKernel.WINDOW_ROW];
    int least = -points / 2 - WIDTH / 2 - 1;
    for (int k = 0, at = 0; k < padded; k++) {
      for (int j = 0; j < padded; j++) {
        int plane = Math.floorMod(least + k, points) * points;
        int row = (plane + Math.floorMod(least + j, points)) * points;
        for (int i = 0; i < padded; i++, at += 2) {
          int from = row + Math.floorMod(least + i, points);
          all[at] = (float) re[from];
          all[at + 1] = (float) im[from];
        }
      }
    }
    return all;
  }

  /// F at points of reciprocal space that are turned first.
  ///
  /// @param q points, `[count][3]`, Å⁻¹
  /// @param matrix row-major, `[9]`; F is taken at matrix · q
  void at(double[] q, double[] matrix, double[] re, double[] im) {
    int count = q.length / 3;
    int most = Math.min(BATCH, count);
    int[] corners = new int[most];
    float[] weights = new float[most * MatrixKernel.WEIGHTS];
    float[] someRe = new float[most];
    float[] someIm = new float[most];
    for (int from = 0; from < count; from += most) {
      int some = Math.min(most, count - from);
      if (some < most) {
        corners = Arrays.copyOf(corners, some);
      }
      for (int p = 0; p < some; p++) {
        corners[p] = place(q, 3 * (from + p), matrix, weights, p * MatrixKernel.WEIGHTS);
      }
      kernel.gather(grid, 2 * padded, 2 * padded * padded, corners, weights, someRe, someIm);
      for (int p = 0; p < some; p++) {
        re[from + p] = someRe[p];
        im[from + p] = someIm[p];
      }
    }
  }

  /// Puts the window's weights for a point, and returns the first grid value that it covers.
  private int place(double[] q, int at, double[] matrix, float[] weights, int to) {
    double unit = spacing * points / (2 * Math.PI);
    int least = -points / 2 - WIDTH / 2 - 1;
    double x = unit * q[at];
    double y = unit * q[at + 1];
    double z = unit * q[at + 2];
    int next = to + MatrixKernel.WINDOW_ROW;
    int i = taps(matrix[0] * x + matrix[1] * y + matrix[2] * z, weights, to, 2) - least;
    int j = taps(matrix[3] * x + matrix[4] * y + matrix[5] * z, weights, next, 1) - least;
    int k = taps(matrix[6] * x + matrix[7] * y + matrix[8] * z, weights, next + WIDTH, 1) - least;
    return 2 * ((k * padded + j) * padded + i);
  }

  /// The window about frequency `u`, each weight `times` over; returns the first grid point that it
  /// covers.
  private int taps(double u, float[] weights, int to, int times) {
    int first = (int) Math.ceil(u - 0.5 * WIDTH);
    double at = (first - u + 0.5 * WIDTH) * FINE;
    int cell = (int) at;
    double part = at - cell;
    for (int t = 0; t < WIDTH; t++) {
      float weight = (float) ((1 - part) * window[cell] + part * window[cell + 1]);
      weights[to + times * t] = weight;
      weights[to + times * (t + 1) - 1] = weight;
      cell += FINE;
    }
    return first;
  }

  /// The density moved onto another: value at r is that at s R⁻¹ (r − t).
  ///
  /// What is beyond |q| = π/h in the turned transform is zero.
  Density moved(Alignment alignment) {
    int n = points;
    int half = n / 2;
    double step = 2 * Math.PI / (n * spacing);
    double[] back = alignment.rotation().inverse().matrix();
    double sign = alignment.inverted() ? -1 : 1;
    double[] re = new double[n * n * n];
    double[] im = new double[n * n * n];
    double[] q = new double[3 * n];
    double[] lineRe = new double[n];
    double[] lineIm = new double[n];
    double[] t = alignment.shiftAngstrom();
    for (int c = 1 - half; c < half; c++) {
      for (int b = 1 - half; b < half; b++) {
        int within = half * half - 1 - b * b - c * c;
        if (within < 0) {
          continue;
        }
        int reach = (int) Math.sqrt(within);
        for (int a = -reach; a <= reach; a++) {
          q[3 * (a + reach)] = step * a;
          q[3 * (a + reach) + 1] = step * b;
          q[3 * (a + reach) + 2] = step * c;
        }
        double[] some = Arrays.copyOf(q, 3 * (2 * reach + 1));
        at(some, back, lineRe, lineIm);
        int row = (wrapped(c) * n + wrapped(b)) * n;
        for (int a = -reach; a <= reach; a++) {
          double phase = -step * (a * t[0] + b * t[1] + c * t[2]);
          double cos = Math.cos(phase);
          double sin = Math.sin(phase);
          double f = lineRe[a + reach];
          double g = sign * lineIm[a + reach];
          re[row + wrapped(a)] = f * cos - g * sin;
          im[row + wrapped(a)] = f * sin + g * cos;
        }
      }
    }
    new CubeFourier(n).inverse(re, im);
    float[] values = new float[n * n * n];
    double scale = 1.0 / values.length;
    for (int k = 0, at = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        int row = (wrapped(k - half) * n + wrapped(j - half)) * n;
        for (int i = 0; i < n; i++, at++) {
          values[at] = (float) (scale * re[row + wrapped(i - half)]);
        }
      }
    }
    return new Density(n, spacing, values);
  }
}
