package org.everyshot.picture;

import java.util.Arrays;

/// Numbers to colours, and the bar beside a map that explains them.
///
/// @param label what the colours measure, with its unit
record ColourBar(ColourMap map, Scale scale, String label) {
  private static final double GAP = 20;
  private static final double WIDTH = 20;
  private static final double TIP = 12;

  /// Colour of a value, 0xRRGGBB: grey where it is missing, that of the end where it is beyond.
  int rgb(double value) {
    if (Double.isNaN(value)) {
      return Ink.MISSING.rgb();
    }
    double fraction = scale.fraction(value);
    return map.rgb(Double.isNaN(fraction) ? 0 : fraction);
  }

  private Scale.Ticks ticks(double height) {
    return scale.ticks((int) Math.max(2, height / 60));
  }

  /// Room that the bar needs to the right of a map of about the given height.
  double room(double height) {
    return GAP + WIDTH + 12 + PlotFrame.widest(ticks(height)) + 14 + PlotFrame.LABEL_TEXT + 10;
  }

  /// Draws the bar beside a map of these values, with tips where some lie beyond it.
  ///
  /// @param missing what NaN among them is called
  void draw(Canvas canvas, Box beside, double[] values, String missing) {
    double min = scale.min();
    double max = scale.max();
    boolean gaps = false;
    boolean below = false;
    boolean above = false;
    for (double v : values) {
      gaps |= Double.isNaN(v);
      below |= v < min;
      above |= v > max;
    }
    draw(canvas, beside, below, above, gaps ? missing : "");
  }

  /// Draws the bar beside `map`.
  ///
  /// @param below whether values lie below the scale: the bar gets a tip there
  /// @param missing name of what is missing, explained by a grey patch; empty if nothing is
  void draw(Canvas canvas, Box beside, boolean below, boolean above, String missing) {
    double x = canvas.snap(beside.right() + GAP);
    double foot = missing.isEmpty() ? 0 : 44;
    double top = canvas.snap(beside.y() + (above ? TIP : 0));
    double bottom = canvas.snap(beside.bottom() - foot - (below ? TIP : 0));
    int width = canvas.pixels(WIDTH);
    int height = canvas.pixels(bottom - top);
    var colours = new Pixels(width, height);
    for (int row = 0; row < height; row++) {
      int rgb = map.rgb(1 - (row + 0.5) / height);
      Arrays.fill(colours.rgb(), row * width, (row + 1) * width, rgb);
    }
    canvas.image(colours, x, top);
    var outline = new Trace();
    outline.moveTo(x, top);
    outline.lineTo(x, bottom);
    if (below) {
      tip(canvas, x, bottom, TIP, map.rgb(0));
      outline.lineTo(x + WIDTH / 2, bottom + TIP);
    }
    outline.lineTo(x + WIDTH, bottom);
    outline.lineTo(x + WIDTH, top);
    if (above) {
      tip(canvas, x, top, -TIP, map.rgb(1));
      outline.lineTo(x + WIDTH / 2, top - TIP);
    }
    outline.close();
    canvas.draw(outline, Ink.FRAME, 1.2);
    labels(canvas, x + WIDTH, top, bottom);
    if (!missing.isEmpty()) {
      var patch = new Box(x, canvas.snap(beside.bottom() - 16), WIDTH, 16);
      canvas.fill(patch, Ink.MISSING);
      canvas.outline(patch, Ink.FRAME, 1.2);
      canvas.text(
          missing,
          patch.right() + 12,
          patch.centreY() + 0.35 * PlotFrame.NOTE_TEXT,
          PlotFrame.NOTE_TEXT,
          Align.LEFT,
          Ink.TEXT);
    }
  }

  private static void tip(Canvas canvas, double x, double y, double depth, int rgb) {
    var triangle = new Trace();
    triangle.moveTo(x, y);
    triangle.lineTo(x + WIDTH, y);
    triangle.lineTo(x + WIDTH / 2, y + depth);
    triangle.close();
    canvas.fill(triangle, new Colour(rgb));
  }

  private void labels(Canvas canvas, double x, double top, double bottom) {
    Scale.Ticks ticks = ticks(bottom - top);
    var marks = new Trace();
    double size = PlotFrame.TICK_TEXT;
    for (Scale.Tick tick : ticks.marks()) {
      double y = bottom - scale.fraction(tick.value()) * (bottom - top);
      marks.moveTo(x, y);
      marks.lineTo(x + (tick.major() ? 6 : 3.5), y);
      canvas.text(tick.label(), x + 11, y + 0.35 * size, size, Align.LEFT, Ink.TEXT);
    }
    canvas.draw(marks, Ink.FRAME, 1.2);
    String text = PlotFrame.withFactor(label, ticks);
    canvas.textUpwards(
        text,
        x + 11 + PlotFrame.widest(ticks) + 12 + 0.8 * PlotFrame.LABEL_TEXT,
        (top + bottom) / 2,
        PlotFrame.shrunk(text, PlotFrame.LABEL_TEXT, bottom - top + 30),
        Align.CENTRE,
        Ink.TEXT);
  }
}
