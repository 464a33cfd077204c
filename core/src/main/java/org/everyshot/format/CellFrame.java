package org.everyshot.format;

import java.util.Arrays;
import org.everyshot.crystal.UnitCell;
import org.everyshot.structure.DepositedCell;
import org.jspecify.annotations.Nullable;

/// What a structure file says about its cell, and whether its atoms are in the cell's usual frame.
final class CellFrame {
  /// Largest difference of a matrix element from the usual, of what is rounded to 6 decimals.
  private static final double ROUNDING = 2e-5;

  private CellFrame() {}

  /// The cell of a, b, c, Å, and three angles in degrees; null for the unit cube that stands for
  /// none, and for what encloses no volume.
  static @Nullable DepositedCell cell(double[] v, String spaceGroup) {
    boolean none = v[0] == 1 && v[1] == 1 && v[2] == 1;
    if (none || Arrays.stream(v).anyMatch(Double::isNaN)) {
      return null;
    }
    try {
      double volume = new UnitCell(v[0], v[1], v[2], v[3], v[4], v[5]).volume();
      return volume > 0
          ? new DepositedCell(v[0], v[1], v[2], v[3], v[4], v[5], spaceGroup, true)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// The cell, marked where the file's own matrix from Å to fractions is not the usual one.
  ///
  /// @param scale `[3][4]`, rotation and shift; all 0 where the file has none
  static DepositedCell checked(DepositedCell cell, double[] scale) {
    double[] usual =
        new UnitCell(
                cell.a(),
                cell.b(),
                cell.c(),
                cell.alphaDegrees(),
                cell.betaDegrees(),
                cell.gammaDegrees())
            .fractionalization();
    boolean absent = Arrays.stream(scale).allMatch(v -> v == 0 || Double.isNaN(v));
    boolean standard = true;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        double difference = scale[4 * row + column] - usual[3 * row + column];
        standard &= Math.abs(difference) <= ROUNDING;
      }
      standard &= Math.abs(scale[4 * row + 3]) <= 100 * ROUNDING;
    }
    return new DepositedCell(
        cell.a(),
        cell.b(),
        cell.c(),
        cell.alphaDegrees(),
        cell.betaDegrees(),
        cell.gammaDegrees(),
        cell.spaceGroup(),
        absent || standard);
  }
}
