package org.everyshot.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Job;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.engine.Team;
import org.everyshot.format.StreamSource;
import org.everyshot.merging.Merging;
import org.everyshot.merging.MergingCheckpoint;
import org.everyshot.merging.MergingSettings;
import org.everyshot.merging.MergingWatch;
import org.everyshot.merging.Moment;
import org.everyshot.merging.NetworkMerging;
import org.everyshot.merging.NetworkSettings;
import org.everyshot.merging.PhysicalMerging;
import org.everyshot.merging.PhysicalSettings;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Stills;
import org.jspecify.annotations.Nullable;

/// How fast stills that lie in memory are merged, pass by pass: by the physical model with two
/// passes, and by the published networks with one over the first stills.
///
/// A pass includes its result's amplitudes, so that some thousand stills are wanted. Arguments:
/// stream, space group, resolution, rounds, numbers of threads, stills for the networks (0:
/// none). The best of all rounds is told; the first serve the virtual machine to warm up, and
/// each merging begins anew.
public final class StillRates {
  private StillRates() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<ReflectionTable> tables = tables(Path.of(arguments[0]));
    UnitCell cell = tables.getFirst().still(0).cell();
    if (cell == null) {
      throw new IOException(arguments[0] + ": its first still has no cell");
    }
    var unique =
        UniqueReflections.of(SpaceGroup.of(arguments[1]), cell, Double.parseDouble(arguments[2]));
    MergingSettings crystal = MergingSettings.of(unique, true);
    int rounds = Integer.parseInt(arguments[3]);
    long stills = stills(tables);
    long steps = Long.parseLong(arguments[5]);
    List<ReflectionTable> few = new ArrayList<>();
    for (int t = 0; t < tables.size() && stills(few) < steps; t++) {
      few.add(tables.get(t));
    }
    long reflections = tables.stream().mapToLong(t -> t.end(t.stills() - 1) - t.begin(0)).sum();
    System.out.printf("%,d stills of %d reflections%n", stills, reflections / stills);
    for (String word : arguments[4].split(",", -1)) {
      int threads = Integer.parseInt(word);
      try (var team = new Team(threads)) {
        var networks = NetworkSettings.published().with(1, 1);
        double[] physical = new double[2];
        double[] network = new double[1];
        for (int round = 0; round < rounds; round++) {
          best(
              physical,
              new PhysicalMerging(crystal, PhysicalSettings.standard(), team, null),
              tables);
          if (!few.isEmpty()) {
            best(
                network,
                new NetworkMerging(crystal, networks, team, null, MergingCheckpoint.none()),
                few);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "%d threads: physical %,.0f images/s in the first pass, %,.0f in the second%s%n",
            threads,
            stills / physical[0],
            stills / physical[1],
            few.isEmpty()
                ? ""
                : String.format(
                    Locale.ROOT,
                    "; published networks %.2f ms a step",
                    1e3 * network[0] / stills(few)));
      }
    }
  }

  private static long stills(List<ReflectionTable> tables) {
    return tables.stream().mapToLong(ReflectionTable::stills).sum();
  }

  private static List<ReflectionTable> tables(Path stream) throws IOException {
    List<ReflectionTable> tables = new ArrayList<>();
    try (var source =
        StreamSource.open(
            stream, new LossLedger(), new LossLedger(), line -> System.err.println(line))) {
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        tables.add(source.read(slice));
      }
    }
    return tables;
  }

  /// Merges, and keeps the seconds of each pass where they are the least so far.
  private static void best(double[] best, Merging merging, List<ReflectionTable> tables)
      throws IOException, InterruptedException {
    double[] seconds = new double[best.length];
    var watch =
        new MergingWatch() {
          private int pass;

          @Override
          public <R> R follow(String what, Job<R> job) throws IOException, InterruptedException {
            long begun = System.nanoTime();
            R result = job.await();
            if (pass < seconds.length) {
              seconds[pass++] = (System.nanoTime() - begun) * 1e-9;
            }
            return result;
          }

          @Override
          public void reached(Moment moment) {}
        };
    merging.merge(memory(tables), watch);
    for (int p = 0; p < best.length; p++) {
      best[p] = best[p] == 0 ? seconds[p] : Math.min(best[p], seconds[p]);
    }
  }

  /// Tables as a source of stills.
  private static Stills memory(List<ReflectionTable> tables) {
    Map<Long, ReflectionTable> bySlice = new HashMap<>();
    List<Slice> slices = new ArrayList<>();
    for (ReflectionTable table : tables) {
      Slice slice = Objects.requireNonNull(table.slice());
      slices.add(slice);
      bySlice.put(slice.first(), table);
    }
    return (images, reflections) -> source(slices.iterator(), bySlice);
  }

  private static Source<ReflectionTable> source(
      Iterator<Slice> slices, Map<Long, ReflectionTable> bySlice) {
    return new Source<>() {
      @Override
      public OptionalLong shots() {
        return OptionalLong.empty();
      }

      @Override
      public @Nullable Slice next() {
        return slices.hasNext() ? slices.next() : null;
      }

      @Override
      public ReflectionTable read(Slice slice) {
        return Objects.requireNonNull(bySlice.get(slice.first()));
      }

      @Override
      public void close() {}
    };
  }
}
