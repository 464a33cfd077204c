package org.everyshot.picture;

/// A white sheet to draw on: lines, shapes, images and text, antialiased, in units of length that
/// do not depend on the resolution. Origin at the top left, y downwards.
public final class Canvas {
  private static final double REGULAR = 0.8;
  private static final double BOLD = 1.15;

  /// How far curves may be off, in pixels.
  private static final double ERROR = 0.05;

  private final Pixels pixels;
  private final Brush brush;
  private final double scale;

  Canvas(double width, double height, double pixelsPerUnit) {
    this.scale = pixelsPerUnit;
    this.pixels =
        new Pixels(
            (int) Math.round(width * pixelsPerUnit), (int) Math.round(height * pixelsPerUnit));
    this.brush = new Brush(pixels);
  }

  Pixels pixels() {
    return pixels;
  }

  /// The nearest border between pixels, so that straight edges are sharp.
  double snap(double value) {
    return Math.round(value * scale) / scale;
  }

  /// Pixels of the picture that a length covers, at least 1.
  int pixels(double length) {
    return Math.max(1, (int) Math.round(length * scale));
  }

  void line(double x0, double y0, double x1, double y1, Colour colour, double width) {
    draw(Trace.line(x0, y0, x1, y1), colour, width);
  }

  /// Draws strokes that are cut off at their ends.
  ///
  /// @param dashes lengths of dashes and of the gaps between them; none for a whole line
  void draw(Trace trace, Colour colour, double width, double... dashes) {
    Trace strokes = dashes.length == 0 ? trace : trace.dashed(dashes);
    brush.stroke(strokes, scale, scale * width, Brush.Ends.CUT, colour);
  }

  void circle(double x, double y, double radius, Colour colour, double width, double... dashes) {
    draw(Trace.circle(x, y, radius, ERROR / scale), colour, width, dashes);
  }

  void disc(double x, double y, double radius, Colour colour) {
    brush.disc(scale * x, scale * y, scale * radius, colour);
  }

  /// Fills what closed lines go around.
  void fill(Trace trace, Colour colour) {
    brush.fill(trace, scale, colour);
  }

  void fill(Box box, Colour colour) {
    brush.box(scale * box.x(), scale * box.y(), scale * box.right(), scale * box.bottom(), colour);
  }

  void outline(Box box, Colour colour, double width) {
    double half = width / 2;
    double left = box.x() - half;
    double top = box.y() - half;
    fill(new Box(left, top, box.width() + width, width), colour);
    fill(new Box(left, box.bottom() - half, box.width() + width, width), colour);
    fill(new Box(left, top, width, box.height() + width), colour);
    fill(new Box(box.right() - half, top, width, box.height() + width), colour);
  }

  /// Draws only inside `box` until [#unclip], in whole pixels.
  void clip(Box box) {
    brush.clip(
        (int) Math.round(scale * box.x()),
        (int) Math.round(scale * box.y()),
        (int) Math.round(scale * box.right()),
        (int) Math.round(scale * box.bottom()));
  }

  void unclip() {
    brush.unclip();
  }

  /// Puts an image pixel by pixel, its top left corner at (`x`, `y`).
  void image(Pixels image, double x, double y) {
    pixels.put(image, (int) Math.round(x * scale), (int) Math.round(y * scale));
  }

  /// Writes a line of text, its baseline at `y`.
  void text(String text, double x, double y, double size, Align align, Colour colour) {
    place(text, x, y, size, align, colour, false, REGULAR);
  }

  void bold(String text, double x, double y, double size, Align align, Colour colour) {
    place(text, x, y, size, align, colour, false, BOLD);
  }

  /// Writes a line of text from below to above.
  void textUpwards(String text, double x, double y, double size, Align align, Colour colour) {
    place(text, x, y, size, align, colour, true, REGULAR);
  }

  /// Writes a line of text, centred at (`x`, `y`), on a light label that covers what is below.
  void textOnImage(String text, double x, double y, double size) {
    double width = Lettering.width(text, size) + 0.5 * size;
    double height = 1.35 * size;
    label(new Box(x - width / 2, y - height / 2, width, height), 0.3 * size);
    text(text, x, y + 0.35 * size, size, Align.CENTRE, Ink.TEXT);
  }

  private void label(Box box, double radius) {
    double left = box.x() + radius;
    double right = box.right() - radius;
    double top = box.y() + radius;
    double bottom = box.bottom() - radius;
    double error = ERROR / scale;
    var round = new Trace();
    round.arc(false, left, top, radius, radius, 180, 90, error);
    round.arc(true, right, top, radius, radius, 270, 90, error);
    round.arc(true, right, bottom, radius, radius, 0, 90, error);
    round.arc(true, left, bottom, radius, radius, 90, 90, error);
    fill(round, Ink.faded(Ink.PAPER, 0.85));
  }

  private void place(
      String text,
      double x,
      double y,
      double size,
      Align align,
      Colour colour,
      boolean upwards,
      double weight) {
    double back =
        switch (align) {
          case LEFT -> 0;
          case CENTRE -> Lettering.width(text, size) / 2;
          case RIGHT -> Lettering.width(text, size);
        };
    Lettering.draw(
        text,
        size,
        weight,
        upwards ? x : x - back,
        upwards ? y + back : y,
        upwards,
        (letter, pen) -> brush.stroke(letter, scale, scale * pen, Brush.Ends.ROUND, colour));
  }
}
