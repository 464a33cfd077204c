package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.math.OrderFreeSum;

/// How far measurements scatter about their prediction μ: variance = s²σ² + τ² μ².
///
/// s corrects the σ that the integration gave; τ, the relative error, stands for what the model of
/// the image leaves out, above all partiality. It is learned apart in classes of Ewald offset,
/// since what is far from the sphere is predicted worse. Source: the two-term form is that of
/// Evans, Acta Cryst. D67, 282 (2011), without its term in I.
final class ErrorModel {
  /// Classes of partiality, by e²/2w²: 0 to 0.25, 0.5, 1, 2, 4, and above.
  static final int CLASSES = 6;

  private static final double LEAST = 1e-4;
  private static final double MOST = 4;

  private final double s2;
  private final double[] tau2;

  private ErrorModel(double s2, double[] tau2) {
    this.s2 = s2;
    this.tau2 = tau2;
  }

  /// What is assumed before anything is known.
  static ErrorModel first() {
    double[] tau2 = new double[CLASSES];
    Arrays.fill(tau2, 0.5);
    return new ErrorModel(1, tau2);
  }

  /// Class of a measurement.
  ///
  /// @param x e²/2w²
  static int classOf(double x) {
    return x < 1 ? (x < 0.5 ? (x < 0.25 ? 0 : 1) : 2) : x < 2 ? 3 : x < 4 ? 4 : 5;
  }

  double variance(double sigma, double prediction, int of) {
    return s2 * sigma * sigma + tau2[of] * prediction * prediction;
  }

  /// Factor on the σ of the integration.
  double sigmaFactor() {
    return Math.sqrt(s2);
  }

  /// Relative error τ of a class.
  double relativeError(int of) {
    return Math.sqrt(tau2[of]);
  }

  /// What measurements tell of the model: for classes of partiality and of signal r = μ²/σ², their
  /// number and the sums of ((I−μ)/σ)² and of r.
  static final class Evidence {
    private static final int LEVELS = 24;
    private static final int LOWEST = -8;

    private final double[] chunk = new double[3 * CLASSES * LEVELS];
    private final OrderFreeSum sums = new OrderFreeSum(chunk.length);

    void add(int of, double ratio, double squaredResidual) {
      int level = Math.clamp(Math.getExponent(ratio) - LOWEST, 0, LEVELS - 1);
      int at = 3 * (of * LEVELS + level);
      chunk[at]++;
      chunk[at + 1] += squaredResidual;
      chunk[at + 2] += ratio;
    }

    void endChunk() {
      sums.add(chunk);
      Arrays.fill(chunk, 0);
    }

    void merge(Evidence other) {
      endChunk();
      other.endChunk();
      sums.merge(other.sums);
    }

    /// The model that follows: weighted least squares of the mean squared residuals on r, weights
    /// from the model before, and again.
    ErrorModel model(ErrorModel before) {
      double[] all = sums.values();
      double s2 = before.s2;
      double[] tau2 = before.tau2.clone();
      for (int round = 0; round < 20; round++) {
        double top = 0;
        double bottom = 0;
        for (int of = 0; of < CLASSES; of++) {
          double xy = 0;
          double xx = 0;
          for (int level = 0; level < LEVELS; level++) {
            int at = 3 * (of * LEVELS + level);
            double n = all[at];
            if (n < 20) {
              continue;
            }
            double y = all[at + 1] / n;
            double r = all[at + 2] / n;
            double expected = s2 + tau2[of] * r;
            double weight = n / (expected * expected);
            top += weight * (y - tau2[of] * r);
            bottom += weight;
            xy += weight * r * (y - s2);
            xx += weight * r * r;
          }
          if (xx > 0) {
            tau2[of] = Math.clamp(xy / xx, LEAST, MOST);
          }
        }
        if (bottom > 0) {
          s2 = Math.clamp(top / bottom, 0.1, 25.0);
        }
      }
      return new ErrorModel(s2, tau2);
    }
  }
}
