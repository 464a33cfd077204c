package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.TwinLaws;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Job;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.simulation.CrystalTruth;
import org.everyshot.simulation.IndexingErrors;
import org.everyshot.simulation.SerialExperiment;
import org.everyshot.simulation.SimulatedStills;
import org.everyshot.simulation.StillSimulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IndexingChoiceTest {
  /// Stills of a crystal, each described by one of its ways at random.
  private static final class Mixed {
    final UniqueReflections unique;
    final List<SymmetryOperation> ways = new ArrayList<>(List.of(SymmetryOperation.IDENTITY));
    final StillSimulator simulator;
    final List<ReflectionTable> tables = new ArrayList<>();
    final MergingSettings crystal;

    Mixed(String group, UnitCell cell, double dMin, int stills) {
      unique = UniqueReflections.of(SpaceGroup.of(group), cell, dMin);
      List<SymmetryOperation> laws = TwinLaws.of(unique.group(), unique.cell());
      ways.addAll(laws);
      var errors = IndexingErrors.USUAL;
      var experiment =
          SerialExperiment.usual(1.27, 3)
              .with(
                  new IndexingErrors(
                      errors.misorientationDegrees(),
                      errors.badFraction(),
                      errors.badMisorientationDegrees(),
                      0,
                      laws));
      simulator = new StillSimulator(CrystalTruth.random(unique, 14, 0.03, 5), experiment);
      try (var source = new SimulatedStills(simulator, stills)) {
        for (Slice slice = source.next(); slice != null; slice = source.next()) {
          tables.add(source.read(slice));
        }
      }
      crystal = new MergingSettings(unique, false, Polarisation.HORIZONTAL, 2, ways);
    }

    PhysicalMerger merge(Team team, int passes, double[] reference) {
      var settings =
          PhysicalSettings.standard().withPasses(passes).with(PhysicalSettings.Halves.SHARED);
      var merger = new PhysicalMerger(crystal, settings, team);
      if (reference.length > 0) {
        merger.agreeWith(reference);
      }
      for (int pass = 0; pass < passes; pass++) {
        tables.forEach(merger::add);
        merger.endPass();
      }
      return merger;
    }

    /// Where an index of the truth ends up that went through two operators: its unique reflection.
    int row(int way, int then, int h, int k, int l) {
      int[] hkl = {h, k, l};
      assertTrue(ways.get(way).map(hkl[0], hkl[1], hkl[2], hkl));
      assertTrue(ways.get(then).map(hkl[0], hkl[1], hkl[2], hkl));
      return unique.slot(hkl[0], hkl[1], hkl[2]) >> 1;
    }

    /// Share of stills in the setting that most of them are in.
    double shareAlike(PhysicalMerger merger) {
      StillRecords records = merger.model().full.records;
      Map<Long, Integer> described = new HashMap<>();
      for (ReflectionTable table : tables) {
        for (int s = 0; s < table.stills(); s++) {
          described.put(table.still(s).key(), simulator.truth(described.size()).operator() + 1);
        }
      }
      Map<Integer, Integer> settings = new HashMap<>();
      int most = 0;
      for (int s = 0; s < records.size(); s++) {
        int way = Objects.requireNonNull(described.get(records.key(s)));
        int row = row(way, records.operator(s), 5, 2, 3);
        most = Math.max(most, settings.merge(row, 1, Integer::sum));
      }
      return (double) most / records.size();
    }

    /// Correlation of amplitudes with the truth, in the best of all settings.
    double agreement(MergedReflections merged) {
      double best = -1;
      for (SymmetryOperation way : ways) {
        var pearson = new Pearson();
        int[] hkl = new int[3];
        for (int row = 0; row < unique.count(); row++) {
          if (way.map(unique.h(row), unique.k(row), unique.l(row), hkl)) {
            int there = unique.slot(hkl[0], hkl[1], hkl[2]);
            if (there >= 0 && !Float.isNaN(merged.amplitude()[there & ~1])) {
              pearson.add(
                  Math.sqrt(simulator.crystal().intensity()[2 * row]),
                  merged.amplitude()[there & ~1]);
            }
          }
        }
        best = Math.max(best, pearson.value());
      }
      return best;
    }
  }

  private static final Mixed P6 = new Mixed("P 6", new UnitCell(60, 60, 80, 90, 90, 120), 2.5, 600);

  @Test
  void stillsOfAHexagonalCrystalAreBroughtIntoOneSetting() {
    try (var team = new Team(1)) {
      PhysicalMerger merger = P6.merge(team, 2, new double[0]);
      assertEquals(2, P6.ways.size());
      double share = P6.shareAlike(merger);
      double agreement = P6.agreement(merger.snapshot());
      assertTrue(share > 0.985, share + " alike");
      assertTrue(agreement > 0.97, "CC " + agreement);
    }
  }

  @Test
  void fourWaysAreToldApart() {
    var mixed = new Mixed("P 3", new UnitCell(60, 60, 80, 90, 90, 120), 2.5, 600);
    assertEquals(4, mixed.ways.size());
    try (var team = new Team(1)) {
      PhysicalMerger merger = mixed.merge(team, 2, new double[0]);
      double share = mixed.shareAlike(merger);
      double agreement = mixed.agreement(merger.snapshot());
      assertTrue(share > 0.985, share + " alike");
      assertTrue(agreement > 0.95, "CC " + agreement);
    }
  }

  /// True amplitudes in either setting of the hexagonal crystal.
  private static List<double[]> bothSettings() {
    double[] truth = new double[P6.unique.count()];
    double[] turned = new double[truth.length];
    int[] hkl = new int[3];
    for (int row = 0; row < truth.length; row++) {
      truth[row] = Math.sqrt(P6.simulator.crystal().intensity()[2 * row]);
    }
    for (int row = 0; row < truth.length; row++) {
      P6.ways.get(1).map(P6.unique.h(row), P6.unique.k(row), P6.unique.l(row), hkl);
      turned[row] = truth[P6.unique.slot(hkl[0], hkl[1], hkl[2]) >> 1];
    }
    return List.of(truth, turned);
  }

  private static double correlation(double[] reference, MergedReflections merged) {
    var pearson = new Pearson();
    for (int row = 0; row < reference.length; row++) {
      if (!Float.isNaN(merged.amplitude()[2 * row])) {
        pearson.add(reference[row], merged.amplitude()[2 * row]);
      }
    }
    return pearson.value();
  }

  @Test
  void aReferenceDecidesTheSetting() {
    try (var team = new Team(1)) {
      for (double[] reference : bothSettings()) {
        double right = correlation(reference, P6.merge(team, 1, reference).snapshot());
        assertTrue(right > 0.95, "CC " + right);
      }
    }
  }

  @Test
  @Tag("long")
  void aWarmStartStaysInTheSettingOfTheRunBefore() {
    try (var team = new Team(1)) {
      for (double[] reference : bothSettings()) {
        var warm = new PhysicalMerger(P6.crystal, PhysicalSettings.standard().withPasses(1), team);
        warm.warm(P6.merge(team, 1, reference));
        P6.tables.forEach(warm::add);
        warm.endPass();
        double right = correlation(reference, warm.snapshot());
        // 0.72 where the first stills choose a setting of their own.
        assertTrue(right > 0.95, "CC " + right);
      }
    }
  }

  /// Keeps what it is told.
  private static final class Told implements MergingWatch {
    private final List<String> lines = new ArrayList<>();

    @Override
    public <R> R follow(String what, Job<R> job) throws IOException, InterruptedException {
      return job.await();
    }

    @Override
    public void reached(Moment moment) {}

    @Override
    public void noted(String line) {
      lines.add(line);
    }
  }

  private static double agreementOfAWarmStart(Merging merging, double[] reference, boolean turned)
      throws IOException, InterruptedException {
    var told = new Told();
    Stills stills = (images, reflections) -> new TableSource(P6.tables);
    MergingOutcome outcome = merging.merge(stills, told);
    assertEquals(turned, told.lines.stream().anyMatch(line -> line.contains("is turned by")));
    assertEquals(2, outcome.figures().keySet().stream().filter(f -> f.contains("Start")).count());
    return correlation(reference, outcome.reflections());
  }

  @Test
  void aWarmStartIsTurnedIntoTheSettingOfAReference() throws IOException, InterruptedException {
    var settings = PhysicalSettings.standard().withPasses(1).with(PhysicalSettings.Halves.SHARED);
    try (var team = new Team(1)) {
      List<double[]> both = bothSettings();
      double[] truth = both.get(0);
      for (double[] first : both) {
        PhysicalMerger earlier = P6.merge(team, 1, first);
        var merging = new PhysicalMerging(P6.crystal, settings, team, earlier).agreeingWith(truth);
        double right = agreementOfAWarmStart(merging, truth, first != truth);
        // 0.57 where the earlier run is left in the other setting.
        assertTrue(right > 0.95, "CC " + right);
      }
    }
  }

  @Test
  @Tag("long")
  void networksStartedWarmAreTurnedIntoTheSettingOfAReference()
      throws IOException, InterruptedException {
    try (var team = new Team(1)) {
      List<double[]> both = bothSettings();
      NetworkMerger earlier = networks(P6.crystal, team);
      earlier.agreeWith(both.get(1));
      earlier.beginPass();
      P6.tables.forEach(earlier::add);
      earlier.endPass();
      var merging =
          new NetworkMerging(
                  P6.crystal, networkSettings(1), team, earlier, MergingCheckpoint.none())
              .agreeingWith(both.get(0));
      double right = agreementOfAWarmStart(merging, both.get(0), true);
      // 0.882; 0.834 where the earlier run is left in the other setting: networks forget it.
      assertTrue(right > 0.86, "CC " + right);
    }
  }

  @Test
  @Tag("long")
  void networksStartedWarmStayInTheSettingOfTheRunBefore() {
    try (var team = new Team(1)) {
      for (double[] reference : bothSettings()) {
        NetworkMerger first = networks(P6.crystal, team);
        first.agreeWith(reference);
        NetworkMerger warm = networks(P6.crystal, team);
        for (NetworkMerger merger : List.of(first, warm)) {
          if (merger == warm) {
            warm.warm(NetworkMerger.restored(first.save(), "model.bin", team));
          }
          merger.beginPass();
          P6.tables.forEach(merger::add);
          merger.endPass();
        }
        double right = correlation(reference, warm.snapshot());
        // 0.23 where stills choose a setting of their own.
        assertTrue(right > 0.85, "CC " + right);
      }
    }
  }

  @Test
  void choicesDependNeitherOnThreadsNorOnAnInterruption() {
    MergedReflections one;
    try (var team = new Team(1)) {
      one = P6.merge(team, 2, new double[0]).snapshot();
    }
    try (var team = new Team(2)) {
      var settings = PhysicalSettings.standard().withPasses(2).with(PhysicalSettings.Halves.SHARED);
      var merger = new PhysicalMerger(P6.crystal, settings, team);
      for (int pass = 0; pass < 2; pass++) {
        for (int t = 0; t < P6.tables.size(); t++) {
          merger.add(P6.tables.get(t));
          if (t == 5 || t == 14) {
            byte[] state = merger.save();
            merger = new PhysicalMerger(P6.crystal, settings, team);
            merger.load(state, "state");
          }
        }
        merger.endPass();
      }
      assertArrayEquals(one.amplitude(), merger.snapshot().amplitude());
      assertArrayEquals(one.halfIntensity(0), merger.snapshot().halfIntensity(0));
    }
  }

  /// By agreement alone, as the networks need it: in the first pass as stills come, then each
  /// against all others.
  @Test
  void agreementWithOtherStillsAloneTellsTheWays() {
    var consensus =
        new RunningConsensus(ReflectionPriors.of(P6.unique, true), P6.crystal.operators().size());
    var preparation = new StillPreparation(P6.crystal);
    List<StillObservations> ready = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      consensus.beginPass();
      ready.clear();
      for (ReflectionTable table : P6.tables) {
        for (int s = 0; s < table.stills(); s++) {
          var still = new StillObservations();
          preparation.prepare(table, s, still);
          consensus.take(still, ready);
        }
      }
      consensus.settle(ready);
      assertEquals(600, ready.size());
      int[] settings = new int[2];
      for (int s = 0; s < ready.size(); s++) {
        settings[(P6.simulator.truth(s).operator() + 1) ^ ready.get(s).operator]++;
      }
      double share = Math.max(settings[0], settings[1]) / 600.0;
      // 3 % are badly indexed.
      assertTrue(share > 0.98, share + " alike in pass " + (pass + 1));
      assertEquals(600, consensus.indexedBy(0) + consensus.indexedBy(1));
    }
  }

  private static NetworkMerger networks(MergingSettings crystal, Team team) {
    return new NetworkMerger(crystal, networkSettings(2), team, merger -> {});
  }

  private static NetworkSettings networkSettings(int passes) {
    NetworkSettings settings = NetworkSettings.published().with(passes, 3);
    for (String choice :
        List.of("blocks=1", "width=8", "hidden=8", "errors=learned", "posterior=sums", "batch=5")) {
      settings = settings.with(choice);
    }
    return settings;
  }

  @Test
  void networksTakeStillsInOneSetting() {
    try (var team = new Team(1)) {
      var one =
          new MergingSettings(P6.unique, false, Polarisation.HORIZONTAL, 2, P6.ways.subList(0, 1));
      NetworkMerger blind = networks(one, team);
      NetworkMerger choosing = networks(P6.crystal, team);
      NetworkMerger interrupted = networks(P6.crystal, team);
      for (int pass = 0; pass < 2; pass++) {
        blind.beginPass();
        choosing.beginPass();
        interrupted.beginPass();
        P6.tables.forEach(blind::add);
        P6.tables.forEach(choosing::add);
        for (int t = 0; t < P6.tables.size(); t++) {
          interrupted.add(P6.tables.get(t));
          if (t == 5 || t == 14) {
            var state = new StateWriter();
            interrupted.saveAll(state);
            interrupted = networks(P6.crystal, team);
            interrupted.loadAll(new StateReader(state.bytes(), "state"));
          }
        }
        blind.endPass();
        choosing.endPass();
        interrupted.endPass();
      }
      double without = P6.agreement(blind.snapshot());
      double with = P6.agreement(choosing.snapshot());
      // 0.885 and 0.630: networks this small, after so few stills.
      assertTrue(with > 0.85 && without < 0.7, "CC " + with + ", without " + without);
      assertArrayEquals(choosing.snapshot().amplitude(), interrupted.snapshot().amplitude());
    }
  }
}
