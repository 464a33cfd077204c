package org.everyshot.merging;

import org.everyshot.crystal.UniqueReflections;

/// How merged amplitudes agree with true ones, after they are put on the truth's radial scale shell
/// by shell.
final class Agreement {
  /// Mean over shells of the correlation of amplitudes with the truth.
  double shellCorrelation;

  /// Correlation of F⁺ − F⁻ with the truth, over acentric pairs.
  double anomalousCorrelation;

  /// Share of true amplitudes within ±1.96 σ.
  double coverage;

  /// Root mean square of (F − truth)/σ.
  double zRms;

  /// Share of slots that were seen.
  double completeness;

  /// Coverage of centric reflections alone.
  double centricCoverage;

  static Agreement of(MergedReflections merged, double[] truth, int shells) {
    var out = new Agreement();
    UniqueReflections unique = merged.unique();
    int rows = unique.count();
    double last = 1 / (unique.dMin() * unique.dMin());
    int[] shell = new int[rows];
    double[] ff = new double[shells];
    double[] ft = new double[shells];
    for (int row = 0; row < rows; row++) {
      double part = Math.pow(unique.inverseSquareSpacing(row) / last, 1.5);
      shell[row] = Math.min(shells - 1, (int) (shells * part));
      for (int slot = 2 * row; slot < 2 * row + 2; slot++) {
        double f = merged.amplitude()[slot];
        if (!Double.isNaN(f)) {
          ff[shell[row]] += f * f;
          ft[shell[row]] += f * truth[slot];
        }
      }
    }
    double[][] sums = new double[shells + 1][6];
    int inside = 0;
    int n = 0;
    int centricInside = 0;
    int centrics = 0;
    double z2 = 0;
    int slots = 0;
    for (int row = 0; row < rows; row++) {
      slots += unique.centric(row) ? 1 : 2;
      double scale = ft[shell[row]] / ff[shell[row]];
      double plus = scale * merged.amplitude()[2 * row];
      double minus = scale * merged.amplitude()[2 * row + 1];
      for (int slot = 2 * row; slot < 2 * row + 2; slot++) {
        double f = scale * merged.amplitude()[slot];
        if (!Double.isNaN(f)) {
          add(sums[shell[row]], f, truth[slot]);
          double z = (f - truth[slot]) / (scale * merged.sigmaAmplitude()[slot]);
          n++;
          z2 += z * z;
          inside += Math.abs(z) < 1.96 ? 1 : 0;
          if (unique.centric(row)) {
            centrics++;
            centricInside += Math.abs(z) < 1.96 ? 1 : 0;
          }
        }
      }
      if (!unique.centric(row) && !Double.isNaN(plus) && !Double.isNaN(minus)) {
        add(sums[shells], plus - minus, truth[2 * row] - truth[2 * row + 1]);
      }
    }
    for (int s = 0; s < shells; s++) {
      out.shellCorrelation += pearson(sums[s]) / shells;
    }
    out.anomalousCorrelation = pearson(sums[shells]);
    out.coverage = (double) inside / n;
    out.centricCoverage = (double) centricInside / centrics;
    out.zRms = Math.sqrt(z2 / n);
    out.completeness = (double) n / slots;
    return out;
  }

  private static void add(double[] sums, double x, double y) {
    sums[0]++;
    sums[1] += x;
    sums[2] += y;
    sums[3] += x * x;
    sums[4] += y * y;
    sums[5] += x * y;
  }

  private static double pearson(double[] s) {
    double n = s[0];
    double vx = s[3] - s[1] * s[1] / n;
    double vy = s[4] - s[2] * s[2] / n;
    return (s[5] - s[1] * s[2] / n) / Math.sqrt(vx * vy);
  }

  /// Correlation of the two half-sets' intensities, mean over shells.
  static double halves(MergedReflections merged, int shells) {
    UniqueReflections unique = merged.unique();
    double last = 1 / (unique.dMin() * unique.dMin());
    double[][] sums = new double[shells][6];
    for (int row = 0; row < unique.count(); row++) {
      double part = Math.pow(unique.inverseSquareSpacing(row) / last, 1.5);
      double[] shell = sums[Math.min(shells - 1, (int) (shells * part))];
      for (int slot = 2 * row; slot < 2 * row + 2; slot++) {
        double x = merged.halfIntensity(0)[slot];
        double y = merged.halfIntensity(1)[slot];
        if (!Double.isNaN(x) && !Double.isNaN(y)) {
          add(shell, x, y);
        }
      }
    }
    double mean = 0;
    for (double[] shell : sums) {
      mean += pearson(shell) / shells;
    }
    return mean;
  }

  @Override
  public String toString() {
    return String.format(
        "CC %.4f CCanom %.3f coverage %.4f (centric %.4f) z %.3f complete %.4f",
        shellCorrelation, anomalousCorrelation, coverage, centricCoverage, zRms, completeness);
  }
}
