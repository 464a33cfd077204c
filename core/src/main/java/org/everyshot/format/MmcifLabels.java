package org.everyshot.format;

import java.util.HashMap;
import java.util.Map;
import org.everyshot.structure.AtomLabel;
import org.jspecify.annotations.Nullable;

/// Names of the atoms of category `atom_site`: those of the authors, else those of the archive.
final class MmcifLabels {
  private final @Nullable CifColumn chain;
  private final @Nullable CifColumn residue;
  private final @Nullable CifColumn number;
  private final @Nullable CifColumn insertion;
  private final @Nullable CifColumn atom;
  private final Map<String, String> words = new HashMap<>();

  /// @param atoms number of rows of `atom_site`
  MmcifLabels(CifBlock block, int atoms) {
    chain = either(block, atoms, "auth_asym_id", "label_asym_id");
    residue = either(block, atoms, "auth_comp_id", "label_comp_id");
    number = either(block, atoms, "auth_seq_id", "label_seq_id");
    insertion = either(block, atoms, "pdbx_PDB_ins_code", "pdbx_PDB_ins_code");
    atom = either(block, atoms, "auth_atom_id", "label_atom_id");
  }

  private static @Nullable CifColumn either(
      CifBlock block, int atoms, String first, String second) {
    for (String name : new String[] {first, second}) {
      CifColumn column = block.column("atom_site." + name);
      if (column != null && column.rows() == atoms) {
        return column;
      }
    }
    return null;
  }

  AtomLabel label(int row) {
    String at = text(number, row) + text(insertion, row);
    return new AtomLabel(
        word(text(chain, row)), word(text(residue, row)), word(at), word(text(atom, row)));
  }

  private static String text(@Nullable CifColumn column, int row) {
    return column == null ? "" : column.known(row);
  }

  /// Names that repeat share their memory.
  private String word(String text) {
    String known = words.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
