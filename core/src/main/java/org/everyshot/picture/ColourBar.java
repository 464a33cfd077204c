package org.everyshot.picture;

/// Numbers to colours, and the bar beside a map that explains them.
///
/// @param label what the colours measure, with its unit
record ColourBar(ColourMap map, Scale scale, String label) {
  private static final double GAP = 20;
  private static final double WIDTH = 20;
  private static final double TIP = 12;
  private static final int BELOW = 1;
  private static final int ABOVE = 2;
  private static final int GAPS = 4;

  /// Colour of a value, 0xRRGGBB: grey where it is missing, that of the end where it is beyond.
  int rgb(double value) {
    if (Double.isNaN(value)) {
      return Ink.MISSING.rgb();
    }
    double fraction = scale.fraction(value);
    return map.rgb(Double.isNaN(fraction) ? 0 : fraction);
  }

  /// Colours of many values.
  int[] rgb(double[] values) {
    int[] colours = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      colours[i] = rgb(values[i]);
    }
    return colours;
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
    int found = found(values, scale.min(), scale.max());
    boolean below = (found & BELOW) != 0;
    boolean above = (found & ABOVE) != 0;
    draw(canvas, beside, below, above, (found & GAPS) != 0 ? missing : "");
  }

  /// What there is among the values. Loops over many of them stand by themselves: the compiler
  /// would take long for one in a method that does much besides.
  private static int found(double[] values, double min, double max) {
    int found = 0;
    for (double v : values) {
      found |= v < min ? BELOW : v > max ? ABOVE : Double.isNaN(v) ? GAPS : 0;
    }
    return found;
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
    canvas.image(bar(width, height), x, top);
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

  private Pixels bar(int width, int height) {
    var bar = new Pixels(width, height);
    for (int row = 0; row < height; row++) {
      int rgb = map.rgb(1 - (row + 0.5) / height);
      for (int column = 0; column < width; column++) {
        bar.set(column, row, rgb);
      }
    }
    return bar;
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
