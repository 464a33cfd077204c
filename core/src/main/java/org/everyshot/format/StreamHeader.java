package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.detector.Geometry;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// What a CrystFEL stream says before its first image.
///
/// @param version of the format, such as `2.3`
/// @param origin lines that tell what wrote it: program, version, command
/// @param geometryText text of the geometry file; empty where there is none
/// @param geometry the detector; null where there is no geometry or it cannot be understood
/// @param target cell that was looked for, with its lattice; null where there is none
/// @param warnings what was not understood, one line each
public record StreamHeader(
    String version,
    List<String> origin,
    String geometryText,
    @Nullable Geometry geometry,
    @Nullable TargetCell target,
    List<String> warnings) {
  static final byte[] MAGIC = StreamMarks.ascii("CrystFEL stream format ");

  private static final String GEOMETRY_BEGIN = "----- Begin geometry file -----";
  private static final String GEOMETRY_END = "----- End geometry file -----";
  private static final String CELL_BEGIN = "----- Begin unit cell -----";
  private static final String CELL_END = "----- End unit cell -----";
  private static final int MOST_ORIGIN = 16;

  public StreamHeader {
    origin = List.copyOf(origin);
    warnings = List.copyOf(warnings);
  }

  /// A header of what is written here.
  public static StreamHeader of(Geometry geometry, @Nullable TargetCell target, String origin) {
    return new StreamHeader(
        "2.3", List.of(origin), GeometryWriter.text(geometry), geometry, target, List.of());
  }

  /// A unit cell and its lattice.
  ///
  /// @param cell the cell
  /// @param lattice `triclinic`, `monoclinic`, `orthorhombic`, `tetragonal`, `rhombohedral`,
  ///     `hexagonal` or `cubic`; empty where unknown
  /// @param centring `P`, `A`, `B`, `C`, `I`, `F`, `R` or `H`; `?` where unknown
  /// @param uniqueAxis `a`, `b` or `c`; `*` for none, `?` where unknown
  public record TargetCell(UnitCell cell, String lattice, char centring, char uniqueAxis) {
    /// The cell of a space group. CrystFEL knows no trigonal lattice: it is hexagonal, with
    /// centring H where it is rhombohedral, or rhombohedral on its own axes.
    public static TargetCell of(UnitCell cell, SpaceGroup group) {
      boolean hexagonal = cell.alphaDegrees() == 90 && cell.gammaDegrees() == 120;
      return switch (group.crystalSystem()) {
        case "triclinic" -> new TargetCell(cell, "triclinic", group.centring(), '*');
        case "monoclinic" ->
            new TargetCell(cell, "monoclinic", group.centring(), monoclinicAxis(cell));
        case "orthorhombic" -> new TargetCell(cell, "orthorhombic", group.centring(), '*');
        case "cubic" -> new TargetCell(cell, "cubic", group.centring(), '*');
        case "trigonal" ->
            hexagonal
                ? new TargetCell(cell, "hexagonal", group.centring() == 'P' ? 'P' : 'H', 'c')
                : new TargetCell(cell, "rhombohedral", 'R', '*');
        default -> new TargetCell(cell, group.crystalSystem(), group.centring(), 'c');
      };
    }

    private static char monoclinicAxis(UnitCell cell) {
      if (cell.betaDegrees() != 90) {
        return 'b';
      }
      return cell.alphaDegrees() != 90 ? 'a' : cell.gammaDegrees() != 90 ? 'c' : 'b';
    }
  }

  /// Checks the first line of a stream.
  ///
  /// @throws UserInputException where it is not one, or of a version that is not read
  static void check(Path path, byte[] bytes, int count) {
    if (!StreamMarks.at(bytes, 0, count, MAGIC)) {
      throw new UserInputException(
          path + ": byte 0: not a CrystFEL stream; expected 'CrystFEL stream format 2.3'");
    }
  }

  static StreamHeader parse(Path path, byte[] bytes) {
    check(path, bytes, bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new DamagedDataException(
            path + ": byte " + i + " is 0; the header of a CrystFEL stream is a text");
      }
    }
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
    String version = version(path, text);
    var origin = new ArrayList<String>();
    var warnings = new ArrayList<String>();
    String geometryText = between(text, GEOMETRY_BEGIN, GEOMETRY_END);
    String cellText = between(text, CELL_BEGIN, CELL_END);
    boolean block = false;
    for (Iterator<String> lines = text.lines().skip(1).iterator(); lines.hasNext(); ) {
      String line = lines.next();
      boolean mark = line.startsWith("-----");
      block = mark ? line.startsWith("----- Begin") : block;
      if (!mark && !block && !line.isBlank() && origin.size() < MOST_ORIGIN) {
        origin.add(line.strip());
      }
    }
    return new StreamHeader(
        version,
        origin,
        geometryText,
        geometry(path, geometryText, warnings),
        cellText.isEmpty() ? null : target(path, cellText, warnings),
        warnings);
  }

  private static String version(Path path, String text) {
    String line = text.lines().findFirst().orElse("");
    String version = line.substring(MAGIC.length).strip();
    if (!version.equals("2.2") && !version.equals("2.3")) {
      throw new UserInputException(
          path
              + ": CrystFEL stream of format '"
              + GeometryLine.shown(version)
              + "'; expected 2.2 or 2.3: write it again with a CrystFEL of 2013 or later");
    }
    return version;
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin);
    int to = from < 0 ? -1 : text.indexOf(end, from + begin.length());
    return to < 0 ? "" : text.substring(from + begin.length(), to).strip() + "\n";
  }

  private static @Nullable Geometry geometry(Path path, String text, List<String> warnings) {
    if (text.isBlank()) {
      return null;
    }
    try {
      GeometryFile file =
          GeometryFile.parse(text.getBytes(StandardCharsets.UTF_8), path + ", geometry block");
      if (file.geometry().panels().size() > Short.MAX_VALUE) {
        warnings.add(path + ": more panels than " + Short.MAX_VALUE + "; positions are not read");
        return null;
      }
      warnings.addAll(file.warnings());
      return file.geometry();
    } catch (UserInputException | DamagedDataException e) {
      warnings.add(e.getMessage() + "; panels and positions on them stay unknown");
      return null;
    }
  }

  private static @Nullable TargetCell target(Path path, String text, List<String> warnings) {
    double[] values = new double[6];
    String lattice = "";
    char centring = '?';
    char unique = '?';
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      int equals = line.indexOf('=');
      if (equals < 0 || line.strip().startsWith(";")) {
        continue;
      }
      String value = line.substring(equals + 1).strip();
      switch (line.substring(0, equals).strip()) {
        case "lattice_type" -> lattice = GeometryLine.shown(value).toLowerCase(Locale.ROOT);
        case "centering" -> centring = value.isEmpty() ? '?' : value.charAt(0);
        case "unique_axis" -> unique = value.isEmpty() ? '?' : value.charAt(0);
        case "a" -> values[0] = measure(value, "nm", 10);
        case "b" -> values[1] = measure(value, "nm", 10);
        case "c" -> values[2] = measure(value, "nm", 10);
        case "al" -> values[3] = measure(value, "rad", Math.toDegrees(1));
        case "be" -> values[4] = measure(value, "rad", Math.toDegrees(1));
        case "ga" -> values[5] = measure(value, "rad", Math.toDegrees(1));
        default -> {}
      }
    }
    try {
      var cell = new UnitCell(values[0], values[1], values[2], values[3], values[4], values[5]);
      return new TargetCell(cell, lattice, centring, unique);
    } catch (IllegalArgumentException e) {
      warnings.add(path + ", unit cell block: " + e.getMessage() + "; it is not used");
      return null;
    }
  }

  /// A number with a unit; NaN where it is none.
  private static double measure(String text, String unit, double factor) {
    String[] words = text.split("\\s+", -1);
    try {
      double value = Double.parseDouble(words[0]);
      return words.length > 1 && words[1].equals(unit) ? value * factor : value;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
