package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.TwinLaws;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Four ways to index a trigonal lattice: an earlier run in each of them.
class WarmStartTest {
  private static final UnitCell CELL = new UnitCell(40, 40, 60, 90, 90, 120);
  private final MergingSettings now = crystal(3);
  private final UniqueReflections unique = now.unique();
  private final ReflectionPriors priors = ReflectionPriors.of(unique, true);
  private final double[] reference = amplitudes(7, unique.count());

  private static MergingSettings crystal(double dMin) {
    var unique = UniqueReflections.of(SpaceGroup.of("P 3"), CELL, dMin);
    List<SymmetryOperation> ways = new ArrayList<>(List.of(SymmetryOperation.IDENTITY));
    ways.addAll(TwinLaws.of(unique.group(), unique.cell()));
    return new MergingSettings(unique, true, Polarisation.NONE, 2, ways);
  }

  private static double[] amplitudes(long seed, int count) {
    var random = new RandomStream(seed, 0, 0);
    double[] f = new double[count];
    for (int row = 0; row < count; row++) {
      f[row] = Math.sqrt(-Math.log(random.uniform()));
    }
    return f;
  }

  /// What a run of lower resolution would have found whose stills were all turned by `way`: the
  /// reference with errors as large as the deviation of its amplitudes, some of it missing.
  private double[] earlier(UniqueReflections old, SymmetryOperation way, double error) {
    var random = new RandomStream(8, 0, 0);
    double[] f = new double[old.count()];
    Arrays.fill(f, Double.NaN);
    int[] hkl = new int[3];
    for (int row = 0; row < f.length; row++) {
      assertTrue(way.map(old.h(row), old.k(row), old.l(row), hkl));
      double there = reference[unique.slot(hkl[0], hkl[1], hkl[2]) >> 1];
      f[row] = row % 10 == 0 ? Double.NaN : Math.abs(there + error * random.normal());
    }
    return f;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void anEarlierRunIsTurnedIntoTheReferencesSetting(int way) {
    MergingSettings before = crystal(4);
    UniqueReflections old = before.unique();
    assertEquals(4, now.operators().size());
    SymmetryOperation turn = now.operators().get(way);
    var start =
        new WarmStart(
            before, earlier(old, turn, 0.46), now, priors, priors.standardized(reference));
    int[] hkl = new int[3];
    int[] slots = start.slots();
    for (int row = 0; row < old.count(); row++) {
      int side = old.centric(row) ? 1 : -1;
      turn.map(old.h(row), old.k(row), old.l(row), hkl);
      assertEquals(unique.slot(hkl[0], hkl[1], hkl[2]), slots[2 * row]);
      turn.map(side * old.h(row), side * old.k(row), side * old.l(row), hkl);
      assertEquals(unique.slot(hkl[0], hkl[1], hkl[2]), slots[2 * row + 1]);
    }
    assertEquals(way == 0, start.line().isEmpty());
    assertTrue(way == 0 || start.line().contains("by " + turn.indexTriplet()), start::line);
    // 1/√2 = 0.71 where errors are as large as the deviation; nothing where indices do not belong
    // together, but for the reflections that an operator leaves where they are.
    Double found = start.figures().get("warmStartAgreementBy " + turn.indexTriplet());
    double right = Objects.requireNonNull(found);
    assertEquals(0.71, right, 0.05);
    double others = start.figures().values().stream().mapToDouble(Double::doubleValue).sum();
    assertEquals(0, (others - right) / 3, 0.2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anEarlierRunIsLeftAsItIsWhereItAgreesWithNothing(int way) {
    SymmetryOperation turn = now.operators().get(way);
    double[] noise = earlier(unique, turn, 30);
    var start = new WarmStart(now, noise, now, priors, priors.standardized(reference));
    assertEquals("", start.line());
    assertEquals(now.operators().size(), start.figures().size());
    for (int slot = 0; slot < start.slots().length; slot++) {
      assertEquals(unique.centric(slot >> 1) ? slot & ~1 : slot, start.slots()[slot]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anEarlierRunIsLeftAsItIsWithoutAReference(int way) {
    SymmetryOperation turn = now.operators().get(way);
    double[] before = earlier(unique, turn, 0);
    var start = new WarmStart(now, before, now, priors, new double[0]);
    assertEquals("", start.line());
    assertEquals(0, start.figures().size());
    double[] same = priors.standardized(before);
    for (int row = 0; row < same.length; row++) {
      assertEquals(same[row], start.standardized()[row], 0);
    }
  }
}
