package org.everyshot.correlation;

import java.util.Arrays;
import java.util.List;
import org.everyshot.kernel.Harmonics;
import org.everyshot.math.Fourier;

/// Turns sums into C(p, q, Δφ) for one pair of rings p ≤ q after another, over any of the parts.
///
/// With N(Δ) = Σ_j Σ_φ I_j(p, φ) I_j(q, φ+Δ) and M(Δ) the same of masks, C = N/M. With `INTER`, the
/// same quotient over pairs of different shots is taken off,
///
/// C = N/M − (S⋆S' − N)/(W⋆W' − M),
///
/// S and W the sums of images and of masks over shots, ⋆ the circular correlation along φ. For
/// complete images that is N/(N−1) (⟨A*A'⟩ − ⟨A*⟩⟨A'⟩) in each harmonic, N shots.
///
/// Missing: NaN where M (or W⋆W' − M) is zero. One instance for each thread.
final class PairEvaluator {
  private final Harmonics harmonics;
  private final CorrelationSettings settings;
  private final List<? extends Part> parts;
  private final int azimuths;
  private final Fourier fourier;
  private final MaskProducts products;
  private final boolean complete;
  private final double[] point;
  private final double[] spectrumRe;
  private final double[] spectrumIm;
  // Numerators of the loaded column: [part][harmonic][ring - first].
  private final double[][][] columnRe;
  private final double[][][] columnIm;
  // Of the pair at hand: [part][azimuth].
  private final double[][] n;
  private final double[][] m;
  private final double[] variance;
  private final double[] sumN;
  private final double[] sumM;
  private final double[] restN;
  private final double[] restM;
  // Of two sets of parts: harmonics of S⋆S', S⋆S' and W⋆W'.
  private final double[][] meanRe;
  private final double[][] meanIm;
  private final double[][] between;
  private final double[][] betweenM;
  private final double correlated;
  private final SharedPart shared;
  private int ringP;
  private int first;
  private int ringQ;

  /// @param width most rings of a column that are read at once
  PairEvaluator(
      Harmonics harmonics,
      int rings,
      int width,
      CorrelationSettings settings,
      List<? extends Part> parts) {
    this.harmonics = harmonics;
    this.settings = settings;
    this.parts = parts;
    this.azimuths = harmonics.azimuths();
    this.fourier = new Fourier(azimuths);
    this.products = new MaskProducts(azimuths);
    this.complete = parts.stream().allMatch(Part::complete);
    this.spectrumRe = new double[azimuths];
    this.spectrumIm = new double[azimuths];
    int count = harmonics.count();
    this.columnRe = new double[parts.size()][count][width];
    this.columnIm = new double[parts.size()][count][width];
    this.n = new double[parts.size()][azimuths];
    this.m = new double[parts.size()][azimuths];
    this.variance = new double[parts.size()];
    this.sumN = new double[azimuths];
    this.sumM = new double[azimuths];
    this.restN = new double[azimuths];
    this.restM = new double[azimuths];
    this.meanRe = new double[2][count];
    this.meanIm = new double[2][count];
    this.between = new double[2][azimuths];
    this.betweenM = new double[2][azimuths];
    this.correlated = parts.stream().mapToLong(Part::correlated).sum();
    this.shared = new SharedPart(harmonics, rings, settings, parts, complete);
    this.point = new double[azimuths];
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    synthesize(ones, new double[count], ones, new double[count], point, new double[azimuths]);
  }

  /// Reads the numerators of rings p and `from` … `from + count − 1`, none below p.
  void column(int p, int from, int count) {
    ringP = p;
    first = from;
    for (int part = 0; part < n.length; part++) {
      for (int k = 0; k < harmonics.count(); k++) {
        parts.get(part).numerators(k, p, from, count, columnRe[part][k], columnIm[part][k]);
      }
    }
  }

  /// Reads the numerators of each ring with itself.
  void diagonal() {
    for (int part = 0; part < n.length; part++) {
      for (int k = 0; k < harmonics.count(); k++) {
        parts.get(part).diagonal(k, columnRe[part][k]);
        Arrays.fill(columnIm[part][k], 0);
      }
    }
  }

  /// Takes up the pair of a ring of the diagonal with itself.
  void pairOfDiagonal(int q) {
    ringP = q;
    first = 0;
    pair(q);
  }

  /// Takes up the pair of the column's ring p with ring q.
  void pair(int q) {
    ringQ = q;
    int at = q - first;
    for (int part = 0; part < n.length; part += 2) {
      int other = Math.min(part + 1, n.length - 1);
      synthesize(
          columnRe[part], columnIm[part], columnRe[other], columnIm[other], at, n[part], n[other]);
    }
    boolean taken = settings.selfTerm() == CorrelationSettings.SelfTerm.SUBTRACT && ringP == q;
    for (int part = 0; part < n.length; part++) {
      Part sums = parts.get(part);
      variance[part] = taken ? sums.variance(q) : 0;
      for (int d = 0; d < azimuths; d++) {
        // The photons' variance sits at Δ = 0, alike in every harmonic.
        n[part][d] = azimuths * n[part][d] - variance[part] * point[d] / azimuths;
      }
      if (complete) {
        Arrays.fill(m[part], (double) sums.correlated() * azimuths);
      } else {
        Arrays.fill(m[part], 0);
        sums.addPairs(ringP, q, products, m[part]);
        if (settings.isotropic()) {
          makeEven(m[part]);
        }
      }
    }
  }

  /// M(Δ) of a part.
  double[] counts(int part) {
    return m[part];
  }

  int azimuths() {
    return azimuths;
  }

  int parts() {
    return n.length;
  }

  /// C(p, q, Δ) over the parts whose weight is 1, the others' being 0.
  void value(double[] weights, double[] out) {
    Arrays.fill(sumN, 0);
    Arrays.fill(sumM, 0);
    double self = 0;
    for (int part = 0; part < n.length; part++) {
      if (weights[part] != 0) {
        self += variance[part];
        for (int d = 0; d < azimuths; d++) {
          sumN[d] += n[part][d];
          sumM[d] += m[part][d];
        }
      }
    }
    if (settings.inter()) {
      interParts(weights, between[0], betweenM[0]);
    }
    divide(sumN, sumM, self, between[0], betweenM[0], out);
  }

  /// C(p, q, Δ) over all parts, and over all but each in turn.
  void leaveOneOut(double[] all, double[][] without) {
    double[] weights = new double[n.length];
    Arrays.fill(weights, 1);
    value(weights, all);
    double self = 0;
    for (double one : variance) {
      self += one;
    }
    for (int part = 0; part < n.length; part += 2) {
      int next = Math.min(part + 1, n.length - 1);
      if (settings.inter()) {
        interWithout(part, next);
      }
      for (int left = part; left <= next; left++) {
        for (int d = 0; d < azimuths; d++) {
          restN[d] = sumN[d] - n[left][d];
          restM[d] = sumM[d] - m[left][d];
        }
        int at = left - part;
        divide(restN, restM, self - variance[left], between[at], betweenM[at], without[left]);
      }
    }
  }

  private void divide(
      double[] pairsN,
      double[] pairsM,
      double self,
      double[] others,
      double[] othersM,
      double[] out) {
    for (int d = 0; d < azimuths; d++) {
      out[d] = pairsM[d] > 0 ? pairsN[d] / pairsM[d] : Double.NaN;
    }
    if (settings.inter()) {
      for (int d = 0; d < azimuths; d++) {
        double other = others[d] - (pairsN[d] + self * point[d] / azimuths);
        double otherM = othersM[d] - pairsM[d];
        out[d] = otherM > 0 ? out[d] - other / otherM : Double.NaN;
      }
    }
  }

  /// S⋆S' and W⋆W' of all parts but one, for two that are left out in turn.
  private void interWithout(int one, int other) {
    shared.meanProductsWithout(one, ringP, ringQ, meanRe[0], meanIm[0]);
    shared.meanProductsWithout(other, ringP, ringQ, meanRe[1], meanIm[1]);
    synthesize(meanRe[0], meanIm[0], meanRe[1], meanIm[1], between[0], between[1]);
    if (!complete) {
      shared.maskProductsWithout(one, other, ringP, ringQ, fourier, betweenM[0], betweenM[1]);
    }
    for (int i = 0; i < 2; i++) {
      for (int d = 0; d < azimuths; d++) {
        between[i][d] *= azimuths;
      }
      if (complete) {
        double shots = correlated - parts.get(i == 0 ? one : other).correlated();
        Arrays.fill(betweenM[i], shots * shots * azimuths);
      } else if (settings.isotropic()) {
        makeEven(betweenM[i]);
      }
    }
  }

  /// S⋆S' and W⋆W'.
  private void interParts(double[] weights, double[] products, double[] productsM) {
    double[] re = meanRe[0];
    double[] im = meanIm[0];
    shared.meanProducts(weights, ringP, ringQ, re, im);
    synthesize(re, im, re, im, products, between[1]);
    for (int d = 0; d < azimuths; d++) {
      products[d] *= azimuths;
    }
    if (complete) {
      double shots = 0;
      for (int part = 0; part < n.length; part++) {
        shots += weights[part] * parts.get(part).correlated();
      }
      Arrays.fill(productsM, shots * shots * azimuths);
    } else {
      shared.maskProducts(weights, ringP, ringQ, fourier, productsM);
      if (settings.isotropic()) {
        makeEven(productsM);
      }
    }
  }

  private void makeEven(double[] x) {
    for (int d = 1; 2 * d < azimuths; d++) {
      double even = (x[d] + x[azimuths - d]) / 2;
      x[d] = even;
      x[azimuths - d] = even;
    }
  }

  private void synthesize(
      double[][] aRe,
      double[][] aIm,
      double[][] bRe,
      double[][] bIm,
      int at,
      double[] a,
      double[] b) {
    Arrays.fill(spectrumRe, 0);
    Arrays.fill(spectrumIm, 0);
    for (int k = 0; k < harmonics.count(); k++) {
      place(k, aRe[k][at], aIm[k][at], bRe[k][at], bIm[k][at]);
    }
    invert(a, b);
  }

  private void synthesize(
      double[] aRe, double[] aIm, double[] bRe, double[] bIm, double[] a, double[] b) {
    Arrays.fill(spectrumRe, 0);
    Arrays.fill(spectrumIm, 0);
    for (int k = 0; k < harmonics.count(); k++) {
      place(k, aRe[k], aIm[k], bRe[k], bIm[k]);
    }
    invert(a, b);
  }

  /// Two real profiles a and b go through one transform, as a + ib.
  private void place(int k, double aRe, double aIm, double bRe, double bIm) {
    int order = harmonics.order(k);
    if (harmonics.real(k)) {
      spectrumRe[order] = aRe;
      spectrumIm[order] = bRe;
      return;
    }
    spectrumRe[order] = aRe - bIm;
    spectrumIm[order] = aIm + bRe;
    spectrumRe[azimuths - order] = aRe + bIm;
    spectrumIm[azimuths - order] = bRe - aIm;
  }

  private void invert(double[] a, double[] b) {
    fourier.inverse(spectrumRe, spectrumIm);
    System.arraycopy(spectrumIm, 0, b, 0, azimuths);
    System.arraycopy(spectrumRe, 0, a, 0, azimuths);
  }
}
