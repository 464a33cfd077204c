package org.everyshot.picture;

/// The share of each pixel that lies inside closed lines, from the lines' pieces one by one.
///
/// A piece that goes down through a row adds, to every pixel right of it, the height that it goes;
/// one that goes up takes it away. What is kept is where these sums change, so that a piece costs
/// no more than the pixels that it passes; the sum over a row from the left is the share.
final class Area {
  private final int left;
  private final int top;
  private final int width;
  private final int height;

  /// Change of the share from the pixel to the left, `[row][width + 1]`.
  private final float[] change;

  private int first = Integer.MAX_VALUE;
  private int end;

  /// @param right one after the last column
  /// @param bottom one after the last row
  Area(int left, int top, int right, int bottom) {
    this.left = left;
    this.top = top;
    this.width = Math.max(0, right - left);
    this.height = Math.max(0, bottom - top);
    this.change = new float[(width + 1) * height];
  }

  /// The first row that is not empty.
  int top() {
    return Math.max(top, first);
  }

  /// One after the last row that is not empty.
  int bottom() {
    return end;
  }

  /// Adds a piece of the lines.
  void edge(double x0, double y0, double x1, double y1) {
    boolean down = y1 > y0;
    double upper = (down ? y0 : y1) - top;
    double lower = (down ? y1 : y0) - top;
    if (width == 0 || !(upper < lower) || !Double.isFinite(x0 + x1)) {
      return;
    }
    double start = (down ? x0 : x1) - left;
    double slope = (x1 - x0) / (y1 - y0);
    int fromRow = Math.max(0, (int) Math.floor(upper));
    int toRow = Math.min(height, (int) Math.ceil(lower));
    for (int row = fromRow; row < toRow; row++) {
      double y = Math.max(row, upper);
      double next = Math.min(row + 1, lower);
      double here = Math.clamp(start + slope * (y - upper), 0.0, (double) width);
      double there = Math.clamp(start + slope * (next - upper), 0.0, (double) width);
      pass(row, Math.min(here, there), Math.max(here, there), down ? next - y : y - next);
    }
    if (fromRow < toRow) {
      first = Math.min(first, top + fromRow);
      end = Math.max(end, top + toRow);
    }
  }

  /// A piece inside a row, from column `x0` to `x1`, that goes down by `height`.
  private void pass(int row, double x0, double x1, double height) {
    int at = row * (width + 1);
    int last = Math.min(width - 1, (int) x1);
    for (int column = Math.min((int) x0, last); column <= last; column++) {
      double from = Math.max(x0, column);
      double to = Math.min(x1, column + 1);
      double part = x1 > x0 ? height * (to - from) / (x1 - x0) : height;
      double middle = (from + to) / 2 - column;
      change[at + column] += (float) (part * (1 - middle));
      change[at + column + 1] += (float) (part * middle);
    }
  }

  /// Writes the shares of a row.
  ///
  /// @param full what stands for a whole pixel, at most 255
  void shares(int row, byte[] shares, int at, int full) {
    int start = (row - top) * (width + 1);
    float sum = 0;
    byte share = 0;
    for (int column = 0; column < width; column++) {
      float step = change[start + column];
      if (step != 0) {
        sum += step;
        share = (byte) Math.min(full, (int) (full * Math.abs(sum) + 0.5f));
      }
      shares[at + column] = share;
    }
  }
}
