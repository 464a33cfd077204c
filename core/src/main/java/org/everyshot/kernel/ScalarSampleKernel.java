package org.everyshot.kernel;

/// The scalar reference.
final class ScalarSampleKernel implements SampleKernel {
  static final double MOST_EXPONENT = 700;

  @Override
  public void quantile(double[] p, double[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = NormalQuantile.of(p[i]);
    }
  }

  @Override
  public void exp(double[] x, double a, double b, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.exp(Math.clamp(a + b * x[i], -MOST_EXPONENT, MOST_EXPONENT));
    }
  }

  @Override
  public void sum(
      double[] t, double[] normal, double[] scale, double[] held, int count, Sums sums) {
    sums.clear();
    add(t, normal, scale, held, 0, count, sums);
  }

  /// Adds samples `from` to `to`.
  static void add(
      double[] t, double[] normal, double[] scale, double[] held, int from, int to, Sums sums) {
    for (int i = from; i < to; i++) {
      double f = Math.max(sums.mu + sums.sigma * t[i], sums.least);
      double predicted = scale[i] * f * f;
      double residual = sums.intensity - predicted;
      double pull = residual * sums.perVariance * predicted;
      double perF = 1 / f;
      double prior = sums.rise * perF - sums.fall * f;
      double slope = 2 * pull * perF + sums.weight * (t[i] / sums.sigma + prior);
      sums.squares += residual * residual;
      sums.pull += pull;
      sums.pullOfNormal += pull * normal[i];
      sums.amplitudes += f * f;
      sums.logs += Math.log(f);
      sums.deviates += t[i];
      sums.squareDeviates += t[i] * t[i];
      sums.alongMu += slope * (1 - held[i]);
      sums.alongSigma += slope * (t[i] - sums.alpha * held[i]);
    }
  }
}
