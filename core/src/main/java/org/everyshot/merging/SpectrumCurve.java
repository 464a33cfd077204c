package org.everyshot.merging;

import java.util.Arrays;
import java.util.List;
import org.everyshot.math.SmallCholesky;

/// How bright polychromatic stills are at each wavelength: ln g(λ), one smooth curve for all.
/// It takes in the spectrum and whatever else of scattering and detection depends on the
/// wavelength.
///
/// A cubic B-spline of twenty intervals between the least and the greatest wavelength of the
/// first stills, constant beyond. Observations with prediction μ and variance V add B Bᵀ μ²/V and
/// B μ(I − μ)/V to its normal equations, B the four splines that are not zero at λ; a prior holds
/// second differences of coefficients to 0 ± 0.5 and the coefficients to 0 ± 5. The mean of the
/// coefficients is 0: a common factor is left to the stills.
///
/// What was taken in since [#restart] counts with its curvature whenever the curve is learned
/// anew, but only once with its slope, as in a Kalman filter.
final class SpectrumCurve {
  private static final int INTERVALS = 20;
  private static final int SIZE = INTERVALS + 3;
  private static final double CURVATURE_WEIGHT = 4;
  private static final double SIZE_WEIGHT = 0.04;
  private static final double LONGEST_STEP = 1;
  private static final int ROUNDS = 8;
  private static final double MOST_RATIO = 30;

  private double from;
  private double to;
  private final double[] coefficient = new double[SIZE];
  private final double[] normal = new double[SmallCholesky.elements(SIZE)];
  private final double[] pull = new double[SIZE];
  private final double[] basis = new double[4];
  private boolean settled;

  /// Whether there is a curve.
  boolean begun() {
    return to > from;
  }

  /// Least wavelength, Å.
  double from() {
    return from;
  }

  /// Greatest wavelength, Å.
  double to() {
    return to;
  }

  /// Begins a flat curve.
  ///
  /// @param from,to least and greatest wavelength, Å
  void begin(double from, double to) {
    this.from = from;
    this.to = to;
    Arrays.fill(coefficient, 0);
    restart();
  }

  /// Forgets what was taken in, but not the curve.
  void restart() {
    Arrays.fill(normal, 0);
    Arrays.fill(pull, 0);
    settled = false;
  }

  /// Begins with what the first stills say if intensities are exponentially distributed about
  /// scale × shell's mean × g: eight rounds of scoring. Does nothing where none is polychromatic.
  ///
  /// @param count how many of the stills to look at
  void begin(List<StillObservations> stills, int count, ReflectionPriors priors) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (StillObservations still : stills.subList(0, count)) {
      for (int i = 0; still.polychromatic && i < still.size; i++) {
        least = Math.min(least, still.wavelength[i]);
        most = Math.max(most, still.wavelength[i]);
      }
    }
    if (!(most > least)) {
      return;
    }
    begin(least, most);
    double[] shellMean = new double[priors.shells()];
    double[] sum = new double[shellMean.length];
    long[] n = new long[shellMean.length];
    Arrays.fill(shellMean, 1);
    for (int round = 0; round < ROUNDS; round++) {
      Arrays.fill(sum, 0);
      Arrays.fill(n, 0);
      for (StillObservations still : stills.subList(0, count)) {
        score(still, priors, shellMean, sum, n);
      }
      learn();
      restart();
      for (int s = 0; s < sum.length; s++) {
        shellMean[s] = n[s] > 0 && sum[s] > 0 ? sum[s] / n[s] : shellMean[s];
      }
    }
  }

  private void score(
      StillObservations still,
      ReflectionPriors priors,
      double[] shellMean,
      double[] sum,
      long[] n) {
    if (!still.polychromatic) {
      return;
    }
    double measured = 0;
    double expected = 0;
    for (int i = 0; i < still.size; i++) {
      int shell = priors.shell(still.slot[i] >> 1);
      measured += still.intensity[i];
      expected += shellMean[shell] * Math.exp(log(still.wavelength[i]));
    }
    double scale = measured / expected;
    if (!(scale > 0)) {
      return;
    }
    for (int i = 0; i < still.size; i++) {
      int shell = priors.shell(still.slot[i] >> 1);
      double bright = scale * Math.exp(log(still.wavelength[i]));
      double ratio = Math.min(still.intensity[i] / (bright * shellMean[shell]), MOST_RATIO);
      add(still.wavelength[i], ratio - 1, 1);
      sum[shell] += still.intensity[i] / bright;
      n[shell]++;
    }
  }

  /// ln g at a wavelength, Å; 0 where there is no curve.
  double log(double wavelength) {
    if (!begun()) {
      return 0;
    }
    double t = place(wavelength);
    int i = Math.min((int) t, INTERVALS - 1);
    double x = t - i;
    double y = 1 - x;
    // Several threads ask at once, so that nothing is put aside.
    return (y * y * y * coefficient[i]
            + ((3 * x - 6) * x * x + 4) * coefficient[i + 1]
            + ((3 * y - 6) * y * y + 4) * coefficient[i + 2]
            + x * x * x * coefficient[i + 3])
        / 6;
  }

  /// Place of a wavelength among the intervals, 0 to their number.
  private double place(double wavelength) {
    return Math.clamp((wavelength - from) / (to - from), 0.0, 1.0) * INTERVALS;
  }

  /// Takes an observation in.
  ///
  /// @param pulled μ(I − μ)/V
  /// @param weight μ²/V
  void add(double wavelength, double pulled, double weight) {
    if (!begun() || !(weight > 0)) {
      return;
    }
    int first = find(wavelength);
    for (int k = 0; k < 4; k++) {
      int row = first + k;
      pull[row] += basis[k] * pulled;
      int at = row * (row + 1) / 2 + first;
      for (int j = 0; j <= k; j++) {
        normal[at + j] += weight * basis[k] * basis[j];
      }
    }
  }

  /// The first of the four splines at a wavelength, whose values are left in `basis`.
  private int find(double wavelength) {
    double t = place(wavelength);
    int interval = Math.min((int) t, INTERVALS - 1);
    double x = t - interval;
    double y = 1 - x;
    basis[0] = y * y * y / 6;
    basis[1] = ((3 * x - 6) * x * x + 4) / 6;
    basis[2] = ((3 * y - 6) * y * y + 4) / 6;
    basis[3] = x * x * x / 6;
    return interval;
  }

  /// Learns from what was taken in since the last time.
  void learn() {
    if (!begun()) {
      return;
    }
    double[] factor = normal.clone();
    for (int i = 0; i < SIZE; i++) {
      factor[i * (i + 3) / 2] += SIZE_WEIGHT;
      pull[i] -= settled ? 0 : SIZE_WEIGHT * coefficient[i];
    }
    double[] second = {1, -2, 1};
    for (int i = 0; i + 2 < SIZE; i++) {
      double bend = coefficient[i] - 2 * coefficient[i + 1] + coefficient[i + 2];
      for (int k = 0; k < 3; k++) {
        pull[i + k] -= settled ? 0 : CURVATURE_WEIGHT * second[k] * bend;
        int at = (i + k) * (i + k + 1) / 2 + i;
        for (int j = 0; j <= k; j++) {
          factor[at + j] += CURVATURE_WEIGHT * second[k] * second[j];
        }
      }
    }
    if (SmallCholesky.factor(factor, SIZE)) {
      SmallCholesky.solve(factor, SIZE, pull);
      double mean = 0;
      for (int i = 0; i < SIZE; i++) {
        coefficient[i] += Math.clamp(pull[i], -LONGEST_STEP, LONGEST_STEP);
        mean += coefficient[i] / SIZE;
      }
      for (int i = 0; i < SIZE; i++) {
        coefficient[i] -= mean;
      }
    }
    Arrays.fill(pull, 0);
    settled = true;
  }

  /// Writes curve and sums.
  void save(StateWriter out) {
    out.put(from);
    out.put(to);
    out.put(coefficient);
    out.put(normal);
    out.put(pull);
    out.put(settled ? 1 : 0);
  }

  /// Takes over what was written.
  void load(StateReader in) {
    from = in.real();
    to = in.real();
    in.fill(coefficient);
    in.fill(normal);
    in.fill(pull);
    settled = in.integer() != 0;
    for (double c : coefficient) {
      if (!Double.isFinite(c) || !Double.isFinite(from) || !Double.isFinite(to)) {
        throw in.damaged("spectrum of " + c + " from " + from + " to " + to + " Å");
      }
    }
  }
}
