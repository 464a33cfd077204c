package org.everyshot.format;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Anisotropic displacements of category `atom_site_anisotrop`, by the number of the atom.
final class MmcifDisplacements {
  private static final String[] NAMES = {
    "U[1][1]", "U[2][2]", "U[3][3]", "U[1][2]", "U[1][3]", "U[2][3]"
  };

  private final Map<String, double[]> byId;
  private final @Nullable CifColumn ids;

  private MmcifDisplacements(Map<String, double[]> byId, @Nullable CifColumn ids) {
    this.byId = byId;
    this.ids = ids;
  }

  /// @param atoms number of rows of `atom_site`
  static MmcifDisplacements of(CifBlock block, int atoms) {
    Map<String, double[]> byId = new HashMap<>();
    CifColumn ids = block.column("atom_site.id");
    CifColumn id = block.column("atom_site_anisotrop.id");
    if (ids == null || ids.rows() != atoms || id == null) {
      return new MmcifDisplacements(byId, null);
    }
    int rows = id.rows();
    CifColumn[] columns = new CifColumn[6];
    for (int i = 0; i < 6; i++) {
      CifColumn column = block.column("atom_site_anisotrop." + NAMES[i]);
      if (column == null) {
        return new MmcifDisplacements(byId, null);
      }
      columns[i] = column;
      rows = Math.min(rows, column.rows());
    }
    for (int row = 0; row < rows; row++) {
      double[] u = new double[6];
      boolean known = true;
      for (int i = 0; i < 6; i++) {
        u[i] = number(columns[i].text(row));
        known &= Math.abs(u[i]) < 1e4;
      }
      if (known) {
        byId.put(id.text(row), u);
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
    return ids == null ? null : byId.get(ids.text(row));
  }
}
