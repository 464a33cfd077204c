package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.merging.PhysicalSettings.Part;

/// Normal priors of the seven parameters of a still, whose widths are learned from the stills.
///
/// The means of ln G, B, the misorientation and c stay 0: they fix what the data cannot, the
/// common scale and temperature factor. Those of ln w₀ and ln η follow the medians. The variance
/// is that of the parameters over the last 1,500 stills, by the median of squared deviations,
/// plus the mean of their posterior variances.
final class StillPriors {
  private static final int N = FittedStill.PARAMETERS;
  private static final int REMEMBERED = 1500;

  /// Median of a squared standard normal variate.
  private static final double MEDIAN_SQUARE = 0.455;

  private static final double[] LEAST = {0.3, 2, 2e-5, 2e-5, 0.1, 0.1, 5e-6};
  private static final double[] MOST = {1.5, 20, 1e-3, 1e-3, 1, 1.2, 1e-3};

  /// Prior means: 1, Å², rad, rad, ln Å⁻¹, ln rad, Å.
  final double[] mean = {0, 0, 0, 0, Math.log(7e-5), Math.log(1.2e-4), 0};

  /// Prior standard deviations.
  final double[] deviation = {1, 8, 3e-4, 3e-4, 0.5, 0.7, 2e-4};

  /// Prior deviations, of those above, that hold a parameter where it is.
  private static final double HELD = 1e-9;

  private final boolean[] held = new boolean[N];
  private final float[] parameters = new float[REMEMBERED * N];
  private final float[] variances = new float[REMEMBERED * N];
  private long stills;

  /// Holds the parameters that the settings do without where their priors have them now.
  void leaveOut(PhysicalSettings settings) {
    if (!settings.has(Part.MISORIENTATION)) {
      hold(2, 3);
    }
    if (!settings.has(Part.WIDTHS)) {
      hold(4, 5);
    }
    if (!settings.has(Part.CELL)) {
      hold(6);
    }
  }

  private void hold(int... parameters) {
    for (int p : parameters) {
      held[p] = true;
      deviation[p] = HELD * MOST[p];
    }
  }

  /// Remembers a still.
  void add(FittedStill still) {
    int at = (int) (stills++ % REMEMBERED) * N;
    for (int p = 0; p < N; p++) {
      parameters[at + p] = (float) still.parameters[p];
      variances[at + p] = (float) still.parameterVariance[p];
    }
  }

  /// Takes `a` off every ln G remembered, and `b` off every B.
  void regauge(double a, double b) {
    for (int still = 0; still < REMEMBERED; still++) {
      parameters[still * N] -= (float) a;
      parameters[still * N + 1] -= (float) b;
    }
  }

  /// Sets means and widths from the stills remembered.
  void learn() {
    int n = (int) Math.min(stills, REMEMBERED);
    if (n < 50) {
      return;
    }
    float[] sorted = new float[n];
    for (int p = 0; p < N; p++) {
      if (held[p]) {
        continue;
      }
      double variance = 0;
      for (int i = 0; i < n; i++) {
        sorted[i] = parameters[i * N + p];
        variance += variances[i * N + p];
      }
      Arrays.sort(sorted);
      float median = sorted[n / 2];
      for (int i = 0; i < n; i++) {
        float d = parameters[i * N + p] - median;
        sorted[i] = d * d;
      }
      Arrays.sort(sorted);
      double total = sorted[n / 2] / MEDIAN_SQUARE + variance / n;
      deviation[p] = Math.clamp(Math.sqrt(total), LEAST[p], MOST[p]);
      if (p == 4 || p == 5) {
        mean[p] = median;
      }
    }
  }

  /// Writes what has been learned.
  void save(StateWriter out) {
    out.put(mean);
    out.put(deviation);
    out.put(parameters, parameters.length);
    out.put(variances, variances.length);
    out.put(stills);
  }

  /// Takes over what was written.
  void load(StateReader in) {
    in.fill(mean);
    in.fill(deviation);
    for (int p = 0; p < N; p++) {
      deviation[p] = held[p] ? HELD * MOST[p] : deviation[p];
    }
    in.fill(parameters);
    in.fill(variances);
    stills = in.number();
    for (double sd : deviation) {
      if (!(sd > 0) || stills < 0) {
        throw in.damaged("a prior's width of " + sd);
      }
    }
  }
}
