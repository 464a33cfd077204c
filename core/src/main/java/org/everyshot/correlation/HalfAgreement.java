package org.everyshot.correlation;

import org.everyshot.kernel.Harmonics;
import org.everyshot.math.Fourier;

/// Agreement of the two half-sets: correlation coefficients of what should be the same but for
/// noise.
final class HalfAgreement {
  private HalfAgreement() {}

  /// For each ring, Pearson's coefficient of C(q, q, Δφ) of both halves over Δφ ≠ 0, which a
  /// photon's correlation with itself does not touch. NaN where nothing varies.
  ///
  /// @param weights which parts make up each half
  static double[] perRing(PairEvaluator evaluator, int rings, double[][] weights) {
    int azimuths = evaluator.azimuths();
    double[] agreement = new double[rings];
    double[] a = new double[azimuths];
    double[] b = new double[azimuths];
    evaluator.diagonal();
    for (int q = 0; q < rings; q++) {
      evaluator.pairOfDiagonal(q);
      evaluator.value(weights[0], a);
      evaluator.value(weights[1], b);
      agreement[q] = pearson(a, b, 1);
    }
    return agreement;
  }

  /// For each harmonic, the coefficient over pairs of different rings of both halves' C_n, each
  /// pair divided by the product of the rings' mean intensities.
  static double[] perHarmonic(PairEvaluator evaluator, Harmonics harmonics, double[] intensity) {
    int azimuths = evaluator.azimuths();
    int rings = intensity.length;
    int count = harmonics.count();
    var fourier = new Fourier(azimuths);
    double[] ab = new double[count];
    double[] aa = new double[count];
    double[] bb = new double[count];
    double[] re = new double[azimuths];
    double[] im = new double[azimuths];
    for (int p = 0; p < rings; p++) {
      evaluator.column(p, p, rings - p);
      for (int q = p + 1; q < rings; q++) {
        evaluator.pair(q);
        evaluator.value(new double[] {1, 0}, re);
        evaluator.value(new double[] {0, 1}, im);
        double scale = intensity[p] * intensity[q];
        if (!(scale > 0) || !known(re) || !known(im)) {
          continue;
        }
        fourier.forward(re, im);
        for (int k = 0; k < count; k++) {
          int n = harmonics.order(k);
          int mirror = (azimuths - n) % azimuths;
          double aRe = (re[n] + re[mirror]) / scale;
          double aIm = (im[n] - im[mirror]) / scale;
          double bRe = (im[n] + im[mirror]) / scale;
          double bIm = (re[mirror] - re[n]) / scale;
          ab[k] += aRe * bRe + aIm * bIm;
          aa[k] += aRe * aRe + aIm * aIm;
          bb[k] += bRe * bRe + bIm * bIm;
        }
      }
    }
    double[] agreement = new double[count];
    for (int k = 0; k < count; k++) {
      agreement[k] = ab[k] / Math.sqrt(aa[k] * bb[k]);
    }
    return agreement;
  }

  private static boolean known(double[] values) {
    for (double value : values) {
      if (Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  /// Mean over the rings where it is known.
  static double mean(double[] perRing) {
    double sum = 0;
    int known = 0;
    for (double value : perRing) {
      if (!Double.isNaN(value)) {
        sum += value;
        known++;
      }
    }
    return known == 0 ? Double.NaN : sum / known;
  }

  /// Pearson's coefficient from index `from` on, of what is known in both.
  private static double pearson(double[] a, double[] b, int from) {
    double meanA = 0;
    double meanB = 0;
    int known = 0;
    for (int i = from; i < a.length; i++) {
      if (!Double.isNaN(a[i] + b[i])) {
        meanA += a[i];
        meanB += b[i];
        known++;
      }
    }
    meanA /= known;
    meanB /= known;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = from; i < a.length; i++) {
      if (!Double.isNaN(a[i] + b[i])) {
        ab += (a[i] - meanA) * (b[i] - meanB);
        aa += (a[i] - meanA) * (a[i] - meanA);
        bb += (b[i] - meanB) * (b[i] - meanB);
      }
    }
    // Less than rounding of the mean is no variation.
    boolean varies = aa > known * 1e-24 * meanA * meanA && bb > known * 1e-24 * meanB * meanB;
    return varies ? ab / Math.sqrt(aa * bb) : Double.NaN;
  }
}
