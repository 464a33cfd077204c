package org.everyshot.merging;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.ResolutionShells;
import org.everyshot.crystal.UniqueReflections;

/// Figures of merit of merged reflections, overall and in shells of equal reciprocal volume.
///
/// Sources: CC½ and CC* of Karplus & Diederichs, Science 336, 1030 (2012); Rsplit of White et al.,
/// J. Appl. Cryst. 45, 335 (2012); CRDano of Evans, Acta Cryst. D62, 72 (2006).
///
/// @param overall figures of all reflections
/// @param shells figures of each shell, the lowest resolution first
/// @param wilson the Wilson plot
public record MergingStatistics(
    ShellStatistics overall, List<ShellStatistics> shells, WilsonPlot wilson) {
  /// Shells unless told otherwise.
  public static final int SHELLS = 10;

  public MergingStatistics {
    shells = List.copyOf(shells);
  }

  /// The figures in ten shells.
  public static MergingStatistics of(MergedReflections merged) {
    return of(merged, SHELLS);
  }

  /// The figures in so many shells.
  public static MergingStatistics of(MergedReflections merged, int count) {
    UniqueReflections unique = merged.unique();
    double dMax = WilsonPlot.largestSpacing(unique);
    var shells = ResolutionShells.ofEqualVolume(dMax, unique.dMin(), count);
    HalfScale scale = HalfScale.of(merged, shells, count);
    var overall = new ShellTally(merged, scale);
    List<ShellTally> tallies = new ArrayList<>();
    for (int shell = 0; shell < count; shell++) {
      tallies.add(new ShellTally(merged, scale));
    }
    for (int row = 0; row < unique.count(); row++) {
      int shell = shells.shell(unique.inverseSquareSpacing(row));
      overall.add(row);
      if (shell >= 0) {
        tallies.get(shell).add(row);
      }
    }
    List<ShellStatistics> figures = new ArrayList<>();
    for (int shell = 0; shell < count; shell++) {
      figures.add(tallies.get(shell).statistics(shells.dMax(shell), shells.dMin(shell)));
    }
    return new MergingStatistics(
        overall.statistics(dMax, unique.dMin()), figures, WilsonPlot.of(merged));
  }
}
