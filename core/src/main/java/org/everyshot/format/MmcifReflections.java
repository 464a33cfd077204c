package org.everyshot.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Structure factors in an mmCIF file: the category `refln` of its first data block that has one.
///
/// Columns that are read: the index, `status`, amplitudes and intensities with their σ, mean
/// (`F_meas_au`, `intensity_meas`) or of each Friedel mate (`pdbx_F_plus`, `pdbx_I_minus`, …), and
/// `pdbx_r_free_flag`. Memory is that of these columns.
/// Source: PDBx/mmCIF dictionary.
public final class MmcifReflections {
  /// Columns of numbers that are read, besides the index.
  private static final List<String> NUMBERS =
      List.of(
          "F_meas_au",
          "F_meas_sigma_au",
          "F_meas",
          "F_meas_sigma",
          "intensity_meas",
          "intensity_sigma",
          "pdbx_F_plus",
          "pdbx_F_plus_sigma",
          "pdbx_F_minus",
          "pdbx_F_minus_sigma",
          "pdbx_I_plus",
          "pdbx_I_plus_sigma",
          "pdbx_I_minus",
          "pdbx_I_minus_sigma",
          "pdbx_r_free_flag");

  private static final List<String> INDEX = List.of("index_h", "index_k", "index_l");
  private static final int START = 1 << 21;
  private static final int MOST_COLUMNS = 256;
  private static final float FARTHEST = 1 << 20;

  private final String block;
  private final @Nullable UnitCell cell;
  private final @Nullable SpaceGroup group;
  private final double wavelengthAngstrom;
  private final List<String> names;
  private final int rows;
  private final int[][] index;
  private final Map<String, float[]> columns;
  private final byte[] status;

  private MmcifReflections(Reading in) {
    this.block = in.block;
    this.cell = in.cell();
    this.group = in.group();
    this.wavelengthAngstrom = in.number("_diffrn_radiation_wavelength.wavelength");
    this.names = List.copyOf(in.names);
    this.rows = in.rows;
    this.index = in.index;
    this.columns = in.columns;
    this.status = in.status;
  }

  /// Reads a file.
  ///
  /// @throws UserInputException where there is no such file
  /// @throws DamagedDataException where it has no reflections, or what should be a number is none
  public static MmcifReflections read(Path path) {
    try (FileBytes file = FileBytes.open(path)) {
      return new MmcifReflections(new Reading(path, file).all());
    } catch (IOException e) {
      throw new UserInputException(
          path + (Files.exists(path) ? ": cannot be read" : ": no such file"), e);
    }
  }

  /// Whether a file begins like mmCIF and names reflections in its first megabytes.
  static boolean isIn(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(START);
      String text = new String(start, StandardCharsets.ISO_8859_1);
      return text.contains("data_") && text.contains("_refln.index_h");
    } catch (IOException e) {
      return false;
    }
  }

  /// Name of the data block.
  public String block() {
    return block;
  }

  public @Nullable UnitCell cell() {
    return cell;
  }

  public @Nullable SpaceGroup group() {
    return group;
  }

  /// Wavelength, Å; NaN where the file has none.
  public double wavelengthAngstrom() {
    return wavelengthAngstrom;
  }

  /// All columns of the category, read or not, without their `_refln.`.
  public List<String> names() {
    return names;
  }

  /// Number of reflections.
  public int rows() {
    return rows;
  }

  /// Miller index h, k or l of each reflection.
  ///
  /// @param axis 0, 1 or 2
  public int[] index(int axis) {
    return index[axis];
  }

  /// A column of numbers, NaN where one is missing; null where the file has no such column.
  public float @Nullable [] column(String name) {
    return columns.get(name);
  }

  /// Status of each reflection: `o` observed, `f` free, `x` or others not observed; blank where
  /// the file does not say.
  public byte[] status() {
    return status;
  }

  /// A file being read.
  private static final class Reading {
    final Path path;
    final long size;
    final CifTokens tokens;
    final Map<String, String> items = new LinkedHashMap<>();
    final List<String> names = new ArrayList<>();
    String block = "";
    int rows;
    int[][] index = new int[3][0];
    Map<String, float[]> columns = new LinkedHashMap<>();
    byte[] status = {};

    Reading(Path path, FileBytes file) {
      this.path = path;
      this.size = file.size();
      this.tokens = new CifTokens(path.toString(), file);
    }

    Reading all() {
      CifTokens.Kind kind = tokens.next();
      while (kind != CifTokens.Kind.END) {
        switch (kind) {
          case DATA -> {
            if (rows > 0) {
              return this;
            }
            items.clear();
            block = tokens.text().substring(5);
            kind = tokens.next();
          }
          case LOOP -> kind = loop();
          case NAME -> {
            String name = tokens.text();
            kind = tokens.next();
            if (kind == CifTokens.Kind.VALUE && wanted(name)) {
              items.putIfAbsent(name, tokens.text());
            }
            kind = kind == CifTokens.Kind.END ? kind : tokens.next();
          }
          default -> throw tokens.damaged("'" + tokens.text() + "': a value without a name");
        }
      }
      if (rows == 0) {
        throw new DamagedDataException(
            path + ": no reflections (loop of _refln.index_h and so on)");
      }
      return this;
    }

    private static boolean wanted(String name) {
      return name.startsWith("_cell.")
          || name.startsWith("_symmetry.")
          || name.startsWith("_space_group.")
          || name.startsWith("_diffrn_radiation_wavelength.");
    }

    private CifTokens.Kind loop() {
      List<String> header = new ArrayList<>();
      CifTokens.Kind kind = tokens.next();
      for (; kind == CifTokens.Kind.NAME; kind = tokens.next()) {
        header.add(tokens.text());
        if (header.size() > MOST_COLUMNS) {
          throw tokens.damaged("a loop of more than " + MOST_COLUMNS + " columns");
        }
      }
      boolean reflections = rows == 0 && header.contains("_refln.index_h");
      if (reflections) {
        return reflections(header, kind);
      }
      for (int i = 0; value(kind); i++) {
        if (i < header.size() && kind == CifTokens.Kind.VALUE && wanted(header.get(i))) {
          items.putIfAbsent(header.get(i), tokens.text());
        }
        kind = tokens.next();
      }
      return kind;
    }

    private static boolean value(CifTokens.Kind kind) {
      return kind == CifTokens.Kind.VALUE || kind == CifTokens.Kind.MISSING;
    }

    private CifTokens.Kind reflections(List<String> header, CifTokens.Kind first) {
      // A loop without reflections may have come before.
      names.clear();
      columns.clear();
      int width = header.size();
      int[] axis = new int[width];
      float[][] into = new float[width][];
      int statusAt = -1;
      // A row takes at least two bytes for each of its words.
      long most = size / (2L * width) + 1;
      for (int c = 0; c < width; c++) {
        String name = header.get(c).substring(header.get(c).indexOf('.') + 1);
        names.add(name);
        axis[c] = INDEX.indexOf(name);
        statusAt = name.equals("status") ? c : statusAt;
        if (NUMBERS.contains(name)) {
          into[c] = new float[0];
        }
      }
      if (!names.containsAll(INDEX)) {
        throw tokens.damaged("reflections without index_h, index_k and index_l");
      }
      int capacity = 0;
      CifTokens.Kind kind = first;
      int c = 0;
      while (value(kind)) {
        if (c == 0 && rows == capacity) {
          capacity = (int) Math.min(Math.min(most, Integer.MAX_VALUE - 64), 1024 + 2L * capacity);
          grow(into, statusAt, capacity);
        }
        if (axis[c] >= 0) {
          index[axis[c]][rows] = miller(kind);
        } else if (into[c] != null) {
          into[c][rows] = kind == CifTokens.Kind.MISSING ? Float.NaN : (float) tokens.number();
        } else if (c == statusAt) {
          status[rows] = kind == CifTokens.Kind.MISSING ? (byte) ' ' : tokens.first();
        }
        c++;
        if (c == width) {
          c = 0;
          rows++;
        }
        kind = tokens.next();
      }
      if (c != 0) {
        throw tokens.damaged("the last reflection has " + c + " of " + width + " values");
      }
      grow(into, statusAt, rows);
      for (int i = 0; i < width; i++) {
        if (into[i] != null) {
          columns.put(names.get(i), into[i]);
        }
      }
      return kind;
    }

    private void grow(float[][] into, int statusAt, int capacity) {
      for (int a = 0; a < 3; a++) {
        index[a] = Arrays.copyOf(index[a], capacity);
      }
      for (int c = 0; c < into.length; c++) {
        if (into[c] != null) {
          into[c] = Arrays.copyOf(into[c], capacity);
        }
      }
      if (statusAt >= 0) {
        status = Arrays.copyOf(status, capacity);
      }
    }

    private int miller(CifTokens.Kind kind) {
      double value = kind == CifTokens.Kind.MISSING ? Double.NaN : tokens.number();
      if (!(value == Math.rint(value) && Math.abs(value) < FARTHEST)) {
        throw tokens.damaged("'" + tokens.text() + "': expected a Miller index");
      }
      return (int) value;
    }

    private double number(String name) {
      String text = items.get(name);
      try {
        return text == null ? Double.NaN : Double.parseDouble(text.replaceAll("\\(.*", ""));
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }

    private @Nullable UnitCell cell() {
      try {
        return new UnitCell(
            number("_cell.length_a"),
            number("_cell.length_b"),
            number("_cell.length_c"),
            number("_cell.angle_alpha"),
            number("_cell.angle_beta"),
            number("_cell.angle_gamma"));
      } catch (IllegalArgumentException e) {
        return null; // none given
      }
    }

    private @Nullable SpaceGroup group() {
      for (String name :
          List.of(
              "_symmetry.space_group_name_H-M",
              "_space_group.name_H-M_alt",
              "_symmetry.Int_Tables_number",
              "_space_group.IT_number")) {
        String text = items.get(name);
        if (text != null) {
          try {
            return SpaceGroup.of(text);
          } catch (UserInputException e) {
            // the number may say more
          }
        }
      }
      return null;
    }
  }
}
