package org.everyshot.reconstruction;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// What restarts from noise found, laid upon each other, and where second ones begin.
///
/// Each second restart begins with the mean of one of the first and of that of them which fits
/// best, and so with that one's hand: their average, being nearly as much of one hand as of the
/// other, has none to give. Densities of half the data and of the null get second restarts
/// likewise, each from its own best. Halves of the ensemble are always taken from the first ones,
/// which know nothing of each other.
///
/// Source: to guide a generation by the best of the one before, Chen et al., Phys. Rev. B 76,
/// 064113 (2007).
public final class FirstGeneration {
  private final Reconstruction.Task task;
  private final Restarts restarts;
  private final List<@Nullable Ensemble> ensembles = new ArrayList<>();
  private final List<Restarts.Series> next = new ArrayList<>();

  private FirstGeneration(
      Reconstruction.Task task, Restarts restarts, Team team, PlacementCount placed) {
    this.task = task;
    this.restarts = restarts;
    for (int s = 0; s < restarts.series().size(); s++) {
      Restarts.Series series = restarts.series().get(s);
      List<PhasedDensity> found = restarts.found(s);
      if (found.isEmpty()) {
        ensembles.add(null);
        next.add(new Restarts.Series(series.name(), series.phasing(), 0, series.seed()));
      } else {
        var ensemble = new Ensemble(found, task.settings().qMax(), team, placed);
        ensembles.add(ensemble);
        List<PhasedDensity> starts = ensemble.mixedWith(ensemble.best().density());
        next.add(Restarts.Series.from(series.name(), series.phasing(), starts));
      }
    }
  }

  /// Lays upon each other what the first restarts found; at least one of the density must be there.
  public static FirstGeneration of(Reconstruction.Task task, Restarts restarts, Team team) {
    return of(task, restarts, team, new PlacementCount());
  }

  /// The same.
  ///
  /// @param placed told of each placement; those of all restarts are [Restarts#count()]
  public static FirstGeneration of(
      Reconstruction.Task task, Restarts restarts, Team team, PlacementCount placed) {
    return new FirstGeneration(task, restarts, team, placed);
  }

  /// The second restarts, to be run.
  public Restarts next() {
    return new Restarts(next);
  }

  Reconstruction.Task task() {
    return task;
  }

  /// Whether the user stopped the first restarts.
  boolean stopped() {
    return restarts.stopped();
  }

  /// Number of restarts of each series.
  int[] counts() {
    int[] counts = new int[ensembles.size()];
    for (int s = 0; s < counts.length; s++) {
      counts[s] = restarts.found(s).size();
    }
    return counts;
  }

  /// The first restarts of a series, laid upon each other; null where there are none.
  @Nullable Ensemble ensemble(int series) {
    return ensembles.get(series);
  }

  /// A series' densities: that of the second restart where it came to its end, else the first.
  List<PhasedDensity> latest(int series, Restarts second) {
    List<PhasedDensity> all = new ArrayList<>();
    List<PhasedDensity> found = restarts.found(series);
    for (int i = 0; i < found.size(); i++) {
      PhasedDensity better = second.ended(series, i);
      all.add(better == null ? found.get(i) : better);
    }
    return all;
  }
}
