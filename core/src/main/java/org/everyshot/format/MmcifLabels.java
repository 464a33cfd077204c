package org.everyshot.format;

import java.util.HashMap;
import java.util.Map;
import org.everyshot.structure.AtomLabel;
import org.jspecify.annotations.Nullable;
import org.rcsb.cif.model.Category;
import org.rcsb.cif.model.Column;

/// Names of the atoms of category `atom_site`: those of the authors, else those of the archive.
final class MmcifLabels {
  private final @Nullable Column<?> chain;
  private final @Nullable Column<?> residue;
  private final @Nullable Column<?> number;
  private final @Nullable Column<?> insertion;
  private final @Nullable Column<?> atom;
  private final Map<String, String> words = new HashMap<>();

  MmcifLabels(Category sites) {
    chain = either(sites, "auth_asym_id", "label_asym_id");
    residue = either(sites, "auth_comp_id", "label_comp_id");
    number = either(sites, "auth_seq_id", "label_seq_id");
    insertion = either(sites, "pdbx_PDB_ins_code", "pdbx_PDB_ins_code");
    atom = either(sites, "auth_atom_id", "label_atom_id");
  }

  private static @Nullable Column<?> either(Category sites, String first, String second) {
    for (String name : new String[] {first, second}) {
      Column<?> column = sites.getColumn(name);
      if (column.isDefined() && column.getRowCount() == sites.getRowCount()) {
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

  private static String text(@Nullable Column<?> column, int row) {
    String text = column == null ? "" : column.getStringData(row);
    return text.equals("?") || text.equals(".") ? "" : text;
  }

  /// Names that repeat share their memory.
  private String word(String text) {
    String known = words.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
