package org.everyshot.merging;

/// Amplitude of an intensity that is known to be the square of something: posterior mean and
/// standard deviation of F = √J given I ± σ, under Wilson's prior with mean intensity Σ.
///
/// Acentric: p(J) ∝ exp(−J/Σ); centric: p(J) ∝ J^−½ exp(−J/2Σ). With J = F² the posterior of F is
/// Fᵏ exp(−(F² − m)²/2σ²), m = I − σ²/Σ and k = 1 (acentric), m = I − σ²/2Σ and k = 0 (centric):
/// in units of √σ it depends on a = m/σ alone. Its moments are integrated numerically, by 48 points
/// of Gauss and Legendre over where the density exceeds e⁻³² of its largest value.
/// Source: French & Wilson, Acta Cryst. A34, 517 (1978), whose tables hold the same moments.
public final class FrenchWilson {
  private static final int POINTS = 48;

  /// Density below exp(−REACH) of the largest is left out.
  private static final double REACH = 32;

  private static final double[] NODE = new double[POINTS];
  private static final double[] WEIGHT = new double[POINTS];

  static {
    // Newton's method on the Legendre polynomial, from the usual first guess.
    for (int i = 0; i < POINTS; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
      double slope = 0;
      for (int step = 0; step < 20; step++) {
        double before = 1;
        double here = x;
        for (int n = 2; n <= POINTS; n++) {
          double next = ((2 * n - 1) * x * here - (n - 1) * before) / n;
          before = here;
          here = next;
        }
        slope = POINTS * (x * here - before) / (x * x - 1);
        x -= here / slope;
      }
      NODE[i] = x;
      WEIGHT[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private double mean = Double.NaN;
  private double sigma = Double.NaN;

  /// Works the amplitude out; ask [#mean()] and [#sigma()] afterwards.
  ///
  /// @param intensity I, may be negative
  /// @param sigmaIntensity σ(I), above 0
  /// @param prior Σ, the mean intensity expected, with the reflection's ε; above 0
  /// @param centric whether the reflection is centric
  public void amplitude(double intensity, double sigmaIntensity, double prior, boolean centric) {
    double m = intensity - sigmaIntensity * sigmaIntensity / (centric ? 2 * prior : prior);
    double a = m / sigmaIntensity;
    // Largest density over t ≥ 0 of k ln t − (t² − a)²/2.
    double top = centric ? Math.max(0, a) : 0.5 * (a + Math.sqrt(a * a + 2));
    double spread = Math.sqrt(2 * REACH);
    double low = Math.sqrt(Math.max(0, Math.min(a, top) - spread));
    double room = 2 * REACH + 8;
    double high =
        Math.sqrt(a >= 0 ? Math.max(a, top) + spread : room / (Math.sqrt(a * a + room) - a));
    double peak = density(Math.sqrt(top), a, centric);
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    for (int i = 0; i < POINTS; i++) {
      double t = 0.5 * (low + high) + 0.5 * (high - low) * NODE[i];
      double p = WEIGHT[i] * Math.exp(density(t, a, centric) - peak);
      sum0 += p;
      sum1 += p * t;
      sum2 += p * t * t;
    }
    double t = sum1 / sum0;
    double unit = Math.sqrt(sigmaIntensity);
    mean = unit * t;
    sigma = unit * Math.sqrt(Math.max(0, sum2 / sum0 - t * t));
    if (a > 200) { // narrow against its distance from 0: cancellation above, exact here
      mean = Math.sqrt(m);
      sigma = sigmaIntensity / (2 * mean);
    }
  }

  private static double density(double t, double a, boolean centric) {
    double u = t * t - a;
    return -0.5 * u * u + (centric ? 0 : Math.log(Math.max(t, 1e-150)));
  }

  /// Posterior mean of F.
  public double mean() {
    return mean;
  }

  /// Posterior standard deviation of F.
  public double sigma() {
    return sigma;
  }
}
