package org.everyshot.math;

import org.everyshot.kernel.NormalQuantile;

/// The standard normal distribution: its distribution function and quantiles.
public final class NormalDistribution {
  private NormalDistribution() {}

  /// Φ(x): probability below x.
  public static double below(double x) {
    double tail = 0.5 * Math.exp(-0.5 * x * x) * ScaledErrorFunction.erfcx(Math.abs(x) / SQRT2);
    return x < 0 ? tail : 1 - tail;
  }

  private static final double SQRT2 = 1.4142135623730951;

  /// Φ⁻¹(p): the x below which lies p, 0 < p < 1; relative error about 10⁻¹⁶.
  public static double quantile(double p) {
    return NormalQuantile.of(p);
  }
}
