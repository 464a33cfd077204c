package org.everyshot.merging;

import java.util.Arrays;

/// How heavy the tails of residuals are: the degrees of freedom ν of Student's t, chosen among ten
/// by the likelihood of the residuals in units of their scale; the normal distribution is one of
/// them, ν = ∞.
///
/// Begins with ν = 16, and changes by at most one choice at a time, since the error model, which
/// sets the scale, has to follow. The normal one, once chosen, stays: fits by it count nothing.
final class Tails {
  private static final double[] PER_FREEDOM = {
    0, 1 / 64.0, 1 / 32.0, 1 / 16.0, 1 / 11.0, 1 / 8.0, 1 / 6.0, 1 / 4.0, 1 / 3.0, 1 / 2.0
  };

  /// Number of choices.
  static final int CHOICES = PER_FREEDOM.length;

  private static final int FIRST = 3;

  /// ln Γ((ν+1)/2) − ln Γ(ν/2) − ½ ln(ν/2): what the density of t has before that of the normal.
  private static final double[] NORM = norms();

  private final double[] sum = new double[CHOICES];
  private int choice = FIRST;

  private static double[] norms() {
    double[] norms = new double[CHOICES];
    for (int k = 1; k < CHOICES; k++) {
      double half = 0.5 / PER_FREEDOM[k];
      norms[k] = logGamma(half + 0.5) - logGamma(half) - 0.5 * Math.log(half);
    }
    return norms;
  }

  /// ln Γ by Stirling's series from beyond 10, where its error is below 1e-12.
  private static double logGamma(double x) {
    double below = 0;
    double z = x;
    while (z < 10) {
      below += Math.log(z);
      z++;
    }
    double y = 1 / (z * z);
    double series = (1 / 12.0 - y * (1 / 360.0 - y * (1 / 1260.0 - y / 1680.0))) / z;
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - below;
  }

  /// Adds to `sums` how much likelier a residual is under each choice than under the normal one.
  ///
  /// @param square squared residual in units of the squared scale
  static void compare(double square, double[] sums) {
    for (int k = 1; k < CHOICES; k++) {
      double n = PER_FREEDOM[k];
      sums[k] += NORM[k] - 0.5 * (1 + 1 / n) * Math.log1p(n * square) + 0.5 * square;
    }
  }

  /// 1/ν.
  double perFreedom() {
    return PER_FREEDOM[choice];
  }

  /// Takes in what a still says.
  void add(FittedStill still) {
    for (int k = 0; k < CHOICES; k++) {
      sum[k] += still.tail[k];
    }
  }

  /// Chooses by what was taken in since [#restart].
  void learn() {
    int best = choice;
    for (int k = Math.max(0, choice - 1); k <= Math.min(CHOICES - 1, choice + 1); k++) {
      best = sum[k] > sum[best] ? k : best;
    }
    choice = best;
  }

  /// Begins new sums.
  void restart() {
    Arrays.fill(sum, 0);
  }

  void save(StateWriter out) {
    out.put(sum);
    out.put(choice);
  }

  void load(StateReader in) {
    in.fill(sum);
    choice = in.integer();
    if (choice < 0 || choice >= CHOICES) {
      throw in.damaged("choice " + choice + " of degrees of freedom");
    }
  }
}
