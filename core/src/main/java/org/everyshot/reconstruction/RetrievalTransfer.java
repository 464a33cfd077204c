package org.everyshot.reconstruction;

import java.util.List;
import org.everyshot.math.CubeFourier;

/// Phase retrieval transfer function of aligned densities: |⟨A⟩| / √⟨|A|²⟩ of their transforms at
/// each point of reciprocal space, averaged over the shells of [ShellCorrelation]. It is 1 where
/// all phases agree, and 1/√n for n densities with random ones.
///
/// Source: Chapman et al., J. Opt. Soc. Am. A 23, 1179 (2006), with the mean of the densities' own
/// |A|² in place of the measured one.
public final class RetrievalTransfer {
  private final double[] q;
  private final double[] values;

  private RetrievalTransfer(double[] q, double[] values) {
    this.q = q;
    this.values = values;
  }

  static RetrievalTransfer of(List<Density> aligned, double qMax) {
    Density first = aligned.getFirst();
    int n = first.points();
    double step = 2 * Math.PI / (n * first.spacingAngstrom());
    int shells = (int) Math.min(Math.floor(qMax / step + 1e-9), n / 2.0 - 1);
    int size = n * n * n;
    double[] sumRe = new double[size];
    double[] sumIm = new double[size];
    double[] power = new double[size];
    var fourier = new CubeFourier(n);
    double[] re = new double[size];
    double[] im = new double[size];
    for (Density density : aligned) {
      for (int i = 0; i < size; i++) {
        re[i] = density.values()[i];
        im[i] = 0;
      }
      fourier.forward(re, im);
      for (int i = 0; i < size; i++) {
        sumRe[i] += re[i];
        sumIm[i] += im[i];
        power[i] += re[i] * re[i] + im[i] * im[i];
      }
    }
    double[] ratios = new double[shells + 1];
    int[] counts = new int[shells + 1];
    for (int c = -shells; c <= shells; c++) {
      for (int b = -shells; b <= shells; b++) {
        for (int a = -shells; a <= shells; a++) {
          int k = (int) Math.round(Math.sqrt(a * a + b * b + c * c));
          int at = (Math.floorMod(c, n) * n + Math.floorMod(b, n)) * n + Math.floorMod(a, n);
          if (k <= shells && power[at] > 0) {
            ratios[k] += Math.hypot(sumRe[at], sumIm[at]) / Math.sqrt(power[at] * aligned.size());
            counts[k]++;
          }
        }
      }
    }
    double[] q = new double[shells];
    double[] values = new double[shells];
    for (int k = 1; k <= shells; k++) {
      q[k - 1] = k * step;
      values[k - 1] = counts[k] > 0 ? ratios[k] / counts[k] : Double.NaN;
    }
    return new RetrievalTransfer(q, values);
  }

  /// Middle of each shell, Å⁻¹.
  public double[] q() {
    return q.clone();
  }

  /// The function's mean over each shell; NaN where all densities are empty.
  public double[] values() {
    return values.clone();
  }
}
