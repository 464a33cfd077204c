package org.everyshot.merging;

/// Correlation coefficient of pairs, taken in one by one: shifted by the first pair, so that
/// nothing cancels.
final class Pearson {
  private long n;
  private double x0;
  private double y0;
  private double x;
  private double y;
  private double xx;
  private double yy;
  private double xy;

  void add(double a, double b) {
    if (n++ == 0) {
      x0 = a;
      y0 = b;
    }
    double p = a - x0;
    double q = b - y0;
    x += p;
    y += q;
    xx += p * p;
    yy += q * q;
    xy += p * q;
  }

  /// Number of pairs.
  long count() {
    return n;
  }

  /// The coefficient; NaN for fewer than three pairs or where one side does not vary.
  double value() {
    double vx = n * xx - x * x;
    double vy = n * yy - y * y;
    return n < 3 || !(vx > 0) || !(vy > 0) ? Double.NaN : (n * xy - x * y) / Math.sqrt(vx * vy);
  }
}
