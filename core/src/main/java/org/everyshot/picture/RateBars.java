package org.everyshot.picture;

import java.util.List;

/// Rates of programs that do the same work, as horizontal bars on a logarithmic axis, each with
/// its name and number.
public final class RateBars implements Picture {
  /// A bar.
  ///
  /// @param name what ran
  /// @param rate how fast, above zero; NaN leaves the bar out
  /// @param ours whether it is this program's
  public record Bar(String name, double rate, boolean ours) {}

  private static final double TEXT = 13.5;
  private static final double MARGIN = 28;

  private final String title;
  private final String note;
  private final String label;
  private final List<Bar> bars;

  /// @param title head of the picture
  /// @param note a line below it
  /// @param label of the axis
  public RateBars(String title, String note, String label, List<Bar> bars) {
    this.title = title;
    this.note = note;
    this.label = label;
    this.bars = bars.stream().filter(bar -> bar.rate > 0).toList();
  }

  @Override
  public void draw(Canvas canvas, Box outer) {
    double names = 60;
    double least = 1;
    double most = 10;
    for (Bar bar : bars) {
      names = Math.max(names, Lettering.width(bar.name, TEXT));
      least = Math.min(least, bar.rate);
      most = Math.max(most, bar.rate);
    }
    var scale = new LogScale(least, most * 2.2);
    Box box = outer.inset(MARGIN + names + 12, 66, 26, 66);
    canvas.bold(
        title, outer.x() + MARGIN, outer.y() + 33, PlotFrame.TITLE_TEXT, Align.LEFT, Ink.TEXT);
    canvas.text(
        note,
        outer.x() + MARGIN,
        outer.y() + 54,
        PlotFrame.shrunk(note, PlotFrame.NOTE_TEXT, outer.width() - 2 * MARGIN),
        Align.LEFT,
        Ink.FAINT);
    BarAxis.draw(canvas, box, scale, label);
    double slot = Math.min(34, box.height() / Math.max(1, bars.size()));
    double y = box.y() + slot / 2;
    for (Bar bar : bars) {
      bar(canvas, box, scale, bar, y, slot);
      y += slot;
    }
    canvas.line(box.x(), box.y(), box.x(), box.bottom(), Ink.FRAME, 1.2);
  }

  private static void bar(Canvas canvas, Box box, LogScale scale, Bar bar, double y, double slot) {
    Colour colour = bar.ours ? Ink.BLUE : Ink.FAINT;
    double end = box.x() + scale.fraction(bar.rate) * box.width();
    canvas.fill(new Box(box.x(), y - 0.3 * slot, end - box.x(), 0.6 * slot), colour);
    double text = Math.min(TEXT, 0.8 * slot);
    double base = y + 0.35 * text;
    canvas.text(bar.name, box.x() - 10, base, text, Align.RIGHT, Ink.TEXT);
    canvas.text(Figure.number(bar.rate, 3), end + 7, base, text, Align.LEFT, Ink.TEXT);
  }
}
