package org.everyshot.merging;

import org.everyshot.crystal.ResolutionShells;
import org.everyshot.crystal.UniqueReflections;

/// The few of the [MergingStatistics] that a merging is watched by while it runs.
///
/// @param overall figures of all reflections
/// @param outermost figures of the shell of the highest resolution
record Glance(ShellStatistics overall, ShellStatistics outermost) {
  /// Takes a look at merged reflections.
  static Glance at(MergedReflections merged) {
    UniqueReflections unique = merged.unique();
    int shells = MergingStatistics.SHELLS;
    double dMax = WilsonPlot.largestSpacing(unique);
    var resolution = ResolutionShells.ofEqualVolume(dMax, unique.dMin(), shells);
    HalfScale scale = HalfScale.of(merged, resolution, shells);
    var overall = new ShellTally(merged, scale);
    var outermost = new ShellTally(merged, scale);
    for (int row = 0; row < unique.count(); row++) {
      overall.add(row);
      if (resolution.shell(unique.inverseSquareSpacing(row)) == shells - 1) {
        outermost.add(row);
      }
    }
    return new Glance(
        overall.statistics(dMax, unique.dMin()),
        outermost.statistics(resolution.dMax(shells - 1), resolution.dMin(shells - 1)));
  }
}
