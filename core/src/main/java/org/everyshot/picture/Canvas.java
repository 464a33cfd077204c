package org.everyshot.picture;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/// A white sheet to draw on: lines, shapes, images and text, antialiased, in units of length that
/// do
/// not depend on the resolution. Origin at the top left, y downwards.
public final class Canvas {
  static {
    // Drawing into memory needs no screen; without this a dead DISPLAY would stop it.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private static final double REGULAR = 0.8;
  private static final double BOLD = 1.15;

  private final BufferedImage image;
  private final Graphics2D g;
  private final double scale;

  Canvas(double width, double height, double pixelsPerUnit) {
    this.scale = pixelsPerUnit;
    this.image =
        new BufferedImage(
            (int) Math.round(width * pixelsPerUnit),
            (int) Math.round(height * pixelsPerUnit),
            BufferedImage.TYPE_INT_RGB);
    this.g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setComposite(AlphaComposite.SrcOver);
    g.setColor(Ink.PAPER);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(scale, scale);
  }

  BufferedImage image() {
    return image;
  }

  /// The nearest border between pixels, so that straight edges are sharp.
  double snap(double value) {
    return Math.round(value * scale) / scale;
  }

  /// Pixels of the picture that a length covers, at least 1.
  int pixels(double length) {
    return Math.max(1, (int) Math.round(length * scale));
  }

  void line(double x0, double y0, double x1, double y1, Color colour, double width) {
    draw(new Line2D.Double(x0, y0, x1, y1), colour, width);
  }

  void draw(Shape shape, Color colour, double width, float... dashes) {
    g.setColor(colour);
    g.setStroke(
        dashes.length == 0
            ? new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
            : new BasicStroke(
                (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
    g.draw(shape);
  }

  void fill(Shape shape, Color colour) {
    g.setColor(colour);
    g.fill(shape);
  }

  void fill(Box box, Color colour) {
    fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()), colour);
  }

  void outline(Box box, Color colour, double width) {
    draw(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()), colour, width);
  }

  /// Draws only inside `box` until [#unclip].
  void clip(Box box) {
    g.setClip(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
  }

  void unclip() {
    g.setClip(null);
  }

  /// Puts an image pixel by pixel, its top left corner at (`x`, `y`).
  void image(BufferedImage pixels, double x, double y) {
    AffineTransform unit = g.getTransform();
    g.setTransform(new AffineTransform());
    g.drawImage(pixels, (int) Math.round(x * scale), (int) Math.round(y * scale), null);
    g.setTransform(unit);
  }

  /// Writes a line of text, its baseline at `y`.
  void text(String text, double x, double y, double size, Align align, Color colour) {
    place(text, x, y, size, align, colour, 0, REGULAR);
  }

  void bold(String text, double x, double y, double size, Align align, Color colour) {
    place(text, x, y, size, align, colour, 0, BOLD);
  }

  /// Writes a line of text from below to above.
  void textUpwards(String text, double x, double y, double size, Align align, Color colour) {
    place(text, x, y, size, align, colour, -Math.PI / 2, REGULAR);
  }

  /// Writes a line of text, centred at (`x`, `y`), on a light label that covers what is below.
  void textOnImage(String text, double x, double y, double size) {
    double width = Lettering.width(text, size) + 0.5 * size;
    double height = 1.35 * size;
    fill(
        new RoundRectangle2D.Double(
            x - width / 2, y - height / 2, width, height, 0.6 * size, 0.6 * size),
        Ink.faded(Ink.PAPER, 0.85));
    text(text, x, y + 0.35 * size, size, Align.CENTRE, Ink.TEXT);
  }

  private void place(
      String text,
      double x,
      double y,
      double size,
      Align align,
      Color colour,
      double turn,
      double weight) {
    double width = Lettering.width(text, size);
    double back =
        switch (align) {
          case LEFT -> 0;
          case CENTRE -> width / 2;
          case RIGHT -> width;
        };
    var at = AffineTransform.getTranslateInstance(x, y);
    at.rotate(turn);
    at.translate(-back, 0);
    g.setColor(colour);
    Lettering.draw(g, text, size, weight, at);
  }
}
