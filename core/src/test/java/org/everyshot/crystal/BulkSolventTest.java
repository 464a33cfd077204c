package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;
import org.everyshot.structure.Element;
import org.junit.jupiter.api.Test;

class BulkSolventTest {
  private static final UnitCell CELL = new UnitCell(14, 15, 16, 80, 95, 110);
  private static final SpaceGroup P1 = SpaceGroup.of("P 1");

  /// Carbons at places along x, Å.
  private static CrystalModel carbons(double... x) {
    var atoms = new AtomicModel.Builder();
    atoms.cell(new DepositedCell(14, 15, 16, 80, 95, 110, "P 1", true));
    for (double at : x) {
      atoms.add(Element.of("C"), at, 2, 1, 1, 20);
    }
    return CrystalModel.of(atoms.build("carbon"));
  }

  /// A sphere of radius R scatters 4π (sin qR − qR cos qR)/q³; the solvent is what it leaves.
  /// Points 0.15 Å apart err by a few thousandths of the sphere's volume, 82 Å³.
  @Test
  void solventAroundOneAtomIsTheCellWithoutASphere() {
    CrystalModel model = carbons(3);
    MapGrid grid = MapGrid.of(P1, CELL, 0.15);
    var mask = SolventMask.of(model, grid, 1, 0);
    double radius = 1.7 + 1;
    double sphere = 4 * Math.PI / 3 * Math.pow(radius, 3);
    assertEquals(sphere, (1 - mask.fraction()) * CELL.volume(), 0.01 * sphere);
    UniqueReflections unique = UniqueReflections.of(P1, CELL, 2);
    BulkSolvent solvent = BulkSolvent.of(mask, unique);
    for (int row = 0; row < unique.count(); row++) {
      double q = 2 * Math.PI * Math.sqrt(unique.inverseSquareSpacing(row));
      double x = q * radius;
      double form = 4 * Math.PI * (Math.sin(x) - x * Math.cos(x)) / (q * q * q);
      double phase =
          2
              * Math.PI
              * (unique.h(row) * model.fraction(0, 0)
                  + unique.k(row) * model.fraction(0, 1)
                  + unique.l(row) * model.fraction(0, 2));
      assertEquals(-form * Math.cos(phase), solvent.maskRe(row), 0.01 * sphere);
      assertEquals(-form * Math.sin(phase), solvent.maskIm(row), 0.01 * sphere);
    }
  }

  /// Taking back 1.1 Å leaves 1.7 + 1 − 1.1 Å; points 0.15 Å apart err by a third of that at most.
  @Test
  void solventComesBackByTheShrinkDistance() {
    var mask = SolventMask.of(carbons(3), MapGrid.of(P1, CELL, 0.15));
    double closed = (1 - mask.fraction()) * CELL.volume();
    double radius = Math.cbrt(closed * 3 / (4 * Math.PI));
    assertEquals(1.6, radius, 0.05);
  }

  /// Between atoms 4 Å apart a gap of 0.6 Å is left, which the probe does not enter; between
  /// atoms 7 Å apart it does.
  @Test
  void crevicesTooNarrowForTheProbeStayClosed() {
    assertFalse(solventBetween(4));
    assertTrue(solventBetween(7));
  }

  private static boolean solventBetween(double distance) {
    MapGrid grid = MapGrid.of(P1, CELL, 0.15);
    CrystalModel model = carbons(0, distance);
    int[] point = new int[3];
    int[] size = {grid.nu(), grid.nv(), grid.nw()};
    for (int axis = 0; axis < 3; axis++) {
      double middle = (model.fraction(0, axis) + model.fraction(1, axis)) / 2;
      point[axis] = (int) Math.round(middle * size[axis]);
    }
    return SolventMask.of(model, grid).at(grid.index(point[0], point[1], point[2]));
  }

  /// The same crystal with all copies listed has the same mask.
  @Test
  void symmetryCopiesCloseTheirOwnSpace() {
    var cell = new UnitCell(24, 24, 33, 90, 90, 120);
    SpaceGroup group = SpaceGroup.of("P 61 2 2");
    CrystalModel model = Atoms.few(cell, group, 5);
    MapGrid grid = MapGrid.of(group, cell, 0.6);
    var listed = SolventMask.of(Atoms.everywhere(model), grid);
    var mask = SolventMask.of(model, grid);
    int other = 0;
    for (int i = 0; i < grid.count(); i++) {
      other += mask.at(i) == listed.at(i) ? 0 : 1;
    }
    assertTrue(other < 1e-4 * grid.count(), other + " points differ"); // ties of rounding
    assertTrue(mask.fraction() > 0.5 && mask.fraction() < 0.98, "fraction " + mask.fraction());
  }

  /// F_mask is weighted by k exp(−B/4d²) with k 0.35 e/Å³ and B 46 Å²; f″ is left as it was.
  @Test
  void solventAddsToTheNormalPartOnly() {
    CrystalModel model = carbons(3, 5);
    UniqueReflections unique = UniqueReflections.of(P1, CELL, 2);
    StructureFactors atoms = StructureFactors.of(model, unique, 1.5);
    BulkSolvent solvent = BulkSolvent.of(model, unique);
    StructureFactors both = solvent.with(atoms);
    for (int row = 0; row < unique.count(); row++) {
      double weight = 0.35 * Math.exp(-46 / 4.0 * unique.inverseSquareSpacing(row));
      assertEquals(atoms.aRe(row) + weight * solvent.maskRe(row), both.aRe(row), 1e-12);
      assertEquals(atoms.aIm(row) + weight * solvent.maskIm(row), both.aIm(row), 1e-12);
      assertEquals(atoms.bRe(row), both.bRe(row));
      assertEquals(atoms.bIm(row), both.bIm(row));
    }
  }
}
