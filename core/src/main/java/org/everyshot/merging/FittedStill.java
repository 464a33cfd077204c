package org.everyshot.merging;

import java.util.Arrays;

/// What the fit of one still leaves: its parameters, what it adds to the running sums, and what it
/// teaches about the model. Reused for many stills.
final class FittedStill {
  /// Parameters per still: ln G, B, ω_x, ω_y, ln w₀, ln η, c.
  static final int PARAMETERS = 7;

  /// Whether the fit came to finite numbers; if not, nothing below counts.
  boolean usable;

  /// Parameters, and their posterior variances.
  final double[] parameters = new double[PARAMETERS];

  final double[] parameterVariance = new double[PARAMETERS];

  /// Mean of the squared residuals over their variances, each cut at 16.
  double chiSquare;

  /// Mean relative variance of the scale, ρ.
  double meanRho;

  /// Correlation of the intensities with their prediction by the reference.
  double correlation;

  /// What each observation adds to W and to Y.
  double[] precision = new double[512];

  double[] weighted = new double[512];

  /// What each observation says of the gain where it lies: μ(I − μ)/V and μ²/V.
  double[] gainPull = new double[512];

  double[] gainWeight = new double[512];

  /// Log-likelihoods of some residuals under each of the tails of [Tails], less the normal one.
  final double[] tail = new double[Tails.CHOICES];

  /// Gradient and curvature of the log-likelihood along the shape s of the profile.
  double shapeGradient;

  double shapeCurvature;

  /// Normal equations of the error model: over (1, D), and against its target.
  double xx00;

  double xx01;
  double xx11;
  double xy0;
  double xy1;

  /// Sums of the prediction over the still, by shell: n, I, μ, I², μ², Iμ.
  double[] prediction = new double[0];

  void begin(int observations, int shells) {
    usable = false;
    chiSquare = 0;
    meanRho = 0;
    correlation = Double.NaN;
    Arrays.fill(tail, 0);
    shapeGradient = 0;
    shapeCurvature = 0;
    xx00 = 0;
    xx01 = 0;
    xx11 = 0;
    xy0 = 0;
    xy1 = 0;
    if (precision.length < observations) {
      int length = Math.max(observations, precision.length + precision.length / 2);
      precision = new double[length];
      weighted = new double[length];
      gainPull = new double[length];
      gainWeight = new double[length];
    }
    if (prediction.length != 6 * shells) {
      prediction = new double[6 * shells];
    } else {
      Arrays.fill(prediction, 0);
    }
  }

  /// Adds what each observation says to sums.
  ///
  /// @param slot of each observation
  /// @param size number of observations
  /// @param share of the still, 0 to 1
  void addTo(PrecisionSums sums, int[] slot, int size, double share) {
    for (int i = 0; i < size; i++) {
      sums.add(slot[i], share * precision[i], share * weighted[i]);
    }
  }
}
