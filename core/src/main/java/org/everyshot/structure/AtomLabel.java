package org.everyshot.structure;

import java.util.Locale;
import java.util.Set;

/// Which atom of a model: chain, residue and name, as its authors call them.
///
/// @param chain such as `A`; may be empty
/// @param residue name of the residue, such as `MET`
/// @param number of the residue, with its insertion code if it has one, such as `205` or `52A`
/// @param atom name of the atom, such as `SD`
public record AtomLabel(String chain, String residue, String number, String atom) {
  /// What an atom is called that its file does not name.
  public static final AtomLabel NONE = new AtomLabel("", "", "", "");

  private static final Set<String> AMINO_ACIDS =
      Set.of(
          "ALA", "ARG", "ASN", "ASP", "CYS", "GLN", "GLU", "GLY", "HIS", "ILE", "LEU", "LYS", "MET",
          "MSE", "PHE", "PRO", "SER", "THR", "TRP", "TYR", "VAL");

  /// `A/Met205 SD` in a protein, `A/HOH 401 O` elsewhere, `A/ZN 317` for an ion.
  @Override
  public String toString() {
    if (residue.isEmpty() && number.isEmpty()) {
      return chain.isEmpty() ? atom : chain + "/" + atom;
    }
    String where = residueLabel();
    return residue.equalsIgnoreCase(atom) ? where : where + " " + atom;
  }

  /// The residue alone: `A/Met205`, `A/ZN 317`.
  public String residueLabel() {
    String name =
        AMINO_ACIDS.contains(residue)
            ? residue.charAt(0) + residue.substring(1).toLowerCase(Locale.ROOT) + number
            : residue + " " + number;
    return chain.isEmpty() ? name : chain + "/" + name;
  }

  /// Whether the atom belongs to water.
  public boolean water() {
    return switch (residue) {
      case "HOH", "WAT", "DOD", "H2O", "SOL" -> true;
      default -> false;
    };
  }
}
