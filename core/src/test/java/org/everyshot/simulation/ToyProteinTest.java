package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.structure.AtomicModel;
import org.junit.jupiter.api.Test;

class ToyProteinTest {
  @Test
  void theChainHasItsBondsAndAnomalousScatterers() {
    AtomicModel toy = ToyProtein.model(1);
    List<Integer> alphas = new ArrayList<>();
    int sulphurs = 0;
    int zincs = 0;
    for (int atom = 0; atom < toy.count(); atom++) {
      if (toy.label(atom).atom().equals("CA")) {
        alphas.add(atom);
      }
      sulphurs += toy.element(atom).symbol().equals("S") ? 1 : 0;
      zincs += toy.element(atom).symbol().equals("Zn") ? 1 : 0;
    }
    assertEquals(84, alphas.size());
    assertEquals(8, sulphurs);
    assertEquals(1, zincs);
    for (int i = 1; i < alphas.size(); i++) {
      int a = alphas.get(i - 1);
      int b = alphas.get(i);
      double x = toy.x(a) - toy.x(b);
      double y = toy.y(a) - toy.y(b);
      double z = toy.z(a) - toy.z(b);
      assertEquals(3.8, Math.sqrt(x * x + y * y + z * z), 1e-9);
    }
    assertNotEquals(toy.x(0), ToyProtein.model(2).x(0), 1e-9);
  }

  @Test
  void moleculesDoNotGrowIntoOneAnother() {
    for (long seed = 1; seed <= 3; seed++) {
      CrystalModel crystal = CrystalModel.of(ToyProtein.model(seed));
      double nearest = Double.POSITIVE_INFINITY;
      for (SymmetryOperation operation : crystal.group().operations().subList(1, 12)) {
        nearest = Math.min(nearest, nearest(crystal, operation));
      }
      // Side chains may touch; a contact below 1 Å would be an atom inside another.
      assertTrue(nearest > 1, "seed " + seed + ": nearest copies are " + nearest + " Å apart");
    }
  }

  private static double nearest(CrystalModel crystal, SymmetryOperation operation) {
    int[] r = operation.rotation();
    int[] t = operation.translation24();
    double[] m = crystal.cell().orthogonalization();
    double best = Double.POSITIVE_INFINITY;
    double[] d = new double[3];
    for (int i = 0; i < crystal.count(); i++) {
      for (int j = 0; j < crystal.count(); j++) {
        for (int axis = 0; axis < 3; axis++) {
          double moved =
              r[3 * axis] * crystal.fraction(j, 0)
                  + r[3 * axis + 1] * crystal.fraction(j, 1)
                  + r[3 * axis + 2] * crystal.fraction(j, 2)
                  + t[axis] / 24.0;
          d[axis] = crystal.fraction(i, axis) - moved;
          d[axis] -= Math.rint(d[axis]);
        }
        double x = m[0] * d[0] + m[1] * d[1] + m[2] * d[2];
        double y = m[4] * d[1] + m[5] * d[2];
        double z = m[8] * d[2];
        best = Math.min(best, x * x + y * y + z * z);
      }
    }
    return Math.sqrt(best);
  }
}
