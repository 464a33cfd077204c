package org.everyshot.math;

import java.util.Arrays;

/// Fourier transform of values on a cube of points at any frequencies, with its exact adjoint, in
/// double precision.
///
/// A_j = Σ_r ρ(r) e^{−i q_j · r}, where point (i, j, k), i fastest, lies at
/// ((i − n/2) h, (j − n/2) h, (k − n/2) h). The values are spread on a grid of twice the length,
/// transformed, and interpolated with a [KaiserBessel] window. An instance holds scratch
/// memory: one for each thread.
/// Error: see [KaiserBessel].
/// Source: Dutt & Rokhlin, SIAM J. Sci. Comput. 14, 1368 (1993).
public final class NonUniformFourier {
  private final int points;
  private final int grid;
  private final KaiserBessel window;
  private final double[] correction;
  private final double[] frequencies;
  private final CubeFourier transform;
  private final double[] re;
  private final double[] im;

  /// @param points points along each edge of the cube, n, even
  /// @param spacing distance of neighbours, h
  /// @param width of the window
  /// @param q frequencies, `[count][3]`, in radian per unit of the spacing; |q h| ≤ π in each
  ///     component
  public NonUniformFourier(int points, double spacing, int width, double[] q) {
    if (points < 2 || points % 2 != 0) {
      throw new IllegalArgumentException("cube of " + points + " points along an edge");
    }
    this.points = points;
    this.grid = CubeFourier.smoothLength(2 * points);
    this.window = new KaiserBessel(width, (double) grid / points);
    this.correction = new double[points];
    for (int i = 0; i < points; i++) {
      correction[i] = window.correction((double) (i - points / 2) / grid);
    }
    this.frequencies = new double[q.length];
    for (int i = 0; i < q.length; i++) {
      frequencies[i] = q[i] * spacing * grid / (2 * Math.PI);
      if (!(Math.abs(frequencies[i]) <= grid / 2.0 + 1e-9)) {
        throw new IllegalArgumentException("frequency " + q[i] + " at spacing " + spacing);
      }
    }
    this.transform = new CubeFourier(grid);
    int all = Math.multiplyExact(Math.multiplyExact(grid, grid), grid);
    this.re = new double[all];
    this.im = new double[all];
  }

  /// Number of frequencies.
  public int count() {
    return frequencies.length / 3;
  }

  /// Transforms a cube.
  ///
  /// @param cube `[n][n][n]`
  /// @param real receives the real parts
  /// @param imaginary receives the imaginary parts
  public void forward(double[] cube, double[] real, double[] imaginary) {
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    int half = points / 2;
    for (int k = 0, at = 0; k < points; k++) {
      int plane = wrapped(k - half) * grid * grid;
      for (int j = 0; j < points; j++) {
        int row = plane + wrapped(j - half) * grid;
        double factor = correction[k] * correction[j];
        for (int i = 0; i < points; i++, at++) {
          re[row + wrapped(i - half)] = factor * correction[i] * cube[at];
        }
      }
    }
    transform.forward(re, im);
    double[] w = new double[3 * window.width()];
    int[] index = new int[w.length];
    for (int q = 0; q < count(); q++) {
      taps(q, w, index);
      double sumRe = 0;
      double sumIm = 0;
      int width = window.width();
      for (int c = 2 * width; c < 3 * width; c++) {
        for (int b = width; b < 2 * width; b++) {
          int row = (index[c] * grid + index[b]) * grid;
          double factor = w[c] * w[b];
          for (int a = 0; a < width; a++) {
            sumRe += factor * w[a] * re[row + index[a]];
            sumIm += factor * w[a] * im[row + index[a]];
          }
        }
      }
      real[q] = sumRe;
      imaginary[q] = sumIm;
    }
  }

  /// The transpose of [#forward], seen as a matrix of real numbers:
  /// Σ_j real_j cos(q_j · r) − imaginary_j sin(q_j · r).
  ///
  /// @param cube receives `[n][n][n]`
  public void adjoint(double[] real, double[] imaginary, double[] cube) {
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    double[] w = new double[3 * window.width()];
    int[] index = new int[w.length];
    int width = window.width();
    for (int q = 0; q < count(); q++) {
      taps(q, w, index);
      for (int c = 2 * width; c < 3 * width; c++) {
        for (int b = width; b < 2 * width; b++) {
          int row = (index[c] * grid + index[b]) * grid;
          double factor = w[c] * w[b];
          for (int a = 0; a < width; a++) {
            re[row + index[a]] += factor * w[a] * real[q];
            im[row + index[a]] += factor * w[a] * imaginary[q];
          }
        }
      }
    }
    transform.inverse(re, im);
    int half = points / 2;
    for (int k = 0, at = 0; k < points; k++) {
      int plane = wrapped(k - half) * grid * grid;
      for (int j = 0; j < points; j++) {
        int row = plane + wrapped(j - half) * grid;
        double factor = correction[k] * correction[j];
        for (int i = 0; i < points; i++, at++) {
          cube[at] = factor * correction[i] * re[row + wrapped(i - half)];
        }
      }
    }
  }

  private int wrapped(int index) {
    return index < 0 ? index + grid : index;
  }

  private void taps(int q, double[] w, int[] index) {
    int width = window.width();
    for (int axis = 0; axis < 3; axis++) {
      double u = frequencies[3 * q + axis];
      int first = window.first(u);
      for (int t = 0; t < width; t++) {
        w[axis * width + t] = window.window(u - (first + t));
        index[axis * width + t] = Math.floorMod(first + t, grid);
      }
    }
  }
}
