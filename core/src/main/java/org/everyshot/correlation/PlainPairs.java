package org.everyshot.correlation;

import java.util.Arrays;
import org.everyshot.kernel.Harmonics;
import org.everyshot.kernel.Triangle;
import org.everyshot.math.Fourier;

/// C(p, q, Δφ) where every shot has every bin and none is compared with others: two pairs of rings
/// of a column at a time, of both half-sets together.
///
/// There C is the sum of the numerators of each harmonic, over the number of shots. One instance
/// for each thread.
final class PlainPairs {
  private final Harmonics harmonics;
  private final HalfSums one;
  private final HalfSums other;
  private final int rings;
  private final int azimuths;
  private final boolean even;
  private final boolean subtract;
  private final double perShot;
  private final Fourier fourier;
  // Of the two pairs: [harmonic].
  private final double[][] re;
  private final double[][] im;
  // Their values: [azimuth].
  private final double[] first;
  private final double[] second;

  PlainPairs(Correlation correlation) {
    this.harmonics = correlation.harmonics();
    this.one = correlation.half(0);
    this.other = correlation.half(1);
    this.rings = correlation.grid().rings();
    this.azimuths = harmonics.azimuths();
    CorrelationSettings settings = correlation.settings();
    this.even = settings.isotropic();
    this.subtract = settings.selfTerm() == CorrelationSettings.SelfTerm.SUBTRACT;
    this.perShot = 1.0 / (one.correlated() + other.correlated());
    this.fourier = new Fourier(azimuths);
    this.re = new double[2][harmonics.count()];
    this.im = new double[2][harmonics.count()];
    this.first = new double[azimuths];
    this.second = new double[azimuths];
  }

  /// Takes up the pairs of ring p with rings r and s, neither below p.
  void take(int p, int r, int s) {
    int a = Triangle.index(rings, r, p);
    int b = Triangle.index(rings, s, p);
    add(one.re(), other.re(), a, b, re);
    if (!even) {
      add(one.im(), other.im(), a, b, im);
      clearWhereReal();
    }
    if (subtract && r == p) {
      takeOffSelfTerm(p, re[0]);
    }
    if (subtract && s == p) {
      takeOffSelfTerm(p, re[1]);
    }
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    place();
    // The real parts of the result are the first pair's, the imaginary ones the second's.
    fourier.inverse(first, second);
  }

  private static void add(double[][] half, double[][] other, int a, int b, double[][] out) {
    double[] first = out[0];
    double[] second = out[1];
    for (int k = 0; k < half.length; k++) {
      double[] row = half[k];
      double[] otherRow = other[k];
      first[k] = row[a] + otherRow[a];
      second[k] = row[b] + otherRow[b];
    }
  }

  private void clearWhereReal() {
    int last = harmonics.count() - 1;
    for (double[] one : im) {
      one[0] = 0;
      one[last] = harmonics.real(last) ? 0 : one[last];
    }
  }

  /// The photons' variance is alike in every harmonic of a ring with itself.
  private void takeOffSelfTerm(int q, double[] sums) {
    double selfTerm = (one.variance(q) + other.variance(q)) / azimuths / azimuths;
    for (int k = 0; k < sums.length; k++) {
      sums[k] -= selfTerm;
    }
  }

  /// Both profiles a and b as a + ib.
  private void place() {
    int step = harmonics.step();
    for (int k = 0; k < re[0].length; k++) {
      double aRe = perShot * re[0][k];
      double bRe = perShot * re[1][k];
      double aIm = perShot * im[0][k];
      double bIm = perShot * im[1][k];
      int order = k * step;
      int mirror = k == 0 ? 0 : azimuths - order;
      first[order] = aRe - bIm;
      second[order] = aIm + bRe;
      first[mirror] = aRe + bIm;
      second[mirror] = bRe - aIm;
    }
  }

  /// C(p, r, Δ) for each azimuth, until the next are taken up.
  double[] first() {
    return first;
  }

  /// C(p, s, Δ).
  double[] second() {
    return second;
  }
}
