package org.everyshot.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// A CrystFEL geometry file (`.geom`).
///
/// Source: the manual page crystfel_geometry(5) of CrystFEL.
///
/// @param geometry the detector that it describes
/// @param warnings what was not understood, one line each
public record GeometryFile(Geometry geometry, List<String> warnings) {
  private static final long LARGEST = 64 << 20;

  public GeometryFile {
    warnings = List.copyOf(warnings);
  }

  /// Reads a geometry file.
  ///
  /// @throws UserInputException where it cannot be read or says what cannot be
  /// @throws DamagedDataException where it is not a text
  public static GeometryFile read(Path path) {
    byte[] bytes;
    try {
      if (Files.size(path) > LARGEST) {
        throw new UserInputException(
            path + ": " + Files.size(path) + " bytes; a geometry file has at most " + LARGEST);
      }
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new UserInputException(path + ": no such geometry file", e);
    } catch (IOException e) {
      throw new UserInputException(path + ": cannot be read: " + e.getMessage(), e);
    }
    return parse(bytes, path.toString());
  }

  /// Reads a geometry file from its bytes.
  ///
  /// @param name name of the file, for messages
  public static GeometryFile parse(byte[] bytes, String name) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new DamagedDataException(
            name + ": byte 0 at offset " + i + "; a CrystFEL geometry file is a text");
      }
    }
    return new GeometryText(name).read(new String(bytes, StandardCharsets.UTF_8));
  }

  /// Names the panels that a detector has, for messages.
  static String known(List<Panel> panels) {
    int shown = 8;
    String names =
        panels.stream()
            .limit(shown)
            .map(panel -> GeometryLine.shown(panel.name()))
            .collect(Collectors.joining(", "));
    return "the file's panels are "
        + names
        + (panels.size() > shown ? ", … (" + panels.size() + " in all)" : "");
  }
}
