package org.everyshot.merging;

import java.util.Arrays;

/// Fits one image to the current reference: I ≈ μ = K·J with
/// ln K = ln G − ½B/d² + ln pol − e²/2w², w² = w₀² + η²/d².
///
/// Gauss–Newton on the parameters of [ImageModel], held by their prior; the variance of the error
/// model is kept constant within a step, and residuals beyond three of its standard deviations
/// count linearly (Huber). Scratch memory, used again for image after image.
final class ImageScaling {
  private static final int STEPS = 15;
  private static final double HUBER = 3;

  /// Parameters of the image: ln G, B, ln w₀, ln η.
  final double[] theta = new double[ImageModel.PARAMETERS];

  /// ln K of each reflection.
  double[] lnK = new double[512];

  /// Prediction μ of each reflection; NaN where the reference has none.
  double[] prediction = new double[512];

  /// Class of partiality of each reflection.
  int[] partiality = new int[512];

  /// Reflections that the reference predicts.
  int predicted;

  /// Correlation of intensities with predictions.
  double correlation;

  /// Mean of (I − μ)²/V over what the reference predicts, each at most 16.
  double chi2;

  private final double[][] h = new double[ImageModel.PARAMETERS][ImageModel.PARAMETERS];
  private final double[] g = new double[ImageModel.PARAMETERS];
  private final double[] d = new double[ImageModel.PARAMETERS];

  /// Fits; whether it came to a result.
  ///
  /// @param reference intensity of each slot; NaN is missing
  boolean fit(
      ObservedStill still,
      double[] reference,
      ImageModel model,
      ErrorModel error,
      Partiality kind,
      int leastPredicted) {
    grow(still.count);
    int free = kind == Partiality.OFFSET && still.oriented ? ImageModel.PARAMETERS : 2;
    System.arraycopy(model.mean, 0, theta, 0, theta.length);
    if (free == 2) {
      theta[ImageModel.WIDTH] = Double.NaN;
      theta[ImageModel.MOSAICITY] = Double.NaN;
    }
    if (!start(still, reference) || predicted < leastPredicted) {
      return false;
    }
    for (int step = 0; step < STEPS; step++) {
      double moved = step(still, reference, model, error, free);
      if (!(moved < 1e6)) {
        return false;
      }
      if (moved < 1e-3) {
        break;
      }
    }
    predict(still, reference);
    judge(still, error);
    return true;
  }

  /// First guess of the scale: that of the sums.
  private boolean start(ObservedStill still, double[] reference) {
    theta[ImageModel.SCALE] = 0;
    predict(still, reference);
    double observed = 0;
    double expected = 0;
    predicted = 0;
    for (int i = 0; i < still.count; i++) {
      if (!Double.isNaN(prediction[i])) {
        observed += still.intensity[i];
        expected += prediction[i];
        predicted++;
      }
    }
    if (!(observed > 0) || !(expected > 0)) {
      return false;
    }
    theta[ImageModel.SCALE] = Math.log(observed / expected);
    return true;
  }

  /// ln K and μ at the parameters.
  private void predict(ObservedStill still, double[] reference) {
    double w2 = Math.exp(2 * theta[ImageModel.WIDTH]);
    double eta2 = Math.exp(2 * theta[ImageModel.MOSAICITY]);
    boolean partial = !Double.isNaN(w2);
    for (int i = 0; i < still.count; i++) {
      double q2 = still.inverseSquare[i];
      double ln =
          theta[ImageModel.SCALE]
              - 0.5 * theta[ImageModel.B] * q2
              + Math.log(Math.max(still.polarised[i], 1e-6));
      if (partial) {
        double e = still.offset[i];
        double x = e * e / (2 * (w2 + eta2 * q2));
        ln -= x;
        partiality[i] = ErrorModel.classOf(x);
      } else {
        partiality[i] = 0;
      }
      lnK[i] = Math.clamp(ln, -40, 40);
      prediction[i] = Math.exp(lnK[i]) * reference[still.slot[i]];
    }
  }

  /// One step; returns the largest move in prior standard deviations.
  private double step(
      ObservedStill still, double[] reference, ImageModel model, ErrorModel error, int free) {
    predict(still, reference);
    for (int p = 0; p < free; p++) {
      Arrays.fill(h[p], 0);
      g[p] = -(theta[p] - model.mean[p]) / model.sd[p];
      h[p][p] = 1;
    }
    double w0 = Math.exp(2 * theta[ImageModel.WIDTH]);
    double eta2 = Math.exp(2 * theta[ImageModel.MOSAICITY]);
    for (int i = 0; i < still.count; i++) {
      double mu = prediction[i];
      if (Double.isNaN(mu)) {
        continue;
      }
      double q2 = still.inverseSquare[i];
      double variance = error.variance(still.sigma[i], mu, partiality[i]);
      double residual = still.intensity[i] - mu;
      double far = Math.abs(residual) / Math.sqrt(variance);
      double weight = (far > HUBER ? HUBER / far : 1) / variance;
      d[0] = model.sd[0] * mu;
      d[1] = -0.5 * q2 * model.sd[1] * mu;
      if (free > 2) {
        double w2 = w0 + eta2 * q2;
        double e2 = still.offset[i] * still.offset[i];
        d[2] = model.sd[2] * mu * e2 / w2 * (w0 / w2);
        d[3] = model.sd[3] * mu * e2 / w2 * (eta2 * q2 / w2);
      }
      for (int p = 0; p < free; p++) {
        g[p] += weight * d[p] * residual;
        for (int q = 0; q <= p; q++) {
          h[p][q] += weight * d[p] * d[q];
        }
      }
    }
    return solve(model, free);
  }

  /// Moves the parameters by H⁻¹g, each by at most one prior standard deviation but for the scale.
  private double solve(ImageModel model, int free) {
    for (int p = 0; p < free; p++) { // Cholesky, in place
      for (int q = 0; q <= p; q++) {
        double sum = p == q ? 1.01 * h[p][p] : h[p][q];
        for (int r = 0; r < q; r++) {
          sum -= h[p][r] * h[q][r];
        }
        if (p == q) {
          if (!(sum > 0)) {
            return Double.NaN;
          }
          h[p][p] = Math.sqrt(sum);
        } else {
          h[p][q] = sum / h[q][q];
        }
      }
    }
    for (int p = 0; p < free; p++) {
      for (int r = 0; r < p; r++) {
        g[p] -= h[p][r] * g[r];
      }
      g[p] /= h[p][p];
    }
    double moved = 0;
    for (int p = free - 1; p >= 0; p--) {
      for (int r = p + 1; r < free; r++) {
        g[p] -= h[r][p] * g[r];
      }
      g[p] /= h[p][p];
      moved = Math.max(moved, Math.abs(g[p]));
    }
    for (int p = 0; p < free; p++) {
      theta[p] += model.sd[p] * Math.clamp(g[p], -0.8, 0.8);
    }
    return moved;
  }

  private void judge(ObservedStill still, ErrorModel error) {
    var pearson = new Pearson();
    double sum = 0;
    for (int i = 0; i < still.count; i++) {
      if (!Double.isNaN(prediction[i])) {
        pearson.add(still.intensity[i], prediction[i]);
        double residual = still.intensity[i] - prediction[i];
        sum +=
            Math.min(
                16,
                residual * residual / error.variance(still.sigma[i], prediction[i], partiality[i]));
      }
    }
    correlation = pearson.value();
    chi2 = sum / predicted;
  }

  private void grow(int needed) {
    if (needed > lnK.length) {
      int length = Math.max(needed, 2 * lnK.length);
      lnK = new double[length];
      prediction = new double[length];
      partiality = new int[length];
    }
  }
}
