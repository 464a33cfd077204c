package org.everyshot.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;
import org.everyshot.structure.Element;
import org.jspecify.annotations.Nullable;
import org.rcsb.cif.CifIO;
import org.rcsb.cif.CifOptions;
import org.rcsb.cif.model.Block;
import org.rcsb.cif.model.Category;
import org.rcsb.cif.model.CifFile;
import org.rcsb.cif.model.Column;

/// Atoms of an mmCIF file: categories `atom_site` and `atom_site_anisotrop` of its first data
/// block, first model; and its cell. Chains, residues and atoms go by the names of the authors.
///
/// All alternate locations are kept, each with its occupancy, as the scattering is their sum.
/// Source: PDBx/mmCIF dictionary; parsed by ciftools-java.
final class MmcifFile {
  private final String file;
  private final Block block;
  private final Category sites;

  private MmcifFile(String file, Block block) {
    this.file = file;
    this.block = block;
    this.sites = block.getCategory("atom_site");
  }

  static AtomicModel read(String file, byte[] text) {
    var options =
        new CifOptions.CifOptionsBuilder()
            .fileFormatHint(CifOptions.CifOptionsBuilder.FileFormat.CIF_PLAIN)
            .build();
    try {
      CifFile cif = CifIO.readFromInputStream(new ByteArrayInputStream(text), options);
      if (cif.getBlocks().isEmpty()) {
        throw new DamagedDataException(file + ": no data block; expected an mmCIF file");
      }
      Block block = cif.getBlocks().get(0);
      return new MmcifFile(file, block).atoms(block.getBlockHeader());
    } catch (DamagedDataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new DamagedDataException(
          file + ": not a valid mmCIF file: " + reason.lines().findFirst().orElse(""), e);
    }
  }

  private AtomicModel atoms(String name) {
    if (!sites.isDefined() || sites.getRowCount() == 0) {
      throw new DamagedDataException(
          file + ": category atom_site is missing or empty; expected the coordinates of atoms");
    }
    Column<?> symbol = column("type_symbol");
    Column<?> x = column("Cartn_x");
    Column<?> y = column("Cartn_y");
    Column<?> z = column("Cartn_z");
    Column<?> occupancy = optional("occupancy");
    Column<?> b = optional("B_iso_or_equiv");
    Column<?> model = optional("pdbx_PDB_model_num");
    String first = model == null ? "" : model.getStringData(0);
    var labels = new MmcifLabels(sites);
    var displacements = MmcifDisplacements.of(block, sites);
    var atoms = new AtomicModel.Builder();
    for (int row = 0; row < sites.getRowCount(); row++) {
      if (model != null && !model.getStringData(row).equals(first)) {
        continue;
      }
      Element element = Element.find(symbol.getStringData(row));
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
    Category cell = block.getCategory("cell");
    double[] v = {
      value(cell, "length_a"),
      value(cell, "length_b"),
      value(cell, "length_c"),
      value(cell, "angle_alpha"),
      value(cell, "angle_beta"),
      value(cell, "angle_gamma")
    };
    String group = text(block.getCategory("symmetry"), "space_group_name_H-M");
    if (group.isEmpty()) {
      group = text(block.getCategory("space_group"), "name_H-M_alt");
    }
    DepositedCell found = CellFrame.cell(v, group);
    if (found == null) {
      return null;
    }
    Category frame = block.getCategory("atom_sites");
    double[] scale = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        scale[4 * row + column] =
            value(frame, "fract_transf_matrix[" + (row + 1) + "][" + (column + 1) + "]");
      }
      double shift = value(frame, "fract_transf_vector[" + (row + 1) + "]");
      scale[4 * row + 3] = Double.isNaN(shift) ? 0 : shift;
    }
    return CellFrame.checked(found, scale);
  }

  private static double value(Category category, String column) {
    try {
      return Double.parseDouble(text(category, column));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static String text(Category category, String column) {
    Column<?> found = category.isDefined() ? category.getColumn(column) : null;
    if (found == null || !found.isDefined() || found.getRowCount() == 0) {
      return "";
    }
    String text = found.getStringData(0);
    return text.equals("?") || text.equals(".") ? "" : text;
  }

  private Column<?> column(String column) {
    Column<?> found = optional(column);
    if (found == null) {
      throw new DamagedDataException(file + ": column atom_site." + column + " is missing");
    }
    return found;
  }

  private @Nullable Column<?> optional(String column) {
    Column<?> found = sites.getColumn(column);
    return found.isDefined() && found.getRowCount() == sites.getRowCount() ? found : null;
  }

  private double number(Column<?> column, int row, double missing) {
    String text = column.getStringData(row);
    double value = missing;
    try {
      boolean absent = text.isEmpty() || text.equals(".") || text.equals("?");
      value = absent ? missing : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value) || Math.abs(value) > 1e6) {
      throw new DamagedDataException(
          String.format(
              "%s: atom_site.%s of atom %d is '%s', expected a number",
              file, column.getColumnName(), row + 1, text));
    }
    return value;
  }
}
