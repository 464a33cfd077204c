package org.everyshot.format;

import java.nio.file.Path;
import java.util.Locale;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.DamagedDataException;

/// Whether a file's rows can reach as far as its largest index says: what is laid out for all
/// reflections to that resolution must not be out of proportion to the file.
final class PlausibleExtent {
  /// Reciprocal cells for each row; a merge of one reflection in 4,000 is still taken.
  private static final double CELLS_PER_ROW = 4e3;

  private static final double MOST_CELLS = 2e8;

  private PlausibleExtent() {}

  /// @param inverseSquareSpacing largest 1/d² of the rows, Å⁻²
  /// @throws DamagedDataException where it is out of proportion
  static void check(Path path, int rows, double inverseSquareSpacing, UnitCell cell) {
    double radius = Math.sqrt(inverseSquareSpacing);
    double cells = 4.0 / 3 * Math.PI * radius * inverseSquareSpacing * cell.volume();
    if (cells > MOST_CELLS || cells > CELLS_PER_ROW * (rows + 100.0)) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s: %d reflections to %.3g Å; a sphere of that resolution has %.3g",
              path,
              rows,
              1 / radius,
              cells));
    }
  }
}
