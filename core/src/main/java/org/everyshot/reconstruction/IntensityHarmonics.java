package org.everyshot.reconstruction;

import org.everyshot.math.HalfSphere;
import org.everyshot.math.RealHarmonics;
import org.everyshot.math.RotationSearch;

/// Harmonics of an intensity on spheres, for [RotationSearch].
///
/// Intensities are the same at opposite points, so [HalfSphere] is enough. Coefficients are those
/// of complex harmonics with the Condon–Shortley sign, in the order of [RotationSearch]; each
/// sphere's are scaled to the same sum of squares, the mean (degree 0) left out. Immutable.
final class IntensityHarmonics {
  private static final double[] UNTURNED = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private final HalfSphere sphere;
  private final double[] directions;

  /// @param degreeMax largest degree asked for, even
  /// @param band largest degree that the intensity has
  IntensityHarmonics(int degreeMax, int band) {
    this.sphere = new HalfSphere(band, degreeMax);
    this.directions = new double[3 * sphere.points()];
    for (int p = 0; p < sphere.points(); p++) {
      double cosine = sphere.cosine(p);
      double sine = Math.sqrt(1 - cosine * cosine);
      directions[3 * p] = sine * Math.cos(sphere.azimuth(p));
      directions[3 * p + 1] = sine * Math.sin(sphere.azimuth(p));
      directions[3 * p + 2] = cosine;
    }
  }

  /// Coefficients of |F|² on a sphere.
  ///
  /// @param weight sum of the squares of the coefficients
  void of(Spectrum spectrum, double q, double weight, double[] re, double[] im) {
    double[] points = new double[directions.length];
    for (int i = 0; i < points.length; i++) {
      points[i] = q * directions[i];
    }
    double[] fRe = new double[sphere.points()];
    double[] fIm = new double[sphere.points()];
    spectrum.at(points, UNTURNED, fRe, fIm);
    double most = Double.MIN_NORMAL;
    for (int p = 0; p < fRe.length; p++) {
      fRe[p] = fRe[p] * fRe[p] + fIm[p] * fIm[p];
      most = Math.max(most, fRe[p]);
    }
    float[] intensity = new float[fRe.length];
    for (int p = 0; p < fRe.length; p++) {
      intensity[p] = (float) (fRe[p] / most);
    }
    float[] real = new float[RealHarmonics.count(sphere.degreeMax())];
    sphere.analyse(intensity, 0, real, 0, new float[sphere.scratchLength()]);
    double sum = 0;
    for (int i = 1; i < real.length; i++) {
      sum += (double) real[i] * real[i];
    }
    double scale = sum > 0 ? Math.sqrt(weight / sum) : 0;
    for (int l = 2; l <= sphere.degreeMax(); l += 2) {
      toComplex(real, l, scale, re, im);
    }
  }

  /// ∫ f Y*_lm is (−1)^m (c − is)/√2 and ∫ f Y*_l,−m is (c + is)/√2, with c and s the coefficients
  /// of the real harmonics of order m > 0.
  private static void toComplex(float[] real, int l, double scale, double[] re, double[] im) {
    int middle = RotationSearch.offset(l) + l;
    int from = RealHarmonics.offset(l);
    re[middle] = scale * real[from];
    im[middle] = 0;
    double root = scale * Math.sqrt(0.5);
    for (int m = 1; m <= l; m++) {
      double cosine = root * real[from + 2 * m - 1];
      double sine = root * real[from + 2 * m];
      double sign = m % 2 == 0 ? 1 : -1;
      re[middle + m] = sign * cosine;
      im[middle + m] = -sign * sine;
      re[middle - m] = cosine;
      im[middle - m] = sine;
    }
  }
}
