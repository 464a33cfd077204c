package org.everyshot.correlation;

import java.util.Arrays;
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
  // The same of all parts together: [harmonic][ring].
  private final double[][] sumRe;
  private final double[][] sumIm;
  // Number of shots in which a bin was valid: [part][ring · azimuths + azimuth].
  private final double[][] bins;
  // Their harmonics, all orders, all parts together in the last row: [part][ring · orders + order].
  private double[][] binsRe = new double[0][];
  private double[][] binsIm = new double[0][];

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
    this.sumRe = new double[count == 0 ? 0 : harmonics.count()][rings];
    this.sumIm = new double[sumRe.length][rings];
    this.bins = new double[complete ? 0 : count][];
    for (int part = 0; part < count; part++) {
      Part sums = parts.get(part);
      for (int k = 0; k < harmonics.count(); k++) {
        for (int q = 0; q < rings; q++) {
          meanRe[part][k][q] = sums.meanRe(k, q);
          meanIm[part][k][q] = sums.meanIm(k, q);
          sumRe[k][q] += meanRe[part][k][q];
          sumIm[k][q] += meanIm[part][k][q];
        }
      }
      if (!complete) {
        bins[part] = sums.binCounts();
      }
    }
  }

  /// Fills `binsRe` and `binsIm`, for the first who needs them.
  private void transformBins() {
    int orders = azimuths / 2 + 1;
    int rings = bins[0].length / azimuths;
    binsRe = new double[bins.length + 1][rings * orders];
    binsIm = new double[bins.length + 1][rings * orders];
    var fourier = new Fourier(azimuths);
    double[] re = new double[azimuths];
    double[] im = new double[azimuths];
    for (int part = 0; part < bins.length; part++) {
      for (int q = 0; q < rings; q++) {
        System.arraycopy(bins[part], q * azimuths, re, 0, azimuths);
        Arrays.fill(im, 0);
        fourier.forward(re, im);
        for (int n = 0; n < orders; n++) {
          binsRe[part][q * orders + n] = re[n];
          binsIm[part][q * orders + n] = im[n];
          binsRe[bins.length][q * orders + n] += re[n];
          binsIm[bins.length][q * orders + n] += im[n];
        }
      }
    }
  }

  /// [#meanProducts] of all parts but one.
  void meanProductsWithout(int part, int p, int q, double[] re, double[] im) {
    for (int k = 0; k < re.length; k++) {
      double pRe = sumRe[k][p] - meanRe[part][k][p];
      double pIm = sumIm[k][p] - meanIm[part][k][p];
      double qRe = sumRe[k][q] - meanRe[part][k][q];
      double qIm = sumIm[k][q] - meanIm[part][k][q];
      re[k] = pRe * qRe + pIm * qIm;
      im[k] = settings.isotropic() ? 0 : pRe * qIm - pIm * qRe;
    }
  }

  /// [#maskProducts] of all parts but `one`, and of all but `other`, in one transform.
  void maskProductsWithout(
      int one, int other, int p, int q, Fourier fourier, double[] out, double[] otherOut) {
    if (binsRe.length == 0) {
      transformBins();
    }
    int orders = azimuths / 2 + 1;
    int all = bins.length;
    for (int n = 0; n < orders; n++) {
      int atP = p * orders + n;
      int atQ = q * orders + n;
      double pRe = binsRe[all][atP] - binsRe[one][atP];
      double pIm = binsIm[all][atP] - binsIm[one][atP];
      double qRe = binsRe[all][atQ] - binsRe[one][atQ];
      double qIm = binsIm[all][atQ] - binsIm[one][atQ];
      double aRe = pRe * qRe + pIm * qIm;
      double aIm = pRe * qIm - pIm * qRe;
      pRe = binsRe[all][atP] - binsRe[other][atP];
      pIm = binsIm[all][atP] - binsIm[other][atP];
      qRe = binsRe[all][atQ] - binsRe[other][atQ];
      qIm = binsIm[all][atQ] - binsIm[other][atQ];
      double bRe = pRe * qRe + pIm * qIm;
      double bIm = pRe * qIm - pIm * qRe;
      int mirror = (azimuths - n) % azimuths;
      out[n] = aRe - bIm;
      otherOut[n] = aIm + bRe;
      if (mirror != n) {
        out[mirror] = aRe + bIm;
        otherOut[mirror] = bRe - aIm;
      }
    }
    fourier.inverse(out, otherOut);
    for (int d = 0; d < azimuths; d++) {
      out[d] = Math.rint(out[d] / azimuths);
      otherOut[d] = Math.rint(otherOut[d] / azimuths);
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
