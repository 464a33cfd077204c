package org.everyshot.merging;

/// How well images were predicted before they were used: sums over observations I and their
/// predictions μ, by resolution shell.
final class Prediction {
  private final int shells;
  private final double[] sums;

  Prediction(int shells) {
    this.shells = shells;
    this.sums = new double[6 * shells];
  }

  /// Adds a still.
  void add(FittedStill still) {
    add(still.prediction);
  }

  /// Adds a still's sums, by shell: n, I, μ, I², μ², Iμ.
  void add(double[] still) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += still[i];
    }
  }

  /// Pearson's correlation of intensities and predictions over all shells; NaN where there is none.
  double overall() {
    return correlation(sums, 0, shells);
  }

  /// Pearson's correlation in a shell.
  double shell(int shell) {
    return correlation(sums, shell, shell + 1);
  }

  /// Pearson's correlation from sums of n, I, μ, I², μ², Iμ of the shells `from` to `to`.
  static double correlation(double[] sums, int from, int to) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int s = from; s < to; s++) {
      n += sums[6 * s];
      x += sums[6 * s + 1];
      y += sums[6 * s + 2];
      xx += sums[6 * s + 3];
      yy += sums[6 * s + 4];
      xy += sums[6 * s + 5];
    }
    double vx = xx - x * x / n;
    double vy = yy - y * y / n;
    return vx > 0 && vy > 0 ? (xy - x * y / n) / Math.sqrt(vx * vy) : Double.NaN;
  }

  /// Writes the sums.
  void save(StateWriter out) {
    out.put(sums);
  }

  /// Takes sums over that were written for as many shells.
  void load(StateReader in) {
    in.fill(sums);
  }
}
