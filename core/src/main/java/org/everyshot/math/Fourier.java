package org.everyshot.math;

import java.util.ArrayList;
import java.util.List;

/// The discrete Fourier transform of one length, any length: Stockham's form of the mixed radix
/// algorithm, in double precision.
///
/// Work grows as length × (sum of prime factors); powers of two go by fours. An instance holds
/// scratch memory: one for each thread.
/// Error: a few times 10⁻¹⁶ of the root mean square of the result.
/// Source: Cooley & Tukey, Math. Comp. 19, 297 (1965); Swarztrauber, Parallel Comput. 1, 45 (1984).
public final class Fourier {
  private final int length;
  private final int[] factors;
  private final double[] cos;
  private final double[] sin;
  private final double[] spareRe;
  private final double[] spareIm;
  private final int[] turns;

  /// @param length number of values, at least 1
  public Fourier(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("Fourier transform of length " + length);
    }
    this.length = length;
    this.factors = factors(length);
    this.cos = new double[length];
    this.sin = new double[length];
    for (int j = 0; j < length; j++) {
      cos[j] = Math.cos(2 * Math.PI * j / length);
      sin[j] = Math.sin(2 * Math.PI * j / length);
    }
    this.spareRe = new double[length];
    this.spareIm = new double[length];
    this.turns = new int[length];
  }

  public int length() {
    return length;
  }

  /// Whether a length is fast to transform: it has no prime factor above 5.
  public static boolean smooth(int length) {
    int left = length;
    for (int prime = 2; prime <= 5; prime++) {
      while (left % prime == 0) {
        left /= prime;
      }
    }
    return left == 1;
  }

  /// X_k = Σ_j x_j e^{−2πijk/length}, in place.
  public void forward(double[] re, double[] im) {
    double[] xRe = re;
    double[] xIm = im;
    double[] yRe = spareRe;
    double[] yIm = spareIm;
    int left = length;
    int stride = 1;
    for (int radix : factors) {
      if (radix == 4) {
        passOfFour(xRe, xIm, yRe, yIm, left, stride);
      } else {
        pass(radix, xRe, xIm, yRe, yIm, left, stride);
      }
      left /= radix;
      stride *= radix;
      double[] swapRe = xRe;
      double[] swapIm = xIm;
      xRe = yRe;
      xIm = yIm;
      yRe = swapRe;
      yIm = swapIm;
    }
    if (factors.length % 2 == 1) {
      System.arraycopy(xRe, 0, re, 0, length);
      System.arraycopy(xIm, 0, im, 0, length);
    }
  }

  /// x_j = Σ_k X_k e^{+2πijk/length}, in place, without a factor 1/length.
  public void inverse(double[] re, double[] im) {
    // The inverse is the transform with the parts exchanged.
    forward(/* re= */ im, /* im= */ re);
  }

  private static int[] factors(int length) {
    List<Integer> found = new ArrayList<>();
    int left = length;
    while (left % 4 == 0) {
      found.add(4);
      left /= 4;
    }
    for (int f = 2; left > 1; f++) {
      while (left % f == 0) {
        found.add(f);
        left /= f;
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /// One pass: transforms of length `radix` over values `left / radix` apart, `stride` side by
  /// side.
  private void pass(
      int radix, double[] xRe, double[] xIm, double[] yRe, double[] yIm, int left, int stride) {
    int m = left / radix;
    for (int p = 0; p < m; p++) {
      for (int k = 0; k < radix; k++) {
        int to = stride * (radix * p + k);
        for (int j = 0; j < radix; j++) {
          // e^{−2πi (jk/radix + pk/left)}, as a whole number of turns of the table
          turns[j] = (int) (((long) j * k * (length / radix) + (long) p * k * stride) % length);
        }
        for (int q = 0; q < stride; q++) {
          double sumRe = 0;
          double sumIm = 0;
          for (int j = 0; j < radix; j++) {
            int t = turns[j];
            int from = stride * (p + m * j) + q;
            sumRe += xRe[from] * cos[t] + xIm[from] * sin[t];
            sumIm += xIm[from] * cos[t] - xRe[from] * sin[t];
          }
          yRe[to + q] = sumRe;
          yIm[to + q] = sumIm;
        }
      }
    }
  }

  private void passOfFour(
      double[] xRe, double[] xIm, double[] yRe, double[] yIm, int left, int stride) {
    int m = left / 4;
    for (int p = 0; p < m; p++) {
      double c1 = cos[p * stride];
      double s1 = sin[p * stride];
      double c2 = cos[2 * p * stride];
      double s2 = sin[2 * p * stride];
      double c3 = cos[3 * p * stride];
      double s3 = sin[3 * p * stride];
      int a = stride * p;
      int b = a + stride * m;
      int c = b + stride * m;
      int d = c + stride * m;
      int to = 4 * stride * p;
      for (int q = 0; q < stride; q++) {
        double acRe = xRe[a + q] + xRe[c + q];
        double acIm = xIm[a + q] + xIm[c + q];
        double caRe = xRe[a + q] - xRe[c + q];
        double caIm = xIm[a + q] - xIm[c + q];
        double bdRe = xRe[b + q] + xRe[d + q];
        double bdIm = xIm[b + q] + xIm[d + q];
        double dbRe = xRe[b + q] - xRe[d + q];
        double dbIm = xIm[b + q] - xIm[d + q];
        yRe[to + q] = acRe + bdRe;
        yIm[to + q] = acIm + bdIm;
        double re = caRe + dbIm;
        double im = caIm - dbRe;
        yRe[to + stride + q] = re * c1 + im * s1;
        yIm[to + stride + q] = im * c1 - re * s1;
        re = acRe - bdRe;
        im = acIm - bdIm;
        yRe[to + 2 * stride + q] = re * c2 + im * s2;
        yIm[to + 2 * stride + q] = im * c2 - re * s2;
        re = caRe - dbIm;
        im = caIm + dbRe;
        yRe[to + 3 * stride + q] = re * c3 + im * s3;
        yIm[to + 3 * stride + q] = im * c3 - re * s3;
      }
    }
  }
}
