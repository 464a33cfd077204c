package org.everyshot.picture;

/// The frame of a plot: title, two axes with ticks and labels, and the box between them.
///
/// Room is measured first, so that no label is ever cut; the same code serves curves and maps.
final class PlotFrame {
  static final double TICK_TEXT = 14;
  static final double LABEL_TEXT = 16;
  static final double TITLE_TEXT = 18;
  static final double NOTE_TEXT = 13;
  private static final double CAPITAL = 0.7;
  private static final double MAJOR = 7;
  private static final double MINOR = 4;

  private final Canvas canvas;
  private final Axis across;
  private final Axis up;
  private final Box box;
  private final Box outer;
  private final Scale.Ticks acrossTicks;
  private final Scale.Ticks upTicks;

  /// Lays a frame out in `outer`.
  ///
  /// @param rightRoom room to leave free on the right, for a colour bar
  /// @param square whether both axes must have the same length per unit of value
  PlotFrame(Canvas canvas, Box outer, Axis across, Axis up, double rightRoom, boolean square) {
    this.canvas = canvas;
    this.outer = outer;
    this.across = across;
    this.up = up;
    double top = 66;
    double bottom = 66;
    double height = outer.height() - top - bottom;
    this.upTicks = up.scale().ticks((int) Math.max(2, height / 54));
    double left = 24 + LABEL_TEXT + MAJOR + 6 + widest(upTicks);
    double right = Math.max(26, rightRoom);
    Box inner = outer.inset(left, top, right, bottom);
    if (square) {
      inner = fit(inner, across.scale(), up.scale());
    }
    double x = canvas.snap(inner.x());
    double y = canvas.snap(inner.y());
    this.box = new Box(x, y, canvas.snap(inner.right()) - x, canvas.snap(inner.bottom()) - y);
    this.acrossTicks = across.scale().ticks((int) Math.max(2, box.width() / 66));
  }

  Box box() {
    return box;
  }

  double x(double value) {
    return box.x() + across.scale().fraction(value) * box.width();
  }

  double y(double value) {
    return box.bottom() - up.scale().fraction(value) * box.height();
  }

  /// Title and, smaller below it, a note on what was measured.
  void title(String title, String note) {
    double room = outer.right() - box.x() - 8;
    double size = shrunk(title, TITLE_TEXT, room);
    double base = box.y() - (note.isEmpty() ? 16 : 33);
    canvas.bold(title, box.x(), base, size, Align.LEFT, Ink.TEXT);
    if (!note.isEmpty()) {
      canvas.text(
          note, box.x(), box.y() - 12, shrunk(note, NOTE_TEXT, room), Align.LEFT, Ink.FAINT);
    }
  }

  /// Thin lines at the labelled ticks, drawn before the curves.
  void grid() {
    for (Scale.Tick tick : acrossTicks.marks()) {
      if (tick.major()) {
        double at = x(tick.value());
        canvas.line(at, box.y(), at, box.bottom(), Ink.GRID, 1);
      }
    }
    for (Scale.Tick tick : upTicks.marks()) {
      if (tick.major()) {
        double at = y(tick.value());
        canvas.line(box.x(), at, box.right(), at, Ink.GRID, 1);
      }
    }
  }

  /// Frame, ticks and labels, drawn after the curves.
  void axes() {
    canvas.outline(box, Ink.FRAME, 1.2);
    var marks = new Trace();
    double labelLine = box.bottom() + MAJOR + 6 + CAPITAL * TICK_TEXT;
    for (Scale.Tick tick : acrossTicks.marks()) {
      double at = x(tick.value());
      marks.moveTo(at, box.bottom());
      marks.lineTo(at, box.bottom() + (tick.major() ? MAJOR : MINOR));
      canvas.text(tick.label(), at, labelLine, TICK_TEXT, Align.CENTRE, Ink.TEXT);
    }
    for (Scale.Tick tick : upTicks.marks()) {
      double at = y(tick.value());
      marks.moveTo(box.x(), at);
      marks.lineTo(box.x() - (tick.major() ? MAJOR : MINOR), at);
      canvas.text(
          tick.label(),
          box.x() - MAJOR - 5,
          at + CAPITAL * TICK_TEXT / 2,
          TICK_TEXT,
          Align.RIGHT,
          Ink.TEXT);
    }
    canvas.draw(marks, Ink.FRAME, 1.2);
    labels(labelLine);
  }

  private void labels(double labelLine) {
    String acrossLabel = withFactor(across.label(), acrossTicks);
    double size = shrunk(acrossLabel, LABEL_TEXT, box.width());
    canvas.text(
        acrossLabel, box.centreX(), labelLine + 12 + LABEL_TEXT, size, Align.CENTRE, Ink.TEXT);
    String upLabel = withFactor(up.label(), upTicks);
    canvas.textUpwards(
        upLabel,
        box.x() - MAJOR - 5 - widest(upTicks) - 12,
        box.centreY(),
        shrunk(upLabel, LABEL_TEXT, box.height() + 40),
        Align.CENTRE,
        Ink.TEXT);
  }

  static String withFactor(String label, Scale.Ticks ticks) {
    return ticks.factor().isEmpty() ? label : label + "  " + ticks.factor();
  }

  static double widest(Scale.Ticks ticks) {
    double width = 0;
    for (Scale.Tick tick : ticks.marks()) {
      width = Math.max(width, Lettering.width(tick.label(), TICK_TEXT));
    }
    return width;
  }

  /// The size at which a text fits into `room`, at most `size`.
  static double shrunk(String text, double size, double room) {
    return Math.min(size, size * room / Math.max(1e-9, Lettering.width(text, size)));
  }

  private static Box fit(Box inner, Scale across, Scale up) {
    double spanX = across.max() - across.min();
    double spanY = up.max() - up.min();
    double unit = Math.min(inner.width() / spanX, inner.height() / spanY);
    double width = unit * spanX;
    double height = unit * spanY;
    return new Box(
        inner.x() + (inner.width() - width) / 2,
        inner.y() + (inner.height() - height) / 2,
        width,
        height);
  }
}
