package org.everyshot.picture;

import java.util.Arrays;

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
        int j = Math.floorMod(k - azimuths / 2, azimuths);
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

  /// Correlation coefficient over Δφ of the angular parts of two half-sets, for each ring.
  ///
  /// @param one `[ring][azimuth]`, the diagonal C2(q, q, Δφ) of one half-set
  /// @param two of the other
  static double[] agreement(double[] one, double[] two, int rings, int azimuths) {
    double[] coefficient = new double[rings];
    for (int r = 0; r < rings; r++) {
      coefficient[r] =
          coefficient(
              Arrays.copyOfRange(one, r * azimuths + 1, (r + 1) * azimuths),
              Arrays.copyOfRange(two, r * azimuths + 1, (r + 1) * azimuths));
    }
    return coefficient;
  }

  /// Pearson's correlation coefficient over the places where both are finite; NaN below three.
  static double coefficient(double[] a, double[] b) {
    int n = 0;
    double meanA = 0;
    double meanB = 0;
    for (int i = 0; i < a.length; i++) {
      if (Double.isFinite(a[i]) && Double.isFinite(b[i])) {
        n++;
        meanA += a[i];
        meanB += b[i];
      }
    }
    if (n < 3) {
      return Double.NaN;
    }
    meanA /= n;
    meanB /= n;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      if (Double.isFinite(a[i]) && Double.isFinite(b[i])) {
        ab += (a[i] - meanA) * (b[i] - meanB);
        aa += (a[i] - meanA) * (a[i] - meanA);
        bb += (b[i] - meanB) * (b[i] - meanB);
      }
    }
    double scale = Math.sqrt(aa) * Math.sqrt(bb);
    return scale > 0 ? ab / scale : Double.NaN;
  }

  private static double mean(double[] correlation, int from, int azimuths) {
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
