package org.everyshot.merging;

import org.everyshot.crystal.UniqueReflections;

/// Gathers the figures of one shell.
final class ShellTally {
  private final MergedReflections merged;
  private final HalfScale halfScale;
  private final Pearson halves = new Pearson();
  private final Pearson differences = new Pearson();
  private int possible;
  private int observed;
  private int acentric;
  private int paired;
  private int values;
  private long measurements;
  private double intensities;
  private double ratios;
  private double disagreement;
  private double agreement;
  private double along;
  private double across;
  private int compared;
  private int near;

  ShellTally(MergedReflections merged, HalfScale halfScale) {
    this.merged = merged;
    this.halfScale = halfScale;
  }

  /// Takes a unique reflection in.
  void add(int row) {
    UniqueReflections unique = merged.unique();
    double scale = halfScale.factor(unique.inverseSquareSpacing(row));
    boolean plus = slot(2 * row, unique.epsilon(row), scale);
    boolean minus = slot(2 * row + 1, unique.epsilon(row), scale);
    possible++;
    observed += plus || minus ? 1 : 0;
    if (!unique.centric(row) && merged.anomalous()) {
      acentric++;
      paired += plus && minus ? 1 : 0;
      double first = difference(0, row);
      double second = scale * difference(1, row);
      if (Double.isFinite(first) && Double.isFinite(second)) {
        differences.add(first, second);
        along += (first + second) * (first + second);
        across += (first - second) * (first - second);
      }
    }
  }

  private double difference(int half, int row) {
    float[] intensity = merged.halfIntensity(half);
    return (double) intensity[2 * row] - intensity[2 * row + 1];
  }

  /// Whether the slot holds an intensity.
  private boolean slot(int slot, int epsilon, double scale) {
    double intensity = merged.intensity()[slot];
    boolean there = Double.isFinite(intensity);
    if (there) {
      values++;
      measurements += merged.count()[slot];
      intensities += intensity / epsilon;
      ratios += intensity / merged.sigmaIntensity()[slot];
    }
    double first = merged.halfIntensity(0)[slot];
    double second = scale * merged.halfIntensity(1)[slot];
    if (Double.isFinite(first) && Double.isFinite(second)) {
      halves.add(first, second);
      disagreement += Math.abs(first - second);
      agreement += first + second;
      double s1 = merged.halfSigma(0)[slot];
      double s2 = scale * merged.halfSigma(1)[slot];
      if (Double.isFinite(s1) && Double.isFinite(s2)) {
        compared++;
        near += (first - second) * (first - second) < s1 * s1 + s2 * s2 ? 1 : 0;
      }
    }
    return there;
  }

  ShellStatistics statistics(double dMax, double dMin) {
    double cc = halves.value();
    return new ShellStatistics(
        dMax,
        dMin,
        possible,
        observed,
        measurements,
        ratio(observed, possible),
        ratio(paired, acentric),
        ratio((double) measurements, values),
        ratio(intensities, values),
        ratio(ratios, values),
        cc,
        star(cc),
        agreement > 0 ? Math.sqrt(2) * disagreement / agreement : Double.NaN,
        differences.value(),
        across > 0 ? Math.sqrt(along / across) : Double.NaN,
        ratio(near, compared));
  }

  /// CC* of a CC½; NaN where that is negative.
  static double star(double ccHalf) {
    return Math.sqrt(2 * ccHalf / (1 + ccHalf));
  }

  private static double ratio(double part, double whole) {
    return whole > 0 ? part / whole : Double.NaN;
  }
}
