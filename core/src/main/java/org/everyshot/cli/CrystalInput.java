package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.BulkSolvent;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.StructureFactors;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.PdbArchive;
import org.everyshot.format.StructureFile;
import org.everyshot.simulation.CrystalTruth;
import org.everyshot.structure.AtomicModel;
import org.jspecify.annotations.Nullable;

/// Which crystal a user means: a structure in its cell, or random amplitudes.
final class CrystalInput {
  /// Overall B, Å², and mean Bijvoet ratio of random amplitudes: those of a metalloprotein.
  private static final double RANDOM_B = 25;

  private static final double RANDOM_BIJVOET_RATIO = 0.024;

  private final @Nullable Path structure;
  private final @Nullable UnitCell cell;
  private final @Nullable SpaceGroup group;
  private final double dMin;
  private final double wavelengthAngstrom;
  private final boolean bulkSolvent;

  /// @param structure file or PDB id; null for random amplitudes
  /// @param cell a, b, c, α, β, γ; null for that of the structure
  /// @param group name of the space group; null for that of the structure
  /// @param dMin resolution, Å
  /// @param bulkSolvent whether solvent fills the space between the structure's molecules
  CrystalInput(
      @Nullable String structure,
      double @Nullable [] cell,
      @Nullable String group,
      double dMin,
      double wavelengthAngstrom,
      boolean bulkSolvent) {
    if (structure == null && bulkSolvent) {
      throw new UserInputException(
          "--bulk-solvent without --structure: expected a structure for the solvent to surround");
    }
    if (structure == null && (cell == null || group == null)) {
      throw new UserInputException(
          "nothing to simulate; give --structure FILE, or --cell and --space-group for random"
              + " amplitudes");
    }
    if (!(dMin >= 0.3 && dMin <= 100)) {
      throw new UserInputException("--dmin " + dMin + ": expected 0.3 to 100");
    }
    if (!(wavelengthAngstrom > 0 && wavelengthAngstrom < 1000)) {
      throw new UserInputException(
          "--wavelength-angstrom " + wavelengthAngstrom + ": expected 0 to 1000");
    }
    this.structure = structure == null ? null : file(structure);
    this.cell = cell == null ? null : cell(cell);
    this.group = group == null ? null : SpaceGroup.of(group);
    this.dMin = dMin;
    this.wavelengthAngstrom = wavelengthAngstrom;
    this.bulkSolvent = bulkSolvent;
  }

  private static Path file(String named) {
    Path path = Path.of(named);
    return !Files.exists(path) && PdbArchive.isId(named) ? new PdbArchive().file(named) : path;
  }

  private static UnitCell cell(double[] c) {
    try {
      return new UnitCell(c[0], c[1], c[2], c[3], c[4], c[5]);
    } catch (IllegalArgumentException e) {
      throw new UserInputException("--cell: " + e.getMessage(), e);
    }
  }

  /// By what the structure's file can be recognised later; empty where there is none.
  List<FileStamp> stamps() throws IOException {
    return structure == null ? List.of() : FileStamp.of(structure);
  }

  /// What the crystal scatters.
  ///
  /// @param seed of random amplitudes
  CrystalTruth crystal(long seed, Screen screen) {
    CrystalModel model = structure == null ? null : model(structure, screen);
    UnitCell usedCell = cell != null ? cell : model != null ? model.cell() : null;
    SpaceGroup usedGroup = group != null ? group : model != null ? model.group() : null;
    if (usedCell == null || usedGroup == null) {
      throw new IllegalStateException("neither structure nor cell and group");
    }
    if (!usedGroup.fits(usedCell, 0.02)) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "cell %.6g %.6g %.6g Å, %.6g %.6g %.6g° does not have the symmetry of %s; expected a"
                  + " %s cell",
              usedCell.a(),
              usedCell.b(),
              usedCell.c(),
              usedCell.alphaDegrees(),
              usedCell.betaDegrees(),
              usedCell.gammaDegrees(),
              usedGroup.name(),
              usedGroup.crystalSystem()));
    }
    UniqueReflections unique = UniqueReflections.of(usedGroup, usedCell, dMin);
    if (unique.count() == 0) {
      throw new UserInputException(
          "--dmin " + dMin + ": the crystal has no reflection of so large a spacing");
    }
    if (model == null) {
      return CrystalTruth.random(unique, RANDOM_B, RANDOM_BIJVOET_RATIO, seed);
    }
    screen.note(
        String.format(
            Locale.ROOT, "structure factors of %s, %,d reflections", model.name(), unique.count()));
    CrystalModel placed = model.in(usedCell, usedGroup);
    StructureFactors atoms = StructureFactors.of(placed, unique, wavelengthAngstrom);
    if (!bulkSolvent) {
      return CrystalTruth.of(atoms);
    }
    BulkSolvent solvent = BulkSolvent.of(placed, unique);
    screen.note(
        String.format(
            Locale.ROOT, "bulk solvent fills %.1f %% of the cell", 100 * solvent.fraction()));
    return CrystalTruth.of(solvent.with(atoms));
  }

  private CrystalModel model(Path file, Screen screen) {
    if (!(StructureFile.read(file).structure() instanceof AtomicModel atoms)) {
      throw new UserInputException(file + ": is a map; expected atoms, as PDB or mmCIF");
    }
    if (atoms.unknownAtoms() > 0) {
      screen.note(
          String.format(
              Locale.ROOT, "%,d atoms of unknown element are left out", atoms.unknownAtoms()));
    }
    return group == null ? CrystalModel.of(atoms) : CrystalModel.of(atoms, group);
  }
}
