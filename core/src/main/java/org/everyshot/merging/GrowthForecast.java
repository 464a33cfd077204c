package org.everyshot.merging;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a correlation of half-sets will be with twice the images.
///
/// For half-sets with signal S and noise N/n, CC/(1 − CC) = n S/N grows as n; correlated errors
/// make it grow more slowly. So x = ln(CC/(1 − CC)) is followed against ln n over the last
/// factor of four in images of the first pass, its slope by least squares, and the present value
/// moved by slope · ln 2. The error bar holds what such forecasts were wrong by so far: each
/// moment at which a forecast could have been made is taken back, its forecast compared with
/// what came, and the root mean square of the last five differences added to the standard error
/// of the correlation itself.
///
/// @param images stills that the forecast is for
/// @param now the correlation at present
/// @param expected the correlation with so many stills
/// @param low,high a standard deviation to either side of `expected`
public record GrowthForecast(long images, double now, double expected, double low, double high) {
  private static final int LEAST_POINTS = 4;
  private static final int TESTS = 5;

  private record Point(double logImages, double x) {}

  /// The forecast of a figure of the history's moments, such as `ccHalf`; null where the history
  /// is too short for it, or the figure not above 0.
  ///
  /// @param history moments of a merging, in any number of passes
  /// @param now the figure at present, over `pairs` pairs
  public static @Nullable GrowthForecast of(
      List<Moment> history, String figure, double now, int pairs) {
    List<Point> points = new ArrayList<>();
    for (Moment moment : history) {
      double cc = moment.values().getOrDefault(figure, Double.NaN);
      if (moment.pass() == 1 && cc > 0.02 && cc < 1) {
        points.add(new Point(Math.log((double) moment.images()), Math.log(cc / (1 - cc))));
      }
    }
    if (!(now > 0.02 && now < 1) || points.size() < LEAST_POINTS) {
      return null;
    }
    double slope = slope(points, points.size());
    double error = tested(points);
    if (Double.isNaN(slope) || Double.isNaN(error)) {
      return null;
    }
    double own = (1 - now * now) / Math.sqrt(Math.max(pairs, 4)) / (now * (1 - now));
    double deviation = Math.sqrt(error * error + own * own);
    double x = Math.log(now / (1 - now)) + slope * Math.log(2);
    long images = 2 * Math.round(Math.exp(points.getLast().logImages()));
    return new GrowthForecast(
        images, now, correlation(x), correlation(x - deviation), correlation(x + deviation));
  }

  private static double correlation(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// Slope through the points before `end`, over the last factor of four; NaN for too few.
  private static double slope(List<Point> points, int end) {
    double from = points.get(end - 1).logImages() - Math.log(4) - 1e-9;
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (Point point : points.subList(0, end)) {
      if (point.logImages() >= from) {
        n++;
        sx += point.logImages();
        sy += point.x();
        sxx += point.logImages() * point.logImages();
        sxy += point.logImages() * point.x();
      }
    }
    return n < LEAST_POINTS ? Double.NaN : (n * sxy - sx * sy) / (n * sxx - sx * sx);
  }

  /// Root mean square of what the last forecasts were wrong by; NaN where there was none.
  private static double tested(List<Point> points) {
    double square = 0;
    int tests = 0;
    for (int made = points.size() - 1; made >= LEAST_POINTS && tests < TESTS; made--) {
      Point then = points.get(made - 1);
      double target = then.logImages() + Math.log(2);
      double slope = slope(points, made);
      double came = at(points, target);
      if (!Double.isNaN(slope) && !Double.isNaN(came)) {
        double miss = then.x() + slope * Math.log(2) - came;
        square += miss * miss;
        tests++;
      }
    }
    return tests == 0 ? Double.NaN : Math.sqrt(square / tests);
  }

  /// The figure at ln n, between two points; NaN beyond the last.
  private static double at(List<Point> points, double logImages) {
    for (int i = 1; i < points.size(); i++) {
      Point left = points.get(i - 1);
      Point right = points.get(i);
      if (logImages >= left.logImages() && logImages <= right.logImages()) {
        double part = (logImages - left.logImages()) / (right.logImages() - left.logImages());
        return left.x() + part * (right.x() - left.x());
      }
    }
    return Double.NaN;
  }
}
