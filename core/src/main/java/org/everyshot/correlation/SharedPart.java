package org.everyshot.correlation;

import java.util.List;
import org.everyshot.kernel.Harmonics;
import org.everyshot.math.Fourier;

/// What all shots of a part share: the sum of their images, and of their masks, for `INTER`.
final class SharedPart {
  private final CorrelationSettings settings;
  private final int azimuths;
  // [part][harmonic][ring]; no parts where there is nothing to take off.
  private final double[][][] meanRe;
  private final double[][][] meanIm;
  // Number of shots in which a bin was valid: [part][ring · azimuths + azimuth].
  private final double[][] bins;

  SharedPart(
      Harmonics harmonics,
      int rings,
      CorrelationSettings settings,
      List<? extends Part> parts,
      boolean complete) {
    this.settings = settings;
    this.azimuths = harmonics.azimuths();
    int count = settings.inter() ? parts.size() : 0;
    this.meanRe = new double[count][harmonics.count()][rings];
    this.meanIm = new double[count][harmonics.count()][rings];
    this.bins = new double[complete ? 0 : count][];
    for (int part = 0; part < count; part++) {
      Part sums = parts.get(part);
      for (int k = 0; k < harmonics.count(); k++) {
        for (int q = 0; q < rings; q++) {
          meanRe[part][k][q] = sums.meanRe(k, q);
          meanIm[part][k][q] = sums.meanIm(k, q);
        }
      }
      if (!complete) {
        bins[part] = sums.binCounts();
      }
    }
  }

  /// S*_n(p) S_n(q) of the summed images, each harmonic; the real part alone where `ISOTROPIC`.
  void meanProducts(double[] weights, int p, int q, double[] re, double[] im) {
    for (int k = 0; k < re.length; k++) {
      double pRe = 0;
      double pIm = 0;
      double qRe = 0;
      double qIm = 0;
      for (int part = 0; part < meanRe.length; part++) {
        double w = weights[part];
        pRe += w * meanRe[part][k][p];
        pIm += w * meanIm[part][k][p];
        qRe += w * meanRe[part][k][q];
        qIm += w * meanIm[part][k][q];
      }
      re[k] = pRe * qRe + pIm * qIm;
      im[k] = settings.isotropic() ? 0 : pRe * qIm - pIm * qRe;
    }
  }

  /// Σ_φ W(p, φ) W(q, φ+Δ), whole numbers.
  void maskProducts(double[] weights, int p, int q, Fourier fourier, double[] out) {
    double[] re = new double[azimuths];
    double[] im = new double[azimuths];
    for (int part = 0; part < bins.length; part++) {
      for (int j = 0; j < azimuths; j++) {
        re[j] += weights[part] * bins[part][p * azimuths + j];
        im[j] += weights[part] * bins[part][q * azimuths + j];
      }
    }
    // Both real profiles in one transform Z = P + iQ; then P*Q of each harmonic.
    fourier.forward(re, im);
    double[] productRe = new double[azimuths];
    double[] productIm = new double[azimuths];
    for (int k = 0; k < azimuths; k++) {
      int mirror = (azimuths - k) % azimuths;
      double pRe = (re[k] + re[mirror]) / 2;
      double pIm = (im[k] - im[mirror]) / 2;
      double qRe = (im[k] + im[mirror]) / 2;
      double qIm = (re[mirror] - re[k]) / 2;
      productRe[k] = pRe * qRe + pIm * qIm;
      productIm[k] = pRe * qIm - pIm * qRe;
    }
    fourier.inverse(productRe, productIm);
    for (int d = 0; d < azimuths; d++) {
      out[d] = Math.rint(productRe[d] / azimuths);
    }
  }
}
