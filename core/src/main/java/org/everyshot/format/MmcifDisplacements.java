package org.everyshot.format;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rcsb.cif.model.Block;
import org.rcsb.cif.model.Category;
import org.rcsb.cif.model.Column;

/// Anisotropic displacements of category `atom_site_anisotrop`, by the number of the atom.
final class MmcifDisplacements {
  private static final String[] NAMES = {
    "U[1][1]", "U[2][2]", "U[3][3]", "U[1][2]", "U[1][3]", "U[2][3]"
  };

  private final Map<String, double[]> byId;
  private final @Nullable Column<?> ids;

  private MmcifDisplacements(Map<String, double[]> byId, @Nullable Column<?> ids) {
    this.byId = byId;
    this.ids = ids;
  }

  static MmcifDisplacements of(Block block, Category sites) {
    Map<String, double[]> byId = new HashMap<>();
    Category all = block.getCategory("atom_site_anisotrop");
    Column<?> ids = sites.getColumn("id");
    if (!all.isDefined() || !ids.isDefined() || ids.getRowCount() != sites.getRowCount()) {
      return new MmcifDisplacements(byId, null);
    }
    Column<?> id = all.getColumn("id");
    int rows = id.isDefined() ? id.getRowCount() : 0;
    Column<?>[] columns = new Column<?>[6];
    for (int i = 0; i < 6; i++) {
      columns[i] = all.getColumn(NAMES[i]);
      rows = columns[i].isDefined() ? Math.min(rows, columns[i].getRowCount()) : 0;
    }
    for (int row = 0; row < rows; row++) {
      double[] u = new double[6];
      boolean known = true;
      for (int i = 0; i < 6; i++) {
        u[i] = number(columns[i].getStringData(row));
        known &= Math.abs(u[i]) < 1e4;
      }
      if (known) {
        byId.put(id.getStringData(row), u);
      }
    }
    return new MmcifDisplacements(byId, ids);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /// U11, U22, U33, U12, U13, U23 of the atom in a row of `atom_site`, Å²; null where it has none.
  double @Nullable [] of(int row) {
    return ids == null ? null : byId.get(ids.getStringData(row));
  }
}
