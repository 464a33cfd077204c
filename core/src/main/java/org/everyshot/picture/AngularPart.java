package org.everyshot.picture;

/// What a correlation says beyond the mean intensity: its variation with Δφ, relative to I².
///
/// Δφ = 0 is left out of every mean and limit: it holds the photons' correlation with themselves.
final class AngularPart {
  private AngularPart() {}

  /// (C2 − baseline) / (⟨I(q)⟩⟨I(q′)⟩), Δφ from −180° to 180°.
  ///
  /// Shape `[ring][azimuths + 1]`: the last column repeats the first, half a bin at each end.
  ///
  /// @param correlation `[ring][azimuth]`, Δφ = 2π j / azimuths
  /// @param here ⟨I⟩ at the ring's own q
  /// @param there ⟨I⟩ at q′, one for each ring
  static double[] of(
      double[] correlation,
      int azimuths,
      double[] here,
      double[] there,
      CorrelationMap.Baseline baseline) {
    int rings = here.length;
    if (correlation.length != rings * azimuths || there.length != rings) {
      throw new IllegalArgumentException(
          correlation.length + " values for " + rings + " rings × " + azimuths + " azimuths");
    }
    int columns = azimuths + 1;
    double[] part = new double[rings * columns];
    for (int r = 0; r < rings; r++) {
      double scale = here[r] * there[r];
      double level =
          baseline == CorrelationMap.Baseline.MEAN_INTENSITY
              ? scale
              : mean(correlation, r * azimuths, azimuths);
      for (int k = 0; k < columns; k++) {
        int turned = k - azimuths / 2;
        int j = turned < 0 ? turned + azimuths : turned == azimuths ? 0 : turned;
        double value = (correlation[r * azimuths + j] - level) / scale;
        part[r * columns + k] = scale > 0 && Double.isFinite(value) ? value : Double.NaN;
      }
    }
    return part;
  }

  /// Borders of the columns of [#of], degrees.
  static double[] edges(int azimuths) {
    double[] edges = new double[azimuths + 2];
    double step = 360.0 / azimuths;
    for (int k = 0; k < edges.length; k++) {
      edges[k] = (k - azimuths / 2 - 0.5) * step;
    }
    return edges;
  }

  /// The values of [#of] without Δφ = 0, for colour limits.
  static double[] withoutZero(double[] part, int azimuths) {
    double[] kept = part.clone();
    for (int i = azimuths / 2; i < part.length; i += azimuths + 1) {
      kept[i] = Double.NaN;
    }
    return kept;
  }

  /// Mean over Δφ ≠ 0 of a row; NaN without any.
  static double mean(double[] correlation, int from, int azimuths) {
    double sum = 0;
    int n = 0;
    for (int j = from + 1; j < from + azimuths; j++) {
      if (Double.isFinite(correlation[j])) {
        sum += correlation[j];
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }
}
