package org.everyshot.merging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A straight line.
record Line(double intercept, double slope) {
  /// Weighted least squares.
  ///
  /// @param points (x, y, weight) each
  /// @return null where fewer than two different x are there
  static @Nullable Line through(List<double[]> points) {
    double w = 0;
    double x = 0;
    double y = 0;
    for (double[] point : points) {
      w += point[2];
      x += point[2] * point[0];
      y += point[2] * point[1];
    }
    double meanX = x / w;
    double meanY = y / w;
    double xx = 0;
    double xy = 0;
    for (double[] point : points) {
      double dx = point[0] - meanX;
      xx += point[2] * dx * dx;
      xy += point[2] * dx * (point[1] - meanY);
    }
    if (!(xx > 0)) {
      return null;
    }
    double slope = xy / xx;
    return new Line(meanY - slope * meanX, slope);
  }
}
