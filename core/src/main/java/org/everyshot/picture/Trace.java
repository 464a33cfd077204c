package org.everyshot.picture;

import java.util.Arrays;

/// What a pen draws: strokes of straight pieces, curves already broken into them. A stroke that
/// ends exactly where it began is closed; one of a single point is a dot.
final class Trace {
  /// More pieces of an arc than anybody sees.
  private static final int MOST_PIECES = 1 << 16;

  /// More dashes than a picture has room for: such lines lie mostly outside it.
  private static final int MOST_DASHES = 1 << 18;

  private double[] xy = new double[16];
  private int[] starts = new int[4];
  private int points;
  private int strokes;

  /// A circle, its pieces within `error` of it.
  static Trace circle(double x, double y, double radius, double error) {
    var circle = new Trace();
    circle.arc(false, x, y, radius, radius, 0, 360, error);
    circle.close();
    return circle;
  }

  /// A straight line.
  static Trace line(double x0, double y0, double x1, double y1) {
    var line = new Trace();
    line.moveTo(x0, y0);
    line.lineTo(x1, y1);
    return line;
  }

  int strokes() {
    return strokes;
  }

  /// The first point of a stroke; of the stroke after the last, the number of points.
  int start(int stroke) {
    return stroke == strokes ? points : starts[stroke];
  }

  double x(int point) {
    return xy[2 * point];
  }

  double y(int point) {
    return xy[2 * point + 1];
  }

  /// Whether a stroke ends where it began.
  boolean closed(int stroke) {
    int first = start(stroke);
    int last = start(stroke + 1) - 1;
    return last > first + 1 && x(first) == x(last) && y(first) == y(last);
  }

  /// Lifts the pen and begins a stroke.
  void moveTo(double x, double y) {
    if (strokes == starts.length) {
      starts = Arrays.copyOf(starts, 2 * strokes);
    }
    starts[strokes++] = points;
    add(x, y);
  }

  void lineTo(double x, double y) {
    if (strokes == 0) {
      throw new IllegalStateException("a line without a beginning");
    }
    add(x, y);
  }

  /// A cubic curve, its pieces within `error` of it.
  void curveTo(double x1, double y1, double x2, double y2, double x3, double y3, double error) {
    double x0 = x(points - 1);
    double y0 = y(points - 1);
    // A piece of length h in the parameter is off by at most h² / 8 of the second derivative.
    double bend =
        6
            * Math.max(
                Math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2),
                Math.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3));
    int pieces = Math.max(1, (int) Math.ceil(Math.sqrt(bend / (8 * error))));
    for (int i = 1; i <= pieces; i++) {
      double t = i / (double) pieces;
      double s = 1 - t;
      lineTo(
          s * s * s * x0 + 3 * s * s * t * x1 + 3 * s * t * t * x2 + t * t * t * x3,
          s * s * s * y0 + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t * t * t * y3);
    }
  }

  /// An arc of an ellipse, degrees from the x axis towards the y axis.
  ///
  /// @param joined whether a line leads there; else the arc begins a stroke
  void arc(
      boolean joined,
      double cx,
      double cy,
      double rx,
      double ry,
      double from,
      double extent,
      double error) {
    boolean began = joined;
    double largest = Math.max(Math.max(rx, ry), 2 * error);
    double step = 2 * Math.toDegrees(Math.acos(1 - error / largest));
    int pieces = Math.clamp((long) Math.ceil(Math.abs(extent) / step), 1, MOST_PIECES);
    for (int i = 0; i <= pieces; i++) {
      double angle = Math.toRadians(from + extent * i / pieces);
      double x = cx + rx * Math.cos(angle);
      double y = cy + ry * Math.sin(angle);
      if (began) {
        lineTo(x, y);
      } else {
        moveTo(x, y);
        began = true;
      }
    }
  }

  /// Draws back to where the stroke began.
  void close() {
    int first = starts[strokes - 1];
    add(x(first), y(first));
  }

  /// The same larger and elsewhere.
  ///
  /// @param across what x is multiplied with
  /// @param up what y is multiplied with
  /// @param turned whether to turn it by a quarter, x to where −y was
  Trace moved(double across, double up, boolean turned, double x, double y) {
    var moved = new Trace();
    moved.xy = new double[2 * points];
    moved.starts = starts.clone();
    moved.points = points;
    moved.strokes = strokes;
    for (int i = 0; i < points; i++) {
      double right = across * xy[2 * i];
      double down = up * xy[2 * i + 1];
      moved.xy[2 * i] = x + (turned ? down : right);
      moved.xy[2 * i + 1] = y + (turned ? -right : down);
    }
    return moved;
  }

  /// Its strokes cut into dashes, each stroke from its own beginning; left whole where that would
  /// be far too many.
  ///
  /// @param pattern lengths of a dash, of the gap after it, of the next dash and so on
  Trace dashed(double... pattern) {
    if (!(length() < MOST_DASHES * Arrays.stream(pattern).sum())) {
      return this;
    }
    var dashes = new Trace();
    for (int s = 0; s < strokes; s++) {
      int part = 0;
      double left = pattern[0];
      dashes.moveTo(x(start(s)), y(start(s)));
      for (int i = start(s) + 1; i < start(s + 1); i++) {
        double dx = x(i) - x(i - 1);
        double dy = y(i) - y(i - 1);
        double length = Math.hypot(dx, dy);
        double done = 0;
        while (length - done > left) {
          done += left;
          double x = x(i - 1) + dx * done / length;
          double y = y(i - 1) + dy * done / length;
          if (part % 2 == 0) {
            dashes.lineTo(x, y);
          } else {
            dashes.moveTo(x, y);
          }
          part = (part + 1) % pattern.length;
          left = pattern[part];
        }
        left -= length - done;
        if (part % 2 == 0) {
          dashes.lineTo(x(i), y(i));
        }
      }
    }
    return dashes;
  }

  private double length() {
    double length = 0;
    for (int s = 0; s < strokes; s++) {
      for (int i = start(s) + 1; i < start(s + 1); i++) {
        length += Math.hypot(x(i) - x(i - 1), y(i) - y(i - 1));
      }
    }
    return length;
  }

  private void add(double x, double y) {
    if (2 * points == xy.length) {
      xy = Arrays.copyOf(xy, 4 * points);
    }
    xy[2 * points] = x;
    xy[2 * points + 1] = y;
    points++;
  }
}
