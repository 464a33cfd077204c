package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import org.everyshot.simulation.ToyProtein;
import org.everyshot.structure.AtomicModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdbWriterTest {
  @TempDir Path folder;

  @Test
  void atomsComeBackAsTheyWereWritten() {
    AtomicModel atoms = ToyProtein.model(4);
    Path file = folder.resolve("toy.pdb");
    PdbWriter.write(file, atoms);
    AtomicModel read = assertInstanceOf(AtomicModel.class, StructureFile.read(file).structure());
    assertEquals(atoms.count(), read.count());
    assertEquals(0, read.unknownAtoms());
    assertEquals(atoms.cell(), read.cell());
    for (int i = 0; i < atoms.count(); i++) {
      assertEquals(atoms.element(i), read.element(i));
      assertEquals(atoms.label(i), read.label(i));
      // Columns of three and of two decimals.
      assertEquals(atoms.x(i), read.x(i), 0.000501);
      assertEquals(atoms.y(i), read.y(i), 0.000501);
      assertEquals(atoms.z(i), read.z(i), 0.000501);
      assertEquals(atoms.bFactor(i), read.bFactor(i), 0.00501);
      assertEquals(1, read.occupancy(i));
    }
  }
}
