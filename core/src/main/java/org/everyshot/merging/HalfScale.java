package org.everyshot.merging;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.ResolutionShells;
import org.everyshot.crystal.UniqueReflections;

/// What brings the second half-set's intensities onto the first one's scale: k exp(−B/2d²), fitted
/// to the logarithm of the ratio of their mean intensities in shells.
///
/// @param k scale
/// @param b relative B factor, Å²
record HalfScale(double k, double b) {
  double factor(double inverseSquareSpacing) {
    return k * Math.exp(-0.5 * b * inverseSquareSpacing);
  }

  static HalfScale of(MergedReflections merged, ResolutionShells shells, int count) {
    UniqueReflections unique = merged.unique();
    double[] first = new double[count];
    double[] second = new double[count];
    double[] at = new double[count];
    int[] n = new int[count];
    for (int row = 0; row < unique.count(); row++) {
      double x = unique.inverseSquareSpacing(row);
      int shell = shells.shell(x);
      for (int slot = 2 * row; shell >= 0 && slot < 2 * row + 2; slot++) {
        double i1 = merged.halfIntensity(0)[slot];
        double i2 = merged.halfIntensity(1)[slot];
        if (Double.isFinite(i1) && Double.isFinite(i2)) {
          first[shell] += i1;
          second[shell] += i2;
          at[shell] += x;
          n[shell]++;
        }
      }
    }
    List<double[]> points = new ArrayList<>();
    for (int shell = 0; shell < count; shell++) {
      if (n[shell] >= 10 && first[shell] > 0 && second[shell] > 0) {
        double ratio = Math.log(first[shell] / second[shell]);
        points.add(new double[] {at[shell] / n[shell], ratio, n[shell]});
      }
    }
    Line line = Line.through(points);
    return line == null
        ? new HalfScale(1, 0)
        : new HalfScale(Math.exp(line.intercept()), -2 * line.slope());
  }
}
