package org.everyshot.crystal;

import java.util.Random;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;
import org.everyshot.structure.Element;

/// Small crystals for tests.
final class Atoms {
  private Atoms() {}

  private static DepositedCell deposited(UnitCell c) {
    return new DepositedCell(
        c.a(), c.b(), c.c(), c.alphaDegrees(), c.betaDegrees(), c.gammaDegrees(), "P 1", true);
  }

  private static void add(AtomicModel.Builder atoms, UnitCell cell, Element e, double[] at) {
    double[] o = cell.orthogonalization();
    atoms.add(
        e,
        o[0] * at[0] + o[1] * at[1] + o[2] * at[2],
        o[4] * at[1] + o[5] * at[2],
        o[8] * at[2],
        1,
        15);
  }

  /// So many sulphur atoms at random places.
  static CrystalModel few(UnitCell cell, SpaceGroup group, int count) {
    var atoms = new AtomicModel.Builder();
    atoms.cell(deposited(cell));
    var random = new Random(7);
    for (int i = 0; i < count; i++) {
      double[] at = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      add(atoms, cell, Element.of("S"), at);
    }
    return CrystalModel.of(atoms.build("few"), group);
  }

  /// The same crystal with every copy listed, in P 1.
  static CrystalModel everywhere(CrystalModel model) {
    var atoms = new AtomicModel.Builder();
    atoms.cell(deposited(model.cell()));
    for (SymmetryOperation operation : model.group().operations()) {
      int[] r = operation.rotation();
      int[] t = operation.translation24();
      for (int atom = 0; atom < model.count(); atom++) {
        double[] to = new double[3];
        for (int i = 0; i < 3; i++) {
          to[i] = t[i] / 24.0;
          for (int j = 0; j < 3; j++) {
            to[i] += r[3 * i + j] * model.fraction(atom, j);
          }
        }
        add(atoms, model.cell(), model.element(atom), to);
      }
    }
    return CrystalModel.of(atoms.build("everywhere"), SpaceGroup.of("P 1"));
  }
}
