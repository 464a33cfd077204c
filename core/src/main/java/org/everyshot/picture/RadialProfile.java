package org.everyshot.picture;

/// Mean intensity against q, logarithmic upwards, with its band of error.
public final class RadialProfile {
  /// Fewer rings than this are drawn as points with error bars.
  private static final int FEW = 8;

  private RadialProfile() {}

  /// @param q centres of the rings, Å⁻¹
  /// @param mean mean intensity of each ring; NaN is missing
  /// @param sigma one standard deviation of the mean; NaN where unknown
  /// @param unit of the intensity, such as `photons`
  public static Picture of(double[] q, double[] mean, double[] sigma, long shots, String unit) {
    double[] low = new double[q.length];
    double[] high = new double[q.length];
    boolean known = false;
    for (int i = 0; i < q.length; i++) {
      low[i] = mean[i] - sigma[i];
      high[i] = mean[i] + sigma[i];
      known |= Double.isFinite(sigma[i]);
    }
    var chart =
        new Chart(
                "Mean intensity I(q)",
                Figure.shots(shots) + ", " + q.length + (q.length == 1 ? " ring" : " rings"),
                Figure.Q,
                "I(q) (" + unit + ")")
            .logY()
            .across(Figure.over(q));
    if (known && q.length < FEW) {
      chart.errorBars("± σ of the mean", q, low, high, Ink.BLUE);
      return chart.points("I(q)", q, mean, Ink.BLUE);
    }
    if (known) {
      chart.band("± σ of the mean", q, low, high, Ink.BLUE);
    }
    return chart.curve("I(q)", q, mean, Ink.BLUE);
  }
}
