package org.everyshot.reconstruction;

import java.util.Arrays;
import org.everyshot.math.CubeFourier;
import org.everyshot.math.Fourier;
import org.everyshot.math.Legendre;
import org.everyshot.math.RealHarmonics;
import org.everyshot.math.RotationSearch;

/// Directions on half a sphere, and the integrals that give an intensity's harmonics on it.
///
/// Intensities are the same at opposite points, so half a sphere is enough. Coefficients are those
/// of complex harmonics with the Condon–Shortley sign, in the order of [RotationSearch]; each
/// sphere's are scaled to the same sum of squares, the mean (degree 0) left out.
final class IntensityHarmonics {
  private static final double[] UNTURNED = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private final int degreeMax;
  private final int azimuths;
  private final double[] directions;
  private final double[] weights;
  private final double[][] legendre;
  private final Fourier line;

  /// @param degreeMax largest degree asked for, even
  /// @param band largest degree that the intensity has
  IntensityHarmonics(int degreeMax, int band) {
    this.degreeMax = degreeMax;
    int heights = (degreeMax + band) / 2 + 1;
    heights += heights % 2;
    this.azimuths = CubeFourier.smoothLength(degreeMax + band + 1);
    double[][] rule = Legendre.gauss(heights);
    int half = heights / 2;
    this.weights = new double[half];
    this.legendre = new double[half][];
    this.directions = new double[3 * half * azimuths];
    for (int t = 0; t < half; t++) {
      double cosine = rule[0][half + t];
      double sine = Math.sqrt(1 - cosine * cosine);
      weights[t] = rule[1][half + t] * 2 * Math.PI / azimuths;
      legendre[t] = RealHarmonics.legendre(degreeMax, cosine);
      for (int p = 0; p < azimuths; p++) {
        double phi = 2 * Math.PI * p / azimuths;
        int at = 3 * (t * azimuths + p);
        directions[at] = sine * Math.cos(phi);
        directions[at + 1] = sine * Math.sin(phi);
        directions[at + 2] = cosine;
      }
    }
    this.line = new Fourier(azimuths);
  }

  /// Coefficients of |F|² on a sphere.
  ///
  /// @param weight sum of the squares of the coefficients
  void of(Spectrum spectrum, double q, double weight, double[] re, double[] im) {
    int count = directions.length / 3;
    double[] points = new double[directions.length];
    for (int i = 0; i < points.length; i++) {
      points[i] = q * directions[i];
    }
    double[] fRe = new double[count];
    double[] fIm = new double[count];
    spectrum.at(points, UNTURNED, fRe, fIm);
    double[] lineRe = new double[azimuths];
    double[] lineIm = new double[azimuths];
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    for (int t = 0; t < weights.length; t++) {
      for (int p = 0; p < azimuths; p++) {
        int at = t * azimuths + p;
        lineRe[p] = fRe[at] * fRe[at] + fIm[at] * fIm[at];
        lineIm[p] = 0;
      }
      line.forward(lineRe, lineIm);
      add(t, lineRe, lineIm, re, im);
    }
    double sum = 0;
    for (int i = 0; i < re.length; i++) {
      sum += re[i] * re[i] + im[i] * im[i];
    }
    double scale = sum > 0 ? Math.sqrt(weight / sum) : 0;
    for (int i = 0; i < re.length; i++) {
      re[i] *= scale;
      im[i] *= scale;
    }
  }

  private void add(int height, double[] lineRe, double[] lineIm, double[] re, double[] im) {
    double[] p = legendre[height];
    for (int l = 2; l <= degreeMax; l += 2) {
      int middle = RotationSearch.offset(l) + l;
      for (int m = 0; m <= l; m++) {
        double sign = m % 2 == 0 ? 1 : -1;
        double factor = weights[height] * p[l * (l + 1) / 2 + m];
        factor *= m == 0 ? 1 : sign * Math.sqrt(0.5);
        double x = factor * lineRe[m];
        double y = factor * lineIm[m];
        re[middle + m] += x;
        im[middle + m] += y;
        if (m > 0) {
          re[middle - m] += sign * x;
          im[middle - m] -= sign * y;
        }
      }
    }
  }
}
