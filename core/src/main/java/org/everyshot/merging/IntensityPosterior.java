package org.everyshot.merging;

import org.everyshot.math.ScaledErrorFunction;
import org.everyshot.math.SquareNormalMoments;

/// What is known of one intensity J = F²: a normal likelihood, held as its precision W and its
/// precision times mean Y, under Wilson's prior of mean Σ.
///
/// - Acentric prior exp(−J/Σ)/Σ: the posterior is a normal truncated at zero with variance
///   v = 1/W and mean m = Y/W − v/Σ before truncation. With a = m/√v and h = φ(a)/Φ(a):
///   ⟨J⟩ = m + √v h, var J = v (1 − h (a + h)).
/// - Centric prior exp(−J/2Σ)/√(2πΣJ): in F = √J it is flat times exp(−F²/2Σ), so that m = Y/W −
///   v/2Σ and ⟨J⟩ = √v g(a), var J = v g′(a), with g of [SquareNormalMoments].
///
/// One object is used for many intensities; it holds the last one's moments. Not for several
/// threads.
final class IntensityPosterior {
  /// Mean of the last intensity.
  double mean;

  /// Variance of the last intensity.
  double variance;

  /// Moments under the acentric prior.
  ///
  /// @param w precision, above 0
  /// @param y precision times measured mean
  /// @param prior Σ, above 0
  void acentric(double w, double y, double prior) {
    double v = 1 / w;
    double root = Math.sqrt(v);
    double m = (y - 1 / prior) * v;
    double a = m / root;
    if (a > 8) {
      mean = m;
      variance = v;
    } else if (a < -8) {
      double b2 = a * a;
      mean = root * (1 - 2 / b2) / -a;
      variance = v * (1 - 6 / b2) / b2;
    } else {
      double h = ScaledErrorFunction.inverseMills(a);
      mean = m + root * h;
      variance = v * (1 - h * (a + h));
    }
    floor(prior);
  }

  /// Moments under the centric prior.
  void centric(double w, double y, double prior) {
    double v = 1 / w;
    double root = Math.sqrt(v);
    double a = (y - 0.5 / prior) * root;
    mean = root * SquareNormalMoments.centricSquare(a);
    variance = v * SquareNormalMoments.centricSquareVariance(a);
    floor(prior);
  }

  /// An intensity is never taken for exactly zero, nor for exactly known.
  private void floor(double prior) {
    mean = Math.max(mean, 1e-4 * prior);
    variance = Math.max(variance, 1e-8 * prior * prior);
  }
}
