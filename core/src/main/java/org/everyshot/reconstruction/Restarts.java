package org.everyshot.reconstruction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// Many restarts of several phasings, spread over a team; each is one thread's work.
///
/// What a restart finds depends on its phasing and seed alone. The last ones are left out where
/// the user stops them; those under way then hand over what they have.
public final class Restarts {
  /// Restarts of one phasing.
  ///
  /// @param seed of the first; the others have the numbers after it
  /// @param starts densities from which they go on; empty where they begin with noise
  public record Series(
      String name, Phasing phasing, int count, long seed, List<PhasedDensity> starts) {
    public Series {
      starts = List.copyOf(starts);
    }

    public Series(String name, Phasing phasing, int count, long seed) {
      this(name, phasing, count, seed, List.of());
    }

    static Series from(String name, Phasing phasing, List<PhasedDensity> starts) {
      return new Series(name, phasing, starts.size(), starts.getFirst().seed(), starts);
    }

    private PhasedDensity run(int number, BooleanSupplier stop) {
      return starts.isEmpty()
          ? phasing.run(seed + number, stop)
          : phasing.goOn(starts.get(number), stop);
    }
  }

  private record Task(int series, int number) {}

  private final List<Series> series;
  private final List<Task> tasks = new ArrayList<>();
  private final @Nullable PhasedDensity[][] found;
  private final boolean[][] whole;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();
  private volatile double leastMisfit = Double.NaN;

  public Restarts(List<Series> series) {
    this.series = List.copyOf(series);
    this.found = new PhasedDensity[series.size()][];
    this.whole = new boolean[series.size()][];
    for (int s = 0; s < series.size(); s++) {
      found[s] = new PhasedDensity[series.get(s).count()];
      whole[s] = new boolean[series.get(s).count()];
      for (int i = 0; i < series.get(s).count(); i++) {
        tasks.add(new Task(s, i));
      }
    }
  }

  List<Series> series() {
    return series;
  }

  /// Number of restarts of all series.
  public int count() {
    return tasks.size();
  }

  /// Number of restarts that have ended.
  public int done() {
    return done.get();
  }

  /// Least misfit so far of the first series; NaN before its first restart has ended.
  public double leastMisfit() {
    return leastMisfit;
  }

  /// Begins no further restart, and ends those under way. From any thread.
  public void stop() {
    stop.set(true);
  }

  /// Whether [#stop()] was called.
  public boolean stopped() {
    return stop.get();
  }

  /// Does them all, one series after the other.
  public void run(Team team) {
    team.forEach(
        tasks.size(),
        (t, member) -> {
          if (stop.get()) {
            return;
          }
          Task task = tasks.get(t);
          Series of = series.get(task.series);
          PhasedDensity one = of.run(task.number, stop::get);
          keep(task, one, !stop.get());
        });
  }

  private synchronized void keep(Task task, PhasedDensity one, boolean complete) {
    found[task.series][task.number] = one;
    whole[task.series][task.number] = complete;
    if (complete) {
      done.incrementAndGet();
    }
    if (task.series == 0 && !(one.misfit() >= leastMisfit)) {
      leastMisfit = one.misfit();
    }
  }

  /// The restarts of a series that came to their end, by seed; where none did, those that were
  /// cut short; empty where none was begun.
  public synchronized List<PhasedDensity> found(int number) {
    List<PhasedDensity> ended = new ArrayList<>();
    List<PhasedDensity> cut = new ArrayList<>();
    for (int i = 0; i < found[number].length; i++) {
      PhasedDensity one = found[number][i];
      if (one != null) {
        (whole[number][i] ? ended : cut).add(one);
      }
    }
    return ended.isEmpty() ? cut : ended;
  }

  /// A restart that came to its end; null where it did not, or was not begun.
  synchronized @Nullable PhasedDensity ended(int number, int restart) {
    return whole[number][restart] ? found[number][restart] : null;
  }
}
