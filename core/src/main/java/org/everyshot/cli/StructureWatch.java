package org.everyshot.cli;

import java.nio.file.Path;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.StructureFile;
import org.everyshot.merging.AnomalousHeights;
import org.everyshot.structure.AtomicModel;
import org.jspecify.annotations.Nullable;

/// The structure of `merge --structure`, at whose anomalous scatterers the map is watched.
final class StructureWatch {
  private StructureWatch() {}

  /// @param structure file of atoms, placed by their fractional coordinates; null for none
  static @Nullable AnomalousHeights of(
      @Nullable Path structure, UniqueReflections crystal, double wavelengthAngstrom) {
    if (structure == null) {
      return null;
    }
    if (!(StructureFile.read(structure).structure() instanceof AtomicModel atoms)) {
      throw new UserInputException(structure + ": is a map; expected atoms, as PDB or mmCIF");
    }
    if (!(wavelengthAngstrom > 0)) {
      throw new UserInputException("--structure: the inputs tell no wavelength; leave it out");
    }
    boolean named = atoms.cell() != null && !atoms.cell().spaceGroup().isEmpty();
    CrystalModel model = named ? CrystalModel.of(atoms) : CrystalModel.of(atoms, crystal.group());
    if (!model.group().equals(crystal.group())) {
      throw new UserInputException(
          structure
              + ": its space group is "
              + model.group().name()
              + ", that of the merge "
              + crystal.group().name());
    }
    return new AnomalousHeights(
        model.in(crystal.cell(), crystal.group()), crystal, wavelengthAngstrom);
  }
}
