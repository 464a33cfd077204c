package org.everyshot.picture;

import java.util.Arrays;

/// The angular correlation as a map: q upwards, Δφ across, white where there is none.
public final class CorrelationMap {
  private CorrelationMap() {}

  /// What is taken as the level of no correlation.
  public enum Baseline {
    /// The product of the mean intensities, ⟨I(q)⟩⟨I(q′)⟩.
    MEAN_INTENSITY,
    /// The mean over Δφ; free of fluctuations of the beam and of the number of particles.
    MEAN_OVER_ANGLE;

    /// The product of the mean intensities, unless the correlation's mean over Δφ lies farther from
    /// it than the angles vary, in most rings: then the map would show little but that distance.
    static Baseline fitting(double[] diagonal, int azimuths, double[] mean) {
      int far = 0;
      int near = 0;
      for (int r = 0; r < mean.length; r++) {
        double level = AngularPart.mean(diagonal, r * azimuths, azimuths);
        double spread = 0;
        for (int j = 1; j < azimuths; j++) {
          double away = diagonal[r * azimuths + j] - level;
          spread += Double.isFinite(away) ? away * away / (azimuths - 1) : 0;
        }
        if (Math.abs(level - mean[r] * mean[r]) > Math.sqrt(spread)) {
          far++;
        } else {
          near++;
        }
      }
      return far > near ? MEAN_OVER_ANGLE : MEAN_INTENSITY;
    }
  }

  /// C2(q, q, Δφ).
  ///
  /// @param q centres of the rings, Å⁻¹
  /// @param diagonal `[ring][azimuth]`, Δφ = 2π j / azimuths; NaN is missing
  /// @param mean mean intensity of each ring
  public static Picture diagonal(
      double[] q, int azimuths, double[] diagonal, double[] mean, Baseline baseline, long shots) {
    return map(
        "Angular correlation C_{2}(q, q, Δφ)",
        Figure.shots(shots) + "; the self-term at Δφ = 0 is kept out of the colour limits",
        q,
        azimuths,
        AngularPart.of(diagonal, azimuths, mean, mean, baseline),
        label(baseline, "⟨I⟩²"));
  }

  /// C2(q, q′, Δφ) for one q′.
  ///
  /// @param chosen the ring of q′
  /// @param correlation `[ring][azimuth]`, C2(q, q′, Δφ) for every q
  public static Picture slice(
      double[] q,
      int chosen,
      int azimuths,
      double[] correlation,
      double[] mean,
      Baseline baseline,
      long shots) {
    double[] there = new double[q.length];
    Arrays.fill(there, mean[chosen]);
    return map(
        "Angular correlation C_{2}(q, q′, Δφ) at q′ = " + Figure.number(q[chosen], 3) + " Å⁻¹",
        Figure.shots(shots),
        q,
        azimuths,
        AngularPart.of(correlation, azimuths, mean, there, baseline),
        label(baseline, "⟨I⟩⟨I′⟩"));
  }

  private static String label(Baseline baseline, String square) {
    String level = baseline == Baseline.MEAN_INTENSITY ? square : "⟨C₂⟩_{Δφ}";
    return "(C₂ − " + level + ") / " + square;
  }

  private static Picture map(
      String title, String note, double[] q, int azimuths, double[] part, String label) {
    double[] rows = HeatMap.edges(q);
    var colours =
        new ColourBar(
            ColourMap.DIVERGING,
            Limits.symmetric(AngularPart.withoutZero(part, azimuths), 99),
            label);
    return new HeatMap(
        title,
        note,
        new Axis(Figure.DELTA_PHI, LinearScale.degrees(-180, 180)),
        new Axis(Figure.Q, LinearScale.of(rows[0], rows[rows.length - 1])),
        AngularPart.edges(azimuths),
        rows,
        part,
        colours,
        "missing");
  }
}
