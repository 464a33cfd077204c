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
    this.first = new double[azimuths];
    this.second = new double[azimuths];
  }

  /// Takes up the pairs of ring p with rings r and s, neither below p.
  void take(int p, int r, int s) {
    int a = Triangle.index(rings, r, p);
    int b = Triangle.index(rings, s, p);
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    for (int k = 0; k < harmonics.count(); k++) {
      place(k, a, b);
    }
    if (subtract && (p == r || p == s)) {
      double selfTerm = perShot * (one.variance(p) + other.variance(p)) / azimuths / azimuths;
      takeOff(selfTerm, p == r ? first : second);
      if (r == s) {
        takeOff(selfTerm, second);
      }
    }
    // The real parts of the result are the first pair's, the imaginary ones the second's.
    fourier.inverse(first, second);
  }

  private void place(int k, int a, int b) {
    int order = harmonics.order(k);
    double aRe = perShot * (one.re()[k][a] + other.re()[k][a]);
    double bRe = perShot * (one.re()[k][b] + other.re()[k][b]);
    if (even || harmonics.real(k)) {
      first[order] = aRe;
      second[order] = bRe;
      first[(azimuths - order) % azimuths] = aRe;
      second[(azimuths - order) % azimuths] = bRe;
      return;
    }
    double aIm = perShot * (one.im()[k][a] + other.im()[k][a]);
    double bIm = perShot * (one.im()[k][b] + other.im()[k][b]);
    first[order] = aRe - bIm;
    second[order] = aIm + bRe;
    first[azimuths - order] = aRe + bIm;
    second[azimuths - order] = bRe - aIm;
  }

  /// The photons' variance is alike in every harmonic of a ring with itself.
  private void takeOff(double selfTerm, double[] spectrum) {
    for (int k = 0; k < harmonics.count(); k++) {
      int order = harmonics.order(k);
      spectrum[order] -= selfTerm;
      if (!harmonics.real(k)) {
        spectrum[azimuths - order] -= selfTerm;
      }
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
