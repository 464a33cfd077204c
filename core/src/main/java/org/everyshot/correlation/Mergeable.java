package org.everyshot.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.everyshot.detector.PolarGrid;
import org.everyshot.fault.UserInputException;

/// What two correlations must have in common to become one.
record Mergeable(PolarGrid grid, double wavelengthAngstrom, CorrelationSettings settings) {
  /// @param name what to call the other
  /// @throws UserInputException naming every difference
  static void require(Mergeable mine, Mergeable other, String name) {
    List<String> differences = new ArrayList<>();
    compare(differences, "rings", mine.grid.rings(), other.grid.rings(), name);
    compare(differences, "azimuths", mine.grid.azimuths(), other.grid.azimuths(), name);
    compareClosely(differences, "q-min", mine.grid.qMin(), other.grid.qMin(), name);
    compareClosely(differences, "q-max", mine.grid.qMax(), other.grid.qMax(), name);
    compareClosely(
        differences, "wavelength", mine.wavelengthAngstrom, other.wavelengthAngstrom, name);
    CorrelationSettings a = mine.settings;
    CorrelationSettings b = other.settings;
    compare(differences, "normalize", a.normalization(), b.normalization(), name);
    compare(differences, "correct", a.correction(), b.correction(), name);
    if (a.correction() == CorrelationSettings.Correction.BLOCKS) {
      compare(differences, "block shots", a.blockShots(), b.blockShots(), name);
    }
    compare(differences, "self-term", a.selfTerm(), b.selfTerm(), name);
    compare(differences, "orientations", a.orientations(), b.orientations(), name);
    compare(
        differences,
        "harmonics",
        a.harmonics(mine.grid.azimuths()),
        b.harmonics(mine.grid.azimuths()),
        name);
    if (a.reference() != null && !a.reference().equals(b.reference())) {
      differences.add("reference profiles differ");
    }
    if (!differences.isEmpty()) {
      throw new UserInputException(
          "cannot merge correlations: "
              + String.join(", ", differences)
              + "; use the same options for both");
    }
  }

  private static void compare(
      List<String> differences, String what, Object mine, Object other, String name) {
    if (!mine.equals(other)) {
      differences.add("%s %s (this) and %s (%s)".formatted(what, text(mine), text(other), name));
    }
  }

  /// Equal but for the rounding of a file's numbers, or unknown on both sides.
  private static void compareClosely(
      List<String> differences, String what, double mine, double other, String name) {
    boolean same =
        Math.abs(mine - other) <= 1e-9 * Math.abs(mine)
            || (Double.isNaN(mine) && Double.isNaN(other));
    if (!same) {
      compare(differences, what, mine, other, name);
    }
  }

  private static String text(Object value) {
    return value instanceof Enum<?> option
        ? option.name().toLowerCase(Locale.ROOT)
        : value.toString();
  }
}
