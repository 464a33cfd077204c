package org.everyshot.format;

import java.util.Set;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;
import org.everyshot.structure.Element;
import org.jspecify.annotations.Nullable;

/// Atoms of an mmCIF file: categories `atom_site` and `atom_site_anisotrop` of its first data
/// block, first model; and its cell. Chains, residues and atoms go by the names of the authors.
///
/// All alternate locations are kept, each with its occupancy, as the scattering is their sum.
/// Source: PDBx/mmCIF dictionary.
final class MmcifFile {
  private static final Set<String> CATEGORIES =
      Set.of("atom_site", "atom_site_anisotrop", "atom_sites", "cell", "symmetry", "space_group");

  private final String file;
  private final CifBlock block;
  private final int rows;

  private MmcifFile(String file, CifBlock block) {
    this.file = file;
    this.block = block;
    CifColumn symbol = block.column("atom_site.type_symbol");
    CifColumn x = block.column("atom_site.Cartn_x");
    this.rows = symbol != null ? symbol.rows() : x != null ? x.rows() : 0;
  }

  static AtomicModel read(String file, byte[] text) {
    CifBlock block = CifBlock.first(file, text, CATEGORIES);
    return new MmcifFile(file, block).atoms(block.name());
  }

  private AtomicModel atoms(String name) {
    if (rows == 0) {
      throw new DamagedDataException(
          file + ": category atom_site is missing or empty; expected the coordinates of atoms");
    }
    CifColumn symbol = column("type_symbol");
    CifColumn x = column("Cartn_x");
    CifColumn y = column("Cartn_y");
    CifColumn z = column("Cartn_z");
    CifColumn occupancy = optional("occupancy");
    CifColumn b = optional("B_iso_or_equiv");
    CifColumn model = optional("pdbx_PDB_model_num");
    String first = model == null ? "" : model.text(0);
    var labels = new MmcifLabels(block, rows);
    var displacements = MmcifDisplacements.of(block, rows);
    var atoms = new AtomicModel.Builder();
    for (int row = 0; row < rows; row++) {
      if (model != null && !model.text(row).equals(first)) {
        continue;
      }
      Element element = Element.find(symbol.text(row));
      if (element == null) {
        atoms.addUnknown();
      } else {
        atoms.add(
            element,
            number(x, row, Double.NaN),
            number(y, row, Double.NaN),
            number(z, row, Double.NaN),
            occupancy == null ? 1 : number(occupancy, row, 1),
            b == null ? 0 : number(b, row, 0),
            labels.label(row));
        double @Nullable [] u = displacements.of(row);
        if (u != null) {
          atoms.anisotropic(u);
        }
      }
    }
    DepositedCell cell = cell();
    if (cell != null) {
      atoms.cell(cell);
    }
    if (atoms.count() == 0) {
      throw new DamagedDataException(file + ": atom_site holds no atom of a known element");
    }
    return atoms.build(name);
  }

  /// The cell; null where the file has none.
  private @Nullable DepositedCell cell() {
    double[] v = {
      value("cell.length_a"),
      value("cell.length_b"),
      value("cell.length_c"),
      value("cell.angle_alpha"),
      value("cell.angle_beta"),
      value("cell.angle_gamma")
    };
    String group = text("symmetry.space_group_name_H-M");
    if (group.isEmpty()) {
      group = text("space_group.name_H-M_alt");
    }
    DepositedCell found = CellFrame.cell(v, group);
    if (found == null) {
      return null;
    }
    double[] scale = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        scale[4 * row + column] =
            value("atom_sites.fract_transf_matrix[" + (row + 1) + "][" + (column + 1) + "]");
      }
      double shift = value("atom_sites.fract_transf_vector[" + (row + 1) + "]");
      scale[4 * row + 3] = Double.isNaN(shift) ? 0 : shift;
    }
    return CellFrame.checked(found, scale);
  }

  private double value(String column) {
    try {
      return Double.parseDouble(text(column));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private String text(String column) {
    CifColumn found = block.column(column);
    return found == null ? "" : found.known(0);
  }

  private CifColumn column(String column) {
    CifColumn found = optional(column);
    if (found == null) {
      throw new DamagedDataException(file + ": column atom_site." + column + " is missing");
    }
    return found;
  }

  private @Nullable CifColumn optional(String column) {
    CifColumn found = block.column("atom_site." + column);
    return found != null && found.rows() == rows ? found : null;
  }

  private double number(CifColumn column, int row, double missing) {
    String text = column.text(row);
    double value = missing;
    try {
      boolean absent = text.isEmpty() || text.equals(".") || text.equals("?");
      value = absent ? missing : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value) || Math.abs(value) > 1e6) {
      throw block.damaged(
          column.position(row),
          String.format("value '%s' of atom %d: expected a number", text, row + 1));
    }
    return value;
  }
}
