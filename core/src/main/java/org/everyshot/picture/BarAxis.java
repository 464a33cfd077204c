package org.everyshot.picture;

/// The axis below horizontal bars: grid, ticks, numbers and label.
final class BarAxis {
  private BarAxis() {}

  static void draw(Canvas canvas, Box box, Scale scale, String label) {
    for (Scale.Tick tick : scale.ticks((int) (box.width() / 60)).marks()) {
      double x = box.x() + scale.fraction(tick.value()) * box.width();
      if (tick.major()) {
        canvas.line(x, box.y(), x, box.bottom(), Ink.GRID, 1);
      }
      canvas.line(x, box.bottom(), x, box.bottom() + (tick.major() ? 7 : 4), Ink.FRAME, 1.2);
      canvas.text(
          tick.major() ? Figure.number(tick.value(), 3) : "",
          x,
          box.bottom() + 13 + 0.7 * PlotFrame.TICK_TEXT,
          PlotFrame.TICK_TEXT,
          Align.CENTRE,
          Ink.TEXT);
    }
    canvas.line(box.x(), box.bottom(), box.right(), box.bottom(), Ink.FRAME, 1.2);
    canvas.text(
        label,
        box.centreX(),
        box.bottom() + 25 + 0.7 * PlotFrame.TICK_TEXT + PlotFrame.LABEL_TEXT,
        PlotFrame.LABEL_TEXT,
        Align.CENTRE,
        Ink.TEXT);
  }
}
