package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.structure.AtomLabel;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;
import org.everyshot.structure.Element;
import org.jspecify.annotations.Nullable;

/// Atoms of a file in the PDB's fixed columns: records ATOM, HETATM and ANISOU of the first model,
/// and the cell of CRYST1.
///
/// All alternate locations are kept, each with its occupancy, as the scattering is their sum.
/// A missing occupancy is 1, a missing B is 0; a missing element follows from the atom's name.
/// Source: wwPDB, Protein Data Bank Contents Guide 3.3.
final class PdbFile {
  private static final int WIDTH = 80;

  private final String file;
  private final AtomicModel.Builder atoms = new AtomicModel.Builder();
  private final Map<String, String> words = new HashMap<>();
  private final double[] scale = new double[12];
  private @Nullable DepositedCell cell;
  private AtomLabel last = AtomLabel.NONE;
  private boolean taken;
  private String name;
  private int number;

  private PdbFile(String file) {
    this.file = file;
    this.name = file;
  }

  static AtomicModel read(String file, byte[] text) {
    return new PdbFile(file).read(text);
  }

  private AtomicModel read(byte[] text) {
    int at = 0;
    while (at < text.length) {
      int end = at;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      number++;
      int length = Math.min(end - at, WIDTH);
      String line = new String(text, at, length, StandardCharsets.ISO_8859_1);
      if (line.startsWith("ENDMDL")) {
        break;
      }
      take(line);
      at = end + 1;
    }
    if (atoms.count() == 0) {
      throw new DamagedDataException(
          file + ": no ATOM or HETATM record with a known element; expected a PDB file");
    }
    DepositedCell found = cell;
    if (found != null) {
      atoms.cell(CellFrame.checked(found, scale));
    }
    return atoms.build(name);
  }

  private void take(String line) {
    if (line.startsWith("ATOM  ") || line.startsWith("HETATM")) {
      double x = coordinate(line, 31, "x");
      double y = coordinate(line, 39, "y");
      double z = coordinate(line, 47, "z");
      double occupancy = number(line, 55, 60, "occupancy", 1);
      double b = number(line, 61, 66, "B factor", 0);
      Element element = element(line);
      taken = element != null;
      if (element == null) {
        atoms.addUnknown();
      } else {
        atoms.add(element, x, y, z, occupancy, b, label(line));
      }
    } else if (line.startsWith("ANISOU") && taken) {
      double[] u = new double[6];
      for (int i = 0; i < 6; i++) {
        u[i] = 1e-4 * number(line, 29 + 7 * i, 35 + 7 * i, "displacement", 0);
      }
      atoms.anisotropic(u);
    } else if (line.startsWith("CRYST1")) {
      cell = cell(line);
    } else if (line.startsWith("SCALE") && line.length() > 6) {
      int row = line.charAt(5) - '1';
      for (int i = 0; i < 4 && row >= 0 && row < 3; i++) {
        int first = i < 3 ? 11 + 10 * i : 46;
        scale[4 * row + i] = loose(line, first, first + 9);
      }
    } else if (line.startsWith("HEADER")) {
      String id = columns(line, 63, 66);
      name = id.isEmpty() ? name : id;
    }
  }

  /// Columns counted from 1, as the format does, without blanks around.
  private static String columns(String line, int first, int last) {
    return line.length() < first
        ? ""
        : line.substring(first - 1, Math.min(last, line.length())).strip();
  }

  private double coordinate(String line, int first, String what) {
    return number(line, first, first + 7, what, Double.NaN);
  }

  private double number(String line, int first, int last, String what, double missing) {
    String text = columns(line, first, last);
    double value = missing;
    try {
      value = text.isEmpty() ? missing : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value) || Math.abs(value) > 1e6) {
      throw new DamagedDataException(
          String.format(
              "%s, line %d, columns %d to %d: %s '%s', expected a number",
              file, number, first, last, what, text));
    }
    return value;
  }

  /// A number of a record that the atoms can do without; NaN where it is none.
  private static double loose(String line, int first, int last) {
    try {
      return Double.parseDouble(columns(line, first, last));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /// The cell; null for the unit cube that stands for none, and for what is no cell.
  private static @Nullable DepositedCell cell(String line) {
    double[] v = new double[6];
    for (int i = 0; i < 3; i++) {
      v[i] = loose(line, 7 + 9 * i, 15 + 9 * i);
      v[3 + i] = loose(line, 34 + 7 * i, 40 + 7 * i);
    }
    return CellFrame.cell(v, columns(line, 56, 66));
  }

  /// Names of an atom; names that repeat share their memory.
  private AtomLabel label(String line) {
    String chain = word(columns(line, 22, 22));
    String residue = word(columns(line, 18, 20));
    String number = columns(line, 23, 27);
    number = number.equals(last.number()) ? last.number() : number;
    last = new AtomLabel(chain, residue, number, word(columns(line, 13, 16)));
    return last;
  }

  private String word(String text) {
    String known = words.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  private static @Nullable Element element(String line) {
    String symbol = columns(line, 77, 78);
    Element element = symbol.isEmpty() ? null : Element.find(symbol);
    if (element != null || !symbol.isEmpty()) {
      return element;
    }
    // The symbol is right-aligned in columns 13 and 14; hydrogens of four letters begin in 13.
    String two = columns(line, 13, 14);
    boolean hydrogen = two.startsWith("H") && columns(line, 13, 16).length() == 4;
    if (two.isEmpty() || hydrogen) {
      return hydrogen ? Element.find("H") : null;
    }
    boolean alone = line.charAt(12) == ' ' || Character.isDigit(line.charAt(12));
    Element found = alone ? null : Element.find(two);
    return found != null ? found : Element.find(two.substring(two.length() - 1));
  }
}
