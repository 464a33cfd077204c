package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapSynthesisTest {
  /// The defining sum over all reflections, at points off and on the grid's symmetry elements.
  @ParameterizedTest
  @CsvSource({
    "P 61 2 2, 30, 30, 40, 90, 90, 120",
    "P 1, 11, 12, 13, 85, 97, 110",
    "C 1 2 1, 20, 14, 16, 90, 105, 90",
    "P 21 21 21, 12, 15, 18, 90, 90, 90",
    "I 41, 15, 15, 22, 90, 90, 90",
    "R 3:H, 22, 22, 18, 90, 90, 120"
  })
  void synthesisIsTheSumOverAllReflections(
      String name, double a, double b, double c, double alpha, double beta, double gamma) {
    var cell = new UnitCell(a, b, c, alpha, beta, gamma);
    SpaceGroup group = SpaceGroup.of(name);
    UniqueReflections unique = UniqueReflections.of(group, cell, 3);
    CrystalModel model = Atoms.few(cell, group, 3);
    StructureFactors factors = StructureFactors.of(model, unique, 1.5, 1e-6);
    double[] re = new double[unique.count()];
    double[] im = new double[unique.count()];
    for (int row = 0; row < re.length; row++) {
      re[row] = factors.aRe(row);
      im[row] = factors.aIm(row);
    }
    CrystalMap map = MapSynthesis.of(unique, re, im);
    CrystalModel whole = Atoms.everywhere(model);
    UniqueReflections all = UniqueReflections.of(SpaceGroup.of("P 1"), cell, 3);
    StructureFactors sums = StructureFactors.bySummation(whole, all, 1.5);
    var random = new Random(3);
    MapGrid grid = map.grid();
    for (int i = 0; i < 20; i++) {
      int u = i == 0 ? 0 : random.nextInt(grid.nu());
      int v = i == 0 ? 0 : random.nextInt(grid.nv());
      int w = random.nextInt(grid.nw());
      double sum = 0;
      for (int row = 0; row < all.count(); row++) {
        double phase =
            2
                * Math.PI
                * ((double) all.h(row) * u / grid.nu()
                    + (double) all.k(row) * v / grid.nv()
                    + (double) all.l(row) * w / grid.nw());
        // The reflection and its Friedel mate.
        sum += 2 * (sums.aRe(row) * Math.cos(phase) + sums.aIm(row) * Math.sin(phase));
      }
      assertEquals(sum / cell.volume(), map.at(u, v, w), 1e-4 * map.sigma());
    }
    assertEquals(0, map.mean(), 1e-6 * map.sigma());
  }

  /// Points of a grid are moved onto points by every operation, and values there are equal.
  @Test
  void mapHasTheSymmetryOfItsGroup() {
    var cell = new UnitCell(30, 30, 40, 90, 90, 120);
    SpaceGroup group = SpaceGroup.of("P 61 2 2");
    UniqueReflections unique = UniqueReflections.of(group, cell, 3);
    StructureFactors factors = StructureFactors.of(Atoms.few(cell, group, 5), unique, 1.5);
    double[] re = new double[unique.count()];
    double[] im = new double[unique.count()];
    for (int row = 0; row < re.length; row++) {
      re[row] = factors.aRe(row);
      im[row] = factors.aIm(row);
    }
    CrystalMap map = MapSynthesis.of(unique, re, im);
    MapGrid grid = map.grid();
    assertEquals(0, grid.nw() % 6);
    assertTrue(grid.nu() == grid.nv() && grid.nu() >= 30);
    int[] n = {grid.nu(), grid.nv(), grid.nw()};
    for (SymmetryOperation operation : group.operations()) {
      int[] r = operation.rotation();
      int[] t = operation.translation24();
      int[] from = {3, 7, 11};
      int[] to = new int[3];
      for (int i = 0; i < 3; i++) {
        to[i] = t[i] * n[i] / 24;
        for (int j = 0; j < 3; j++) {
          to[i] += r[3 * i + j] * from[j] * n[i] / n[j];
        }
      }
      assertEquals(map.at(3, 7, 11), map.at(to[0], to[1], to[2]), 1e-5 * map.sigma());
    }
  }

  @Test
  void interpolationGoesThroughThePointsAndNearAnAtomsTop() {
    var cell = new UnitCell(12, 15, 18, 90, 90, 90);
    SpaceGroup group = SpaceGroup.of("P 21 21 21");
    UniqueReflections unique = UniqueReflections.of(group, cell, 2);
    CrystalModel model = Atoms.few(cell, group, 1);
    StructureFactors factors = StructureFactors.of(model, unique, Double.NaN);
    double[] re = new double[unique.count()];
    double[] im = new double[unique.count()];
    for (int row = 0; row < re.length; row++) {
      re[row] = factors.aRe(row);
      im[row] = factors.aIm(row);
    }
    CrystalMap map = MapSynthesis.of(unique, re, im);
    MapGrid grid = map.grid();
    assertEquals(
        map.at(4, 5, 6), map.interpolated(4.0 / grid.nu(), 5.0 / grid.nv(), 6.0 / grid.nw()), 1e-6);
    float highest = 0;
    for (float value : map.values()) {
      highest = Math.max(highest, value);
    }
    double top = map.interpolated(model.fraction(0, 0), model.fraction(0, 1), model.fraction(0, 2));
    assertEquals(highest, top, 0.08 * highest);
  }
}
