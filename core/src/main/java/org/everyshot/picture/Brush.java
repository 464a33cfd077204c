package org.everyshot.picture;

import java.util.Arrays;

/// Puts antialiased shapes onto pixels: first the share of each pixel that a shape covers, then,
/// once for the whole shape, its colour. All lengths are pixels, from the top left corner.
///
/// The share of a stroke follows from the distance of the pixel's middle to the nearest of its
/// lines, as if the edge there were parallel to the pixel's: exact for lines along rows and
/// columns, elsewhere as smooth. The share of an area is exact.
final class Brush {
  /// How strokes end; where two pieces of a stroke meet they are always round.
  enum Ends {
    ROUND,
    CUT
  }

  private static final int FULL = 255;

  private final Pixels pixels;

  /// The share of each pixel, of [#FULL].
  private final byte[] cover;

  /// For each row the first covered column, and one after the last.
  private final int[] from;

  private final int[] to;
  private int top;
  private int bottom;
  private int clipLeft;
  private int clipTop;
  private int clipRight;
  private int clipBottom;

  Brush(Pixels pixels) {
    this.pixels = pixels;
    this.cover = new byte[pixels.width() * pixels.height()];
    this.from = new int[pixels.height()];
    this.to = new int[pixels.height()];
    Arrays.fill(from, Integer.MAX_VALUE);
    this.top = Integer.MAX_VALUE;
    unclip();
  }

  /// Draws only between these columns and rows, the last ones left out, until [#unclip].
  void clip(int left, int first, int right, int end) {
    clipLeft = Math.max(0, left);
    clipTop = Math.max(0, first);
    clipRight = Math.min(pixels.width(), right);
    clipBottom = Math.min(pixels.height(), end);
  }

  void unclip() {
    clip(0, 0, pixels.width(), pixels.height());
  }

  /// Draws strokes.
  ///
  /// @param scale pixels to a unit of the trace
  /// @param width of the pen
  void stroke(Trace trace, double scale, double width, Ends ends, Colour colour) {
    for (int s = 0; s < trace.strokes(); s++) {
      int first = trace.start(s);
      int last = trace.start(s + 1) - 1;
      boolean cut = ends == Ends.CUT && !trace.closed(s);
      double x = scale * trace.x(first);
      double y = scale * trace.y(first);
      if (first == last && !cut) {
        line(x, y, x, y, width / 2, false, false);
      }
      for (int i = first + 1; i <= last; i++) {
        double nextX = scale * trace.x(i);
        double nextY = scale * trace.y(i);
        line(x, y, nextX, nextY, width / 2, cut && i == first + 1, cut && i == last);
        x = nextX;
        y = nextY;
      }
    }
    paint(colour);
  }

  /// Draws a disc.
  void disc(double x, double y, double radius, Colour colour) {
    line(x, y, x, y, radius, false, false);
    paint(colour);
  }

  /// Covers what is nearer to a line than `half`.
  private void line(
      double x0, double y0, double x1, double y1, double half, boolean cutHere, boolean cutThere) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = Math.sqrt(dx * dx + dy * dy);
    if (!(length < 1e9) || !Double.isFinite(x0 + y0)) {
      return;
    }
    double ux = length > 0 ? dx / length : 1;
    double uy = length > 0 ? dy / length : 0;
    double reach = half + 0.5;
    double most = Math.min(1, 2 * half);
    int first = Math.max(clipTop, (int) Math.floor(Math.min(y0, y1) - reach));
    int end = Math.min(clipBottom, (int) Math.ceil(Math.max(y0, y1) + reach));
    for (int row = first; row < end; row++) {
      double cy = row + 0.5 - y0;
      // The row's part inside the rectangle around the line: across it, then along it.
      double low = -reach - Math.abs(dx);
      double high = reach + Math.abs(dx);
      if (Math.abs(uy) > 1e-9) {
        low = Math.max(low, (ux * cy - reach * Math.copySign(1, uy)) / uy);
        high = Math.min(high, (ux * cy + reach * Math.copySign(1, uy)) / uy);
      }
      if (Math.abs(ux) > 1e-9) {
        double near = (-reach - uy * cy) / ux;
        double far = (length + reach - uy * cy) / ux;
        low = Math.max(low, Math.min(near, far));
        high = Math.min(high, Math.max(near, far));
      }
      int left = Math.max(clipLeft, (int) Math.floor(x0 + low - 0.5));
      int right = Math.min(clipRight, (int) Math.ceil(x0 + high + 0.5));
      if (left >= right) {
        continue;
      }
      int at = row * pixels.width();
      for (int column = left; column < right; column++) {
        double cx = column + 0.5 - x0;
        double along = ux * cx + uy * cy;
        double distance = Math.abs(ux * cy - uy * cx);
        double beyond = Math.max(-along, along - length);
        double share = 1;
        if (beyond > -0.5) {
          if (along < length / 2 ? cutHere : cutThere) {
            share = Math.max(0, 0.5 - beyond);
          } else if (beyond > 0) {
            distance = Math.sqrt(distance * distance + beyond * beyond);
          }
        }
        share *= Math.min(most, reach - distance);
        int covered = (int) (FULL * share + 0.5);
        if (covered > (cover[at + column] & FULL)) {
          cover[at + column] = (byte) covered;
        }
      }
      touch(row, left, right);
    }
  }

  private void touch(int row, int left, int right) {
    from[row] = Math.min(from[row], left);
    to[row] = Math.max(to[row], right);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row + 1);
  }

  /// Fills a rectangle along rows and columns.
  void box(double left, double first, double right, double end, Colour colour) {
    int fromRow = Math.max(clipTop, (int) Math.floor(first));
    int toRow = Math.min(clipBottom, (int) Math.ceil(end));
    int fromColumn = Math.max(clipLeft, (int) Math.floor(left));
    int toColumn = Math.min(clipRight, (int) Math.ceil(right));
    if (fromColumn >= toColumn || !(left < right) || !(first < end)) {
      return;
    }
    for (int row = fromRow; row < toRow; row++) {
      double high = Math.min(end, row + 1) - Math.max(first, row);
      int at = row * pixels.width();
      int whole = (int) (FULL * high + 0.5);
      Arrays.fill(cover, at + fromColumn, at + toColumn, (byte) whole);
      edge(at, fromColumn, left, right, high);
      edge(at, toColumn - 1, left, right, high);
      touch(row, fromColumn, toColumn);
    }
    paint(colour);
  }

  private void edge(int at, int column, double left, double right, double high) {
    double wide = Math.min(right, column + 1) - Math.max(left, column);
    cover[at + column] = (byte) (int) (FULL * high * wide + 0.5);
  }

  /// Fills what closed lines go around.
  ///
  /// @param scale pixels to a unit of the trace
  void fill(Trace trace, double scale, Colour colour) {
    var area = new Area(clipLeft, clipTop, clipRight, clipBottom);
    for (int s = 0; s < trace.strokes(); s++) {
      int first = trace.start(s);
      int end = trace.start(s + 1);
      for (int i = first; i < end; i++) {
        int next = i + 1 < end ? i + 1 : first;
        area.edge(
            scale * trace.x(i), scale * trace.y(i), scale * trace.x(next), scale * trace.y(next));
      }
    }
    for (int row = area.top(); row < area.bottom(); row++) {
      area.shares(row, cover, row * pixels.width() + clipLeft, FULL);
      touch(row, clipLeft, clipRight);
    }
    paint(colour);
  }

  /// Lays a colour over what is covered, and covers nothing any more.
  private void paint(Colour colour) {
    for (int row = top; row < bottom; row++) {
      if (from[row] < to[row]) {
        int at = row * pixels.width();
        paint(at + from[row], at + to[row], colour);
      }
      from[row] = Integer.MAX_VALUE;
      to[row] = 0;
    }
    top = Integer.MAX_VALUE;
    bottom = 0;
  }

  private void paint(int start, int end, Colour colour) {
    byte[] bytes = pixels.bytes();
    int red = colour.rgb() >> 16 & 0xFF;
    int green = colour.rgb() >> 8 & 0xFF;
    int blue = colour.rgb() & 0xFF;
    // Shares of 255 times 257 are shares of 65535.
    int opacity = (int) Math.round(257 * colour.opacity());
    for (int i = start; i < end; i++) {
      if (cover[i] != 0) {
        int share = (cover[i] & FULL) * opacity;
        cover[i] = 0;
        bytes[3 * i] = mixed(bytes[3 * i], red, share);
        bytes[3 * i + 1] = mixed(bytes[3 * i + 1], green, share);
        bytes[3 * i + 2] = mixed(bytes[3 * i + 2], blue, share);
      }
    }
  }

  private static byte mixed(byte old, int fresh, int share) {
    return (byte) (((old & 0xFF) * (65535 - share) + fresh * share + 32767) / 65535);
  }
}
