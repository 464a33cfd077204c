package org.everyshot.merging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a correlation of half-sets, averaged over shells, will be with twice the images.
///
/// For half-sets with signal S and noise N/n, CC/(1 − CC) = n S/N grows as n. Scales and
/// orientations are found better as data grow, too: in simulated experiments of 800 to 6,400
/// images CC/(1 − CC) grew as n to the power 1.0 to 1.6. The forecast takes 1.3 ± 0.3. Its error
/// bar, a standard deviation, adds what the present value is uncertain by. Errors that all images
/// share, such as a wrong detector geometry, are not in it: they make data grow more slowly.
///
/// @param images stills that the forecast is for
/// @param now mean over shells at present
/// @param expected mean over shells with so many stills
/// @param low,high a standard deviation to either side of `expected`
public record GrowthForecast(long images, double now, double expected, double low, double high) {
  private static final double POWER = 1.3;
  private static final double POWER_ERROR = 0.3;
  private static final double LEAST = 0.02;

  /// The forecast of CC½; null where it is not known or not above 0.02.
  ///
  /// @param images stills merged
  public static @Nullable GrowthForecast ccHalf(long images, List<ShellStatistics> shells) {
    double square = 0;
    for (ShellStatistics shell : shells) {
      double spread = 1 - shell.ccHalf() * shell.ccHalf();
      square += spread * spread / Math.max(shell.observed(), 4);
    }
    double error = Math.sqrt(square) / shells.size();
    return of(images, shells.stream().mapToDouble(ShellStatistics::ccHalf).toArray(), error);
  }

  /// The forecast of CCanom, likewise. Its error is taken from the shells' scatter.
  ///
  /// @param images stills merged
  public static @Nullable GrowthForecast ccAnomalous(long images, List<ShellStatistics> shells) {
    double[] values = shells.stream().mapToDouble(ShellStatistics::ccAnomalous).toArray();
    double mean = mean(values);
    double square = 0;
    for (double value : values) {
      square += (value - mean) * (value - mean);
    }
    double error = Math.sqrt(square / (values.length - 1.0) / values.length);
    return of(images, values, error);
  }

  static @Nullable GrowthForecast of(long images, double[] values, double error) {
    double now = mean(values);
    if (!(now > LEAST && now < 1) || !(error >= 0)) {
      return null;
    }
    double step = Math.log(2);
    double x = Math.log(now / (1 - now)) + POWER * step;
    double deviation = Math.hypot(error / (now * (1 - now)), POWER_ERROR * step);
    return new GrowthForecast(
        2 * images, now, correlation(x), correlation(x - deviation), correlation(x + deviation));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double correlation(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
