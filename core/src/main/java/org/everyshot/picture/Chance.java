package org.everyshot.picture;

/// How far from zero the correlation coefficient of two unrelated half-sets strays.
///
/// Neighbouring Δφ are not independent where the noise is band-limited, so the number of angles
/// overstates the evidence. What counts is the number M of Fourier components that the noise fills:
/// the coefficient of two unrelated Gaussian signals has the variance 1 / M. The difference of the
/// halves holds noise alone; for M components d_k of equal variance the concentration
/// Σ d_k⁴ / (3 (Σ d_k²)²) has the expectation 1 / (M + 2).
final class Chance {
  private Chance() {}

  /// Standard deviation of the coefficient, from a concentration; at most 1.
  static double deviation(double concentration) {
    return 1 / Math.sqrt(Math.max(1, 1 / concentration - 2));
  }

  /// How much the noise is concentrated on few Fourier components, above 0; NaN where too little is
  /// known.
  ///
  /// @param one C2(Δφ) of one half-set, a full turn
  /// @param two of the other
  static double concentration(double[] one, double[] two) {
    int n = one.length;
    double[] noise = new double[n];
    double mean = 0;
    int known = 0;
    for (int j = 1; j < n; j++) {
      noise[j] = one[j] - two[j];
      if (Double.isFinite(noise[j])) {
        mean += noise[j];
        known++;
      }
    }
    if (known < 3) {
      return Double.NaN;
    }
    mean /= known;
    double largest = 0;
    for (int j = 0; j < n; j++) {
      noise[j] = j > 0 && Double.isFinite(noise[j]) ? noise[j] - mean : 0;
      largest = Math.max(largest, Math.abs(noise[j]));
    }
    return largest > 0 && Double.isFinite(largest) ? concentration(noise, largest) : Double.NaN;
  }

  private static double concentration(double[] noise, double unit) {
    int n = noise.length;
    double[] cosine = new double[n];
    double[] sine = new double[n];
    for (int j = 0; j < n; j++) {
      cosine[j] = Math.cos(2 * Math.PI * j / n) / unit;
      sine[j] = Math.sin(2 * Math.PI * j / n) / unit;
    }
    double second = 0;
    double fourth = 0;
    for (int k = 1; k <= n / 2; k++) {
      double even = 0;
      double odd = 0;
      for (int j = 1; j < n; j++) {
        int turn = (int) ((long) j * k % n);
        even += noise[j] * cosine[turn];
        odd += noise[j] * sine[turn];
      }
      second += even * even + odd * odd;
      fourth += even * even * even * even + odd * odd * odd * odd;
    }
    return fourth / (3 * second * second);
  }
}
