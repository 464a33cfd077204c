package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.Element;
import org.jspecify.annotations.Nullable;

/// Atoms of a file in the PDB's fixed columns: records ATOM and HETATM of the first model.
///
/// All alternate locations are kept, each with its occupancy, as the scattering is their sum.
/// A missing occupancy is 1, a missing B is 0; a missing element follows from the atom's name.
/// Source: wwPDB, Protein Data Bank Contents Guide 3.3.
final class PdbFile {
  private static final int WIDTH = 80;

  private final String file;
  private final AtomicModel.Builder atoms = new AtomicModel.Builder();
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
      if (element == null) {
        atoms.addUnknown();
      } else {
        atoms.add(element, x, y, z, occupancy, b);
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
