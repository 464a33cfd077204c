package org.everyshot.crystal;

import java.nio.file.Files;
import java.nio.file.Path;
import org.everyshot.format.StructureFile;
import org.everyshot.structure.AtomicModel;
import org.junit.jupiter.api.Assumptions;

/// Thermolysin, 2TLI, in the cell of the serial data of CXIDB 81, λ 1.2713 Å.
public final class Thermolysin {
  public static final double WAVELENGTH = 1.2713;

  private Thermolysin() {}

  /// The file; the test is skipped where it is not there.
  public static Path file() {
    Path file =
        Path.of(System.getProperty("everyshot.shared", "../../shared"), "data/pdb/2tli.pdb");
    Assumptions.assumeTrue(Files.exists(file), () -> "no " + file + ": test is skipped");
    return file;
  }

  public static CrystalModel model() {
    var atoms = (AtomicModel) StructureFile.read(file()).structure();
    return CrystalModel.of(atoms)
        .in(new UnitCell(93.239, 93.239, 130.707, 90, 90, 120), SpaceGroup.of("P 61 2 2"));
  }

  public static UniqueReflections unique(double dMin) {
    CrystalModel model = model();
    return UniqueReflections.of(model.group(), model.cell(), dMin);
  }
}
