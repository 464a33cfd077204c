package org.everyshot.picture;

import java.awt.Color;
import java.util.List;

/// Heights of peaks and sites as horizontal bars on a logarithmic axis, each with its name and
/// number; the depth of the deepest hole shows what is noise.
final class SiteHeights implements Picture {
  /// A bar.
  ///
  /// @param name of the atom
  /// @param height σ
  /// @param known whether the model says that an anomalous scatterer is there
  record Bar(String name, double height, boolean known) {}

  private static final double TEXT = 13.5;
  private static final double LEAST = 1;

  private final String title;
  private final String note;
  private final List<Bar> bars;
  private final double noise;

  /// @param noise depth of the deepest hole, σ, positive
  SiteHeights(String title, String note, List<Bar> bars, double noise) {
    this.title = title;
    this.note = note;
    this.bars = bars;
    this.noise = noise;
  }

  @Override
  public void draw(Canvas canvas, Box outer) {
    double names = 60;
    double highest = 10;
    for (Bar bar : bars) {
      names = Math.max(names, Lettering.width(bar.name, TEXT));
      highest = Math.max(highest, bar.height);
    }
    var scale = new LogScale(LEAST, highest * 1.9);
    Box box = outer.inset(28 + names + 12, 66, 26, 66);
    canvas.bold(title, outer.x() + 28, outer.y() + 33, PlotFrame.TITLE_TEXT, Align.LEFT, Ink.TEXT);
    canvas.text(
        note,
        outer.x() + 28,
        outer.y() + 54,
        PlotFrame.shrunk(note, PlotFrame.NOTE_TEXT, outer.width() - 54),
        Align.LEFT,
        Ink.FAINT);
    BarAxis.draw(canvas, box, scale, "height (σ)");
    if (noise > LEAST) {
      double x = box.x() + scale.fraction(noise) * box.width();
      canvas.fill(new Box(box.x(), box.y(), x - box.x(), box.height()), Ink.faded(Ink.FAINT, 0.13));
      canvas.text(
          "deepest hole", x - 6, box.bottom() - 8, PlotFrame.NOTE_TEXT, Align.RIGHT, Ink.FAINT);
    }
    double slot = Math.min(34, box.height() / Math.max(1, bars.size()));
    double y = box.y() + slot / 2;
    for (Bar bar : bars) {
      Color colour = bar.known ? Ink.BLUE : Ink.RED;
      double end = box.x() + Math.max(0, scale.fraction(Math.max(LEAST, bar.height))) * box.width();
      canvas.fill(new Box(box.x(), y - 0.3 * slot, end - box.x(), 0.6 * slot), colour);
      double text = Math.min(TEXT, 0.8 * slot);
      canvas.text(bar.name, box.x() - 10, y + 0.35 * text, text, Align.RIGHT, Ink.TEXT);
      canvas.text(
          Figure.number(bar.height, bar.height < 9.95 ? 2 : 3),
          end + 7,
          y + 0.35 * text,
          text,
          Align.LEFT,
          Ink.TEXT);
      y += slot;
    }
    if (bars.isEmpty()) {
      canvas.text(
          "no peak", box.centreX(), box.centreY(), PlotFrame.LABEL_TEXT, Align.CENTRE, Ink.FAINT);
    }
    canvas.line(box.x(), box.y(), box.x(), box.bottom(), Ink.FRAME, 1.2);
  }
}
