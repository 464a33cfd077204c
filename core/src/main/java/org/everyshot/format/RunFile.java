package org.everyshot.format;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the name of a file in a EuXFEL run folder tells: `CORR-R0348-AGIPD07-S00002.h5`.
///
/// @param path the file
/// @param corrected whether values are calibrated (`CORR`) rather than raw
/// @param run run number
/// @param detector kind of detector, for example AGIPD, LPD, DSSC, JNGFR
/// @param module number of the module, from 0 (JUNGFRAU files count from 1)
/// @param sequence number of the file in the run
record RunFile(Path path, boolean corrected, int run, String detector, int module, int sequence) {
  private static final Pattern NAME =
      Pattern.compile("(RAW|CORR)-R(\\d{1,6})-([A-Z]+?)(\\d{1,3})-S(\\d{1,6})\\.h5");

  /// Reads a file name; null where it is not one of a detector module.
  static @Nullable RunFile of(Path path) {
    Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
    if (!name.matches()) {
      return null;
    }
    return new RunFile(
        path,
        name.group(1).equals("CORR"),
        Integer.parseInt(name.group(2)),
        name.group(3),
        Integer.parseInt(name.group(4)) - (name.group(3).equals("JNGFR") ? 1 : 0),
        Integer.parseInt(name.group(5)));
  }

  /// Whether the detector is one whose modules are matched frame by frame.
  boolean ofModules() {
    return switch (detector) {
      case "AGIPD", "LPD", "DSSC", "JNGFR" -> true;
      default -> false;
    };
  }
}
