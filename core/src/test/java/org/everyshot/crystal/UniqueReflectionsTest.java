package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UniqueReflectionsTest {
  private static final UnitCell THERMOLYSIN = new UnitCell(93.239, 93.239, 130.707, 90, 90, 120);

  /// Counted by gemmi.make_miller_array for the same group, cell and resolution.
  @Test
  void thermolysinHasAsManyUniqueReflectionsAsGemmiCounts() {
    var unique = UniqueReflections.of(SpaceGroup.of("P 61 2 2"), THERMOLYSIN, 1.8);
    int centric = 0;
    for (int row = 0; row < unique.count(); row++) {
      centric += unique.centric(row) ? 1 : 0;
    }
    assertEquals(31_763, unique.count());
    assertEquals(4_578, centric);
    assertEquals(58_948, 2 * unique.count() - centric);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"P 1", "P -1", "C 1 2 1", "P 61 2 2", "R 3:R", "I 41/a c d:2", "F d -3 m"})
  void everyIndexOfTheSphereFindsItsRowByTheAsymmetricUnit(String name) {
    SpaceGroup group = SpaceGroup.of(name);
    UnitCell cell = group.symmetrized(new UnitCell(31, 34, 37, 84, 95, 104));
    var unique = UniqueReflections.of(group, cell, 3);
    int[] out = new int[3];
    boolean[] seen = new boolean[2 * unique.count()];
    for (int h = -14; h <= 14; h++) {
      for (int k = -14; k <= 14; k++) {
        for (int l = -14; l <= 14; l++) {
          int slot = unique.slot(h, k, l);
          boolean there =
              (h != 0 || k != 0 || l != 0) && cell.spacing(h, k, l) >= 3 && !group.absent(h, k, l);
          assertEquals(there, slot >= 0, () -> name);
          if (there) {
            int isym = group.asymmetricUnit().map(h, k, l, out);
            int row = slot / 2;
            assertEquals(unique.h(row), out[0]);
            assertEquals(unique.k(row), out[1]);
            assertEquals(unique.l(row), out[2]);
            boolean mate = isym % 2 == 0 && !group.centric(h, k, l);
            assertEquals(mate ? 1 : 0, slot % 2);
            assertEquals(group.epsilon(h, k, l), unique.epsilon(row));
            double expected = cell.inverseSquareSpacing(h, k, l);
            assertEquals(expected, unique.inverseSquareSpacing(row), 1e-9 * expected);
            seen[slot] = true;
          }
        }
      }
    }
    for (int slot = 0; slot < seen.length; slot++) {
      assertEquals(slot % 2 == 0 || !unique.centric(slot / 2), seen[slot]);
    }
  }

  @Test
  void indicesFromDamagedFilesHaveNoSlot() {
    var unique = UniqueReflections.of(SpaceGroup.of("P 61 2 2"), THERMOLYSIN, 4);
    Random random = new Random(11);
    for (int i = 0; i < 100_000; i++) {
      assertTrue(
          unique.slot(random.nextInt(), random.nextInt(), random.nextInt()) < 2 * unique.count());
    }
    assertEquals(-1, unique.slot(Integer.MIN_VALUE, Integer.MAX_VALUE, 0));
    assertEquals(-1, unique.slot(0, 0, 0));
    int[] out = new int[3];
    AsymmetricUnit unit = unique.group().asymmetricUnit();
    assertEquals(0, unit.map(Integer.MIN_VALUE, 0, 1, out));
  }

  @Test
  void aResolutionThatNoMemoryHoldsIsRefused() {
    SpaceGroup group = SpaceGroup.of("P 1");
    assertThrows(UserInputException.class, () -> UniqueReflections.of(group, THERMOLYSIN, 0.001));
    assertThrows(UserInputException.class, () -> UniqueReflections.of(group, THERMOLYSIN, 0));
    assertThrows(
        UserInputException.class, () -> UniqueReflections.of(group, THERMOLYSIN, Double.NaN));
  }

  @Test
  void shellsOfEqualVolumeHoldTheSameNumberOfReflections() {
    var unique = UniqueReflections.of(SpaceGroup.of("P 1"), THERMOLYSIN, 2.5);
    var shells = ResolutionShells.ofEqualVolume(Double.POSITIVE_INFINITY, 2.5, 10);
    int[] counts = new int[10];
    for (int row = 0; row < unique.count(); row++) {
      counts[shells.shell(unique.inverseSquareSpacing(row))]++;
    }
    for (int n : counts) {
      // The sphere's surface cuts cells: the share of these is far below 2 %.
      assertEquals(unique.count() / 10.0, n, 0.02 * n);
    }
    assertEquals(-1, shells.shell(1 / (2.4 * 2.4)));
    assertEquals(2.5, shells.dMin(9), 1e-12);
    assertEquals(shells.dMin(3), shells.dMax(4), 1e-12);
    assertEquals(Double.POSITIVE_INFINITY, shells.dMax(0));
  }
}
