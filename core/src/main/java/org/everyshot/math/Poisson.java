package org.everyshot.math;

/// Poisson draws, exact up to the rounding of double precision.
///
/// Below a mean of 10 by sequential search of the distribution function, above by transformed
/// rejection (PTRS: Hörmann, Insurance: Mathematics and Economics 12, 39 (1993)).
final class Poisson {
  private static final double SEARCH_BELOW = 10;
  private static final double LARGEST_MEAN = 1e15;

  /// More than the rounding of any number below 2 that is compared here.
  private static final double ROUNDING = 1e-14;

  private static final double[] LOG_FACTORIAL = new double[128];

  static {
    for (int k = 2; k < LOG_FACTORIAL.length; k++) {
      LOG_FACTORIAL[k] = LOG_FACTORIAL[k - 1] + Math.log(k);
    }
  }

  private Poisson() {}

  static long draw(RandomStream stream, double mean) {
    if (!(mean >= 0) || mean > LARGEST_MEAN) {
      throw new IllegalArgumentException("Poisson mean " + mean + " is not in 0 to 1e15");
    }
    return mean < SEARCH_BELOW ? search(stream, mean) : reject(stream, mean);
  }

  private static long search(RandomStream stream, double mean) {
    // exp(-mean) >= 1 - mean: where half of the bits are far enough below, neither the other
    // half nor the exponential is needed.
    int word = stream.bits();
    if ((word >>> 5) + 1 <= (1 - mean) * 0x1p27) {
      return 0;
    }
    double rest = stream.uniform(word);
    if (mean < 1) {
      // Partial sums of exp(-mean) hold it between them; they decide nearly always.
      double below = 1 - mean * (1 - mean / 2 * (1 - mean / 3 * (1 - mean / 4 * (1 - mean / 5))));
      if (rest < below - ROUNDING) {
        return 0;
      }
      double above = below + mean * mean * mean * mean * mean / 120;
      if (rest > above + ROUNDING && rest < below * (1 + mean) - ROUNDING) {
        return 1;
      }
    }
    double probability = Math.exp(-mean);
    long k = 0;
    while (rest >= probability && probability > 0) {
      rest -= probability;
      k++;
      probability *= mean / k;
    }
    return k;
  }

  private static long reject(RandomStream stream, double mean) {
    double root = Math.sqrt(mean);
    double logMean = Math.log(mean);
    double b = 0.931 + 2.53 * root;
    double a = -0.059 + 0.02483 * b;
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    double sure = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = stream.uniform() - 0.5;
      double v = stream.uniformOpen();
      double distance = 0.5 - Math.abs(u);
      if (distance <= 0) {
        continue;
      }
      double k = Math.floor((2 * a / distance + b) * u + mean + 0.43);
      if (distance >= 0.07 && v <= sure) {
        return (long) k;
      }
      if (k < 0 || (distance < 0.013 && v > distance)) {
        continue;
      }
      if (Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (distance * distance) + b)
          <= k * logMean - mean - logFactorial(k)) {
        return (long) k;
      }
    }
  }

  /// ln k!; above the table Stirling's series, whose error is below 1e-15 there.
  static double logFactorial(double k) {
    if (k < LOG_FACTORIAL.length) {
      return LOG_FACTORIAL[(int) k];
    }
    double x = k + 1;
    double square = 1 / (x * x);
    return (x - 0.5) * Math.log(x)
        - x
        + 0.9189385332046728
        + (1.0 / 12 - square * (1.0 / 360 - square / 1260)) / x;
  }
}
