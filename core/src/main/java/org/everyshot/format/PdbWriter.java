package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.everyshot.structure.AtomLabel;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;

/// Writes atoms in the PDB's fixed columns: CRYST1 where there is a cell, then ATOM or HETATM.
///
/// Coordinates are kept to 10⁻³ Å, occupancies and B to 10⁻²; anisotropic displacements are left
/// out. At most 99,999 atoms.
/// Source: wwPDB, Protein Data Bank Contents Guide 3.3.
public final class PdbWriter {
  private static final int MOST_ATOMS = 99_999;

  private PdbWriter() {}

  /// Writes a file, aside and renamed.
  public static void write(Path file, AtomicModel atoms) {
    try (var out = AsideFile.create(file)) {
      out.write(ByteBuffer.wrap(text(atoms).getBytes(StandardCharsets.US_ASCII)), 0);
      out.commit();
    }
  }

  /// The text of the file.
  static String text(AtomicModel atoms) {
    if (atoms.count() > MOST_ATOMS) {
      throw new IllegalArgumentException(
          atoms.count() + " atoms, a PDB file holds " + MOST_ATOMS + " at most");
    }
    var text = new StringBuilder();
    DepositedCell cell = atoms.cell();
    if (cell != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "CRYST1%9.3f%9.3f%9.3f%7.2f%7.2f%7.2f %-11s%n",
              cell.a(),
              cell.b(),
              cell.c(),
              cell.alphaDegrees(),
              cell.betaDegrees(),
              cell.gammaDegrees(),
              cell.spaceGroup()));
    }
    for (int i = 0; i < atoms.count(); i++) {
      AtomLabel label = atoms.label(i);
      String symbol = atoms.element(i).symbol().toUpperCase(Locale.ROOT);
      // One-letter elements begin in the second of the name's four columns.
      String name =
          symbol.length() == 1 && label.atom().length() < 4 ? " " + label.atom() : label.atom();
      text.append(
          String.format(
              Locale.ROOT,
              "%-6s%5d %-4s %3s %1s%4s    %8.3f%8.3f%8.3f%6.2f%6.2f          %2s%n",
              label.residue().length() == 3 ? "ATOM" : "HETATM",
              i + 1,
              name,
              label.residue(),
              label.chain(),
              label.number(),
              atoms.x(i),
              atoms.y(i),
              atoms.z(i),
              atoms.occupancy(i),
              atoms.bFactor(i),
              symbol));
    }
    return text.append("END\n").toString().replace("\r\n", "\n");
  }
}
