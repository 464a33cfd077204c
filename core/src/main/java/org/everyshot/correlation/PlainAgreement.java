package org.everyshot.correlation;

import java.util.Arrays;
import java.util.List;
import org.everyshot.kernel.Harmonics;
import org.everyshot.kernel.Triangle;

/// [HalfAgreement] where every shot has every bin and none is compared with others: from harmonics
/// alone, without going to Δφ.
///
/// For a ring with itself, C(Δ) = Σ_n w_n c_n cos nΔ, where w_n counts ±n. With ĉ the mean of c_n
/// over orders ±n ≠ 0, W of them, and e_n = c_n − ĉ, sums over Δ ≠ 0 of the products of two such
/// profiles a and b, each less its mean there, are
///
/// azimuths · (Σ_{n≠0} w_n e_n(a) e_n(b) + W (1 − W/(azimuths − 1)) â b̂),
///
/// by Parseval's theorem and C(0) = c_0 + W ĉ. What is alike in all orders is a peak at Δ = 0, and
/// where all are kept leaves no trace.
final class PlainAgreement {
  private final Harmonics harmonics;
  private final int rings;
  private final boolean subtract;
  // [harmonic][ring] of a half-set.
  private final double[][] one;
  private final double[][] other;
  // Orders ±n ≠ 0.
  private final int orders;

  PlainAgreement(Harmonics harmonics, int rings, CorrelationSettings settings) {
    this.harmonics = harmonics;
    this.rings = rings;
    this.subtract = settings.selfTerm() == CorrelationSettings.SelfTerm.SUBTRACT;
    this.one = new double[harmonics.count()][rings];
    this.other = new double[harmonics.count()][rings];
    int both = 0;
    for (int k = 1; k < harmonics.count(); k++) {
      both += weight(k);
    }
    this.orders = both;
  }

  private int weight(int k) {
    return harmonics.real(k) ? 1 : 2;
  }

  /// [HalfAgreement#perRing] of two half-sets, each in parts.
  double[] perRing(List<? extends Part> half, List<? extends Part> otherHalf) {
    read(half, one);
    read(otherHalf, other);
    double[] agreement = new double[rings];
    for (int q = 0; q < rings; q++) {
      double meanA = mean(one, q);
      double meanB = mean(other, q);
      double ab = products(one, meanA, other, meanB, q);
      double aa = products(one, meanA, one, meanA, q);
      double bb = products(other, meanB, other, meanB, q);
      boolean varies = varies(aa, one[0][q], meanA) && varies(bb, other[0][q], meanB);
      agreement[q] = varies ? ab / Math.sqrt(aa * bb) : Double.NaN;
    }
    return agreement;
  }

  private void read(List<? extends Part> parts, double[][] sums) {
    double area = (double) harmonics.azimuths() * harmonics.azimuths();
    double[] selfTerm = new double[rings];
    for (Part part : parts) {
      for (int q = 0; q < rings && subtract; q++) {
        selfTerm[q] += part.variance(q) / area;
      }
    }
    double[] row = new double[rings];
    for (int k = 0; k < sums.length; k++) {
      Arrays.fill(sums[k], 0);
      for (Part part : parts) {
        part.diagonal(k, row);
        add(row, 1, sums[k]);
      }
      add(selfTerm, -1, sums[k]);
    }
  }

  private static void add(double[] row, double factor, double[] sums) {
    for (int q = 0; q < row.length; q++) {
      sums[q] += factor * row[q];
    }
  }

  /// Over orders ±n ≠ 0.
  private double mean(double[][] sums, int q) {
    double sum = 0;
    for (int k = 1; k < sums.length; k++) {
      sum += weight(k) * sums[k][q];
    }
    return sum / orders;
  }

  private double products(double[][] a, double meanA, double[][] b, double meanB, int q) {
    int others = harmonics.azimuths() - 1;
    double sum = (double) orders * (others - orders) / others * meanA * meanB;
    for (int k = 1; k < a.length; k++) {
      sum += weight(k) * (a[k][q] - meanA) * (b[k][q] - meanB);
    }
    return harmonics.azimuths() * sum;
  }

  /// Less than rounding of the mean over Δ ≠ 0 is no variation.
  private boolean varies(double squares, double zeroth, double mean) {
    int others = harmonics.azimuths() - 1;
    double off = zeroth - mean * orders / others;
    return squares > others * 1e-24 * off * off;
  }

  /// [HalfAgreement#perHarmonic]: C_n of pairs of different rings are the numerators, over the
  /// number of shots.
  static double[] perHarmonic(HalfSums one, HalfSums other, double[] intensity) {
    int rings = intensity.length;
    double[] weights = new double[Triangle.size(rings)];
    for (int p = 0, at = 0; p < rings; p++) {
      at++;
      for (int q = p + 1; q < rings; q++, at++) {
        double scale = intensity[p] * intensity[q];
        weights[at] = scale > 0 ? 1 / (scale * scale) : 0;
      }
    }
    double[] agreement = new double[one.re().length];
    for (int k = 0; k < agreement.length; k++) {
      double[] sums = new double[3];
      addProducts(one.re()[k], other.re()[k], weights, sums);
      if (one.im().length > 0) {
        addProducts(one.im()[k], other.im()[k], weights, sums);
      }
      agreement[k] = sums[0] / Math.sqrt(sums[1] * sums[2]);
    }
    return agreement;
  }

  private static void addProducts(double[] a, double[] b, double[] weights, double[] sums) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < weights.length; i++) {
      double wa = weights[i] * a[i];
      ab += wa * b[i];
      aa += wa * a[i];
      bb += weights[i] * b[i] * b[i];
    }
    sums[0] += ab;
    sums[1] += aa;
    sums[2] += bb;
  }
}
