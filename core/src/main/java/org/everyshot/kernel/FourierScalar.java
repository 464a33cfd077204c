package org.everyshot.kernel;

/// The discrete Fourier transform of any length: Cooley and Tukey's recursion over prime factors.
///
/// Source: Cooley & Tukey, Math. Comp. 19, 297 (1965). Scalar reference.
final class FourierScalar {
  private final int length;
  private final double[] cos;
  private final double[] sin;
  private final double[] spareRe;
  private final double[] spareIm;

  FourierScalar(int length) {
    this.length = length;
    this.cos = new double[length];
    this.sin = new double[length];
    for (int j = 0; j < length; j++) {
      cos[j] = Math.cos(2 * Math.PI * j / length);
      sin[j] = Math.sin(2 * Math.PI * j / length);
    }
    this.spareRe = new double[length];
    this.spareIm = new double[length];
  }

  int length() {
    return length;
  }

  /// X_k = Σ_j x_j e^{−2πijk/length} of a real signal, all k.
  void transform(double[] signal, double[] re, double[] im) {
    transform(signal, 0, 1, length, re, im, 0);
  }

  /// Transform of every `stride`-th value from `from`, `n` of them, written from `to` on.
  private void transform(
      double[] signal, int from, int stride, int n, double[] re, double[] im, int to) {
    if (n == 1) {
      re[to] = signal[from];
      im[to] = 0;
      return;
    }
    int radix = smallestFactor(n);
    int m = n / radix;
    for (int r = 0; r < radix; r++) {
      transform(signal, from + r * stride, stride * radix, m, re, im, to + r * m);
    }
    for (int k = 0; k < n; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int r = 0; r < radix; r++) {
        int turn = (int) ((long) r * k % n) * (length / n);
        int part = to + r * m + k % m;
        sumRe += re[part] * cos[turn] + im[part] * sin[turn];
        sumIm += im[part] * cos[turn] - re[part] * sin[turn];
      }
      spareRe[k] = sumRe;
      spareIm[k] = sumIm;
    }
    System.arraycopy(spareRe, 0, re, to, n);
    System.arraycopy(spareIm, 0, im, to, n);
  }

  private static int smallestFactor(int n) {
    for (int f = 2; f * f <= n; f++) {
      if (n % f == 0) {
        return f;
      }
    }
    return n;
  }
}
