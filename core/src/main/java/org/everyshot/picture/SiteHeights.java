package org.everyshot.picture;

import java.util.List;

/// Heights of peaks and sites as horizontal bars, each with its name and number; the depth of the
/// deepest hole shows what is noise. The axis is logarithmic for strong peaks and goes through
/// 0, so that weak sites show, and those where the map is negative.
final class SiteHeights implements Picture {
  /// A bar.
  ///
  /// @param name of the atom
  /// @param height σ
  /// @param known whether the model says that an anomalous scatterer is there
  record Bar(String name, double height, boolean known) {}

  private static final double TEXT = 13.5;

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
    double lowest = 0;
    double highest = 10;
    for (Bar bar : bars) {
      names = Math.max(names, Lettering.width(bar.name, TEXT));
      lowest = Math.min(lowest, 1.2 * bar.height);
      highest = Math.max(highest, bar.height);
    }
    var scale = ArcsinhScale.around(lowest, highest * 1.9);
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
    double zero = box.x() + scale.fraction(0) * box.width();
    if (noise > 0) {
      double x = box.x() + scale.fraction(noise) * box.width();
      canvas.fill(new Box(zero, box.y(), x - zero, box.height()), Ink.faded(Ink.FAINT, 0.13));
      // Beyond the last bars, which are mostly the shortest.
      canvas.text(
          "deepest hole", x + 6, box.bottom() - 8, PlotFrame.NOTE_TEXT, Align.LEFT, Ink.FAINT);
    }
    double slot = Math.min(34, box.height() / Math.max(1, bars.size()));
    double y = box.y() + slot / 2;
    for (Bar bar : bars) {
      Colour colour = bar.known ? Ink.BLUE : Ink.RED;
      double end = box.x() + scale.fraction(bar.height) * box.width();
      double left = Math.min(zero, end);
      double right = Math.max(zero, end);
      canvas.fill(new Box(left, y - 0.3 * slot, right - left, 0.6 * slot), colour);
      double text = Math.min(TEXT, 0.8 * slot);
      canvas.text(bar.name, box.x() - 10, y + 0.35 * text, text, Align.RIGHT, Ink.TEXT);
      canvas.text(
          Figure.number(bar.height, bar.height < 9.95 ? 2 : 3),
          right + 7,
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
    canvas.line(zero, box.y(), zero, box.bottom(), Ink.FRAME, 1.2);
  }
}
