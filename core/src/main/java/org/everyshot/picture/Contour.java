package org.everyshot.picture;

/// Where the values of a grid pass a level: lines between the points below it and the others,
/// found by marching squares and followed from square to square, so that a line is one stroke
/// however many squares it goes through.
///
/// A line crosses an edge of the grid where the level lies between the values at its ends, in
/// proportion. The higher side is on its left, seen with rows counted upwards. It closes, or ends
/// on the border of the grid or of what is missing: squares with a corner that is not a finite
/// number. In a square whose high corners face each other, the mean of the four says whether
/// these are joined or the low ones.
final class Contour {
  /// The square beyond each side: below, right, above, left.
  private static final int[] ACROSS = {0, 1, 0, -1};

  private static final int[] UP = {-1, 0, 1, 0};

  private final double[] values;
  private final int columns;
  private final int rows;
  private final double level;

  /// Whether a line has entered a square by this edge; numbers as [#edge] gives them.
  private final boolean[] passed;

  private final Trace lines = new Trace();

  private Contour(double[] values, int columns, double level) {
    this.values = values;
    this.columns = columns;
    this.rows = values.length / columns;
    this.level = level;
    this.passed = new boolean[2 * values.length];
  }

  /// The lines at a level, a stroke each, in columns and rows from the first value. One without
  /// length, as around a single point that just reaches the level, is left out.
  ///
  /// @param values `[rows][columns]`, any unit
  /// @param level in the values' unit; points at the level itself count as higher
  static Trace of(double[] values, int columns, double level) {
    var contour = new Contour(values, columns, level);
    contour.follow(false);
    contour.follow(true);
    return contour.lines;
  }

  /// Follows the lines that begin at a border, or, once these are done, the closed ones.
  private void follow(boolean closed) {
    for (int row = 0; row + 1 < rows; row++) {
      for (int column = 0; column + 1 < columns; column++) {
        for (int side = 0; side < 4 && present(column, row); side++) {
          boolean begins = closed || !present(column + ACROSS[side], row + UP[side]);
          if (begins && falls(column, row, side)) {
            follow(column, row, side);
          }
        }
      }
    }
  }

  /// Follows a line from the side of a square by which it enters, as far as it is new.
  private void follow(int column, int row, int side) {
    int i = column;
    int j = row;
    int entry = side;
    double x = x(edge(i, j, entry));
    double y = y(edge(i, j, entry));
    boolean drawn = false;
    while (present(i, j) && !passed[edge(i, j, entry)]) {
      passed[edge(i, j, entry)] = true;
      int exit = exit(i, j, entry);
      double nextX = x(edge(i, j, exit));
      double nextY = y(edge(i, j, exit));
      // At a point of the level itself the line crosses several edges in one place.
      if (nextX != x || nextY != y) {
        if (!drawn) {
          lines.moveTo(x, y);
          drawn = true;
        }
        lines.lineTo(nextX, nextY);
        x = nextX;
        y = nextY;
      }
      i += ACROSS[exit];
      j += UP[exit];
      entry = (exit + 2) % 4;
    }
  }

  /// The side by which a line leaves that came in by `entry`.
  private int exit(int column, int row, int entry) {
    double mean = 0;
    for (int corner = 0; corner < 4; corner++) {
      mean += height(corner(column, row, corner)) / 4;
    }
    // Both ways around end at the same side, but in a saddle: there they go around the low corner
    // next to the entry, and around the high one.
    int turn = mean >= 0 ? 1 : 3;
    int exit = (entry + turn) % 4;
    while (!rises(column, row, exit)) {
      exit = (exit + turn) % 4;
    }
    return exit;
  }

  /// Whether a side, counter-clockwise, leads from a high corner to a low one: lines enter there.
  private boolean falls(int column, int row, int side) {
    return height(corner(column, row, side)) >= 0
        && height(corner(column, row, (side + 1) % 4)) < 0;
  }

  /// Whether a side leads from a low corner to a high one: lines leave there.
  private boolean rises(int column, int row, int side) {
    return height(corner(column, row, side)) < 0
        && height(corner(column, row, (side + 1) % 4)) >= 0;
  }

  /// Whether there is a square here, all of its corners with numbers.
  private boolean present(int column, int row) {
    if (column < 0 || row < 0 || column + 1 >= columns || row + 1 >= rows) {
      return false;
    }
    for (int corner = 0; corner < 4; corner++) {
      if (!Double.isFinite(height(corner(column, row, corner)))) {
        return false;
      }
    }
    return true;
  }

  /// A corner's place among the values, counter-clockwise from the lower left.
  private int corner(int column, int row, int corner) {
    int right = corner == 1 || corner == 2 ? 1 : 0;
    return (row + corner / 2) * columns + column + right;
  }

  /// Height above the level.
  private double height(int point) {
    return values[point] - level;
  }

  /// The number of a square's side, the same for both squares: twice that of the point from which
  /// the edge goes right, one more where it goes up.
  private int edge(int column, int row, int side) {
    return switch (side) {
      case 0 -> 2 * corner(column, row, 0);
      case 1 -> 2 * corner(column, row, 1) + 1;
      case 2 -> 2 * corner(column, row, 3);
      default -> 2 * corner(column, row, 0) + 1;
    };
  }

  private double x(int edge) {
    int point = edge / 2;
    int column = point % columns;
    return edge % 2 == 0 ? column + share(point, point + 1) : column;
  }

  private double y(int edge) {
    int point = edge / 2;
    int row = point / columns;
    return edge % 2 == 0 ? row : row + share(point, point + columns);
  }

  /// How far from one point to another the level is reached, 0 to 1.
  private double share(int from, int to) {
    return height(from) / (height(from) - height(to));
  }
}
