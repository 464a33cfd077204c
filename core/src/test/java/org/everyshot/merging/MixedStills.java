package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.simulation.CrystalTruth;
import org.everyshot.simulation.IndexingErrors;
import org.everyshot.simulation.SerialExperiment;
import org.everyshot.simulation.SimulatedStills;
import org.everyshot.simulation.StillSimulator;

/// Stills of a crystal, each described by one of its ways at random.
final class MixedStills {
  static final MixedStills P6 =
      new MixedStills("P 6", new UnitCell(60, 60, 80, 90, 90, 120), 2.5, 600);

  final UniqueReflections unique;
  final List<SymmetryOperation> ways = new ArrayList<>(List.of(SymmetryOperation.IDENTITY));
  final StillSimulator simulator;
  final List<ReflectionTable> tables = new ArrayList<>();
  final MergingSettings crystal;

  MixedStills(String group, UnitCell cell, double dMin, int stills) {
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
    StillRecords records = merger.model().records;
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

  /// True amplitudes in either setting of a crystal that has two.
  List<double[]> bothSettings() {
    double[] truth = new double[unique.count()];
    double[] turned = new double[truth.length];
    int[] hkl = new int[3];
    for (int row = 0; row < truth.length; row++) {
      truth[row] = Math.sqrt(simulator.crystal().intensity()[2 * row]);
    }
    for (int row = 0; row < truth.length; row++) {
      ways.get(1).map(unique.h(row), unique.k(row), unique.l(row), hkl);
      turned[row] = truth[unique.slot(hkl[0], hkl[1], hkl[2]) >> 1];
    }
    return List.of(truth, turned);
  }

  static double correlation(double[] reference, MergedReflections merged) {
    var pearson = new Pearson();
    for (int row = 0; row < reference.length; row++) {
      if (!Float.isNaN(merged.amplitude()[2 * row])) {
        pearson.add(reference[row], merged.amplitude()[2 * row]);
      }
    }
    return pearson.value();
  }

  static NetworkMerger networks(MergingSettings crystal, Team team) {
    return new NetworkMerger(crystal, networkSettings(2), team, merger -> {});
  }

  static NetworkSettings networkSettings(int passes) {
    NetworkSettings settings = NetworkSettings.published().with(passes, 3);
    for (String choice :
        List.of("blocks=1", "width=8", "hidden=8", "errors=learned", "posterior=sums", "batch=5")) {
      settings = settings.with(choice);
    }
    return settings;
  }
}
