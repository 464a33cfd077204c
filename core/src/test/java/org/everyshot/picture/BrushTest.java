package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BrushTest {
  private static final int SIZE = 120;
  private static final Colour BLACK = new Colour(0);

  private final Pixels pixels = new Pixels(SIZE, SIZE);
  private final Brush brush = new Brush(pixels);

  @Test
  void aLineAlongARowCoversTheShareOfEachPixelThatItCrosses() {
    brush.stroke(Trace.line(10.25, 20.5, 40.5, 20.5), 1, 2.5, Brush.Ends.CUT, BLACK);
    // From 19.25 to 21.75, and from 10.25 to 40.5.
    double[] rows = {0, 0.75, 1, 0.75, 0};
    for (int k = 0; k < rows.length; k++) {
      assertEquals(rows[k], ink(25, 18 + k), 0.005, "row " + k);
      assertEquals(0.75 * rows[k], ink(10, 18 + k), 0.005, "start, row " + k);
      assertEquals(0.5 * rows[k], ink(40, 18 + k), 0.005, "end, row " + k);
    }
    assertEquals(30.25 * 2.5, ink(), 0.3);
  }

  @Test
  void aHairlineIsAsFaintAsItIsThin() {
    brush.stroke(Trace.line(10, 20.5, 50, 20.5), 1, 0.4, Brush.Ends.CUT, BLACK);
    assertEquals(0.4, ink(30, 20), 0.005);
    assertEquals(40 * 0.4, ink(), 0.2);
  }

  @Test
  void aLineAtAnyAngleHasTheAreaOfItsRectangle() {
    for (int degrees = 0; degrees < 360; degrees += 17) {
      var one = new Pixels(SIZE, SIZE);
      double x = 40 * Math.cos(Math.toRadians(degrees));
      double y = 40 * Math.sin(Math.toRadians(degrees));
      new Brush(one)
          .stroke(Trace.line(60.3, 59.8, 60.3 + x, 59.8 + y), 1, 3, Brush.Ends.CUT, BLACK);
      assertEquals(120, ink(one), 1.2, degrees + " degrees");
    }
  }

  @Test
  void roundEndsAndDiscsHaveTheAreaOfCircles() {
    brush.disc(30.2, 30.7, 9, BLACK);
    assertEquals(Math.PI * 81, ink(), 1);
    var one = new Pixels(SIZE, SIZE);
    new Brush(one).stroke(Trace.line(20, 60, 90, 75), 1, 8, Brush.Ends.ROUND, BLACK);
    assertEquals(8 * Math.hypot(70, 15) + Math.PI * 16, ink(one), 2);
  }

  @Test
  void anAreaCoversItsExactShareOfEveryPixel() {
    var triangle = new Trace();
    triangle.moveTo(10, 10);
    triangle.lineTo(50, 10);
    triangle.lineTo(10, 30);
    triangle.close();
    brush.fill(triangle, 1, BLACK);
    assertEquals(400, ink(), 0.5);
    // The long side falls by half a pixel in each column: 3/4 and 1/4 of two pixels.
    assertEquals(0.75, ink(30, 19), 0.005);
    assertEquals(0.25, ink(31, 19), 0.005);
    assertEquals(1, ink(29, 19), 0.005);
    assertEquals(0, ink(32, 19), 0.005);
  }

  @Test
  void aBoxCoversItsExactShareOfEveryPixel() {
    brush.box(10.25, 20.5, 30.75, 20.75, BLACK);
    assertEquals(0.75 * 0.25, ink(10, 20), 0.005);
    assertEquals(0.25, ink(20, 20), 0.005);
    assertEquals(20.5 * 0.25, ink(), 0.1);
    brush.box(60.25, 60.25, 60.75, 62, BLACK);
    assertEquals(0.5 * 0.75, ink(60, 60), 0.005);
    assertEquals(0.5, ink(60, 61), 0.005);
  }

  @Test
  void fadedColoursLetTheLowerOnesThrough() {
    brush.box(0, 0, 10, 10, new Colour(0x0000FF));
    brush.box(0, 0, 10, 10, new Colour(0xFF0000, 0.25));
    assertEquals(0x4000BF, pixels.rgb(5, 5));
  }

  @Test
  void nothingIsDrawnOutsideTheClipNorBeyondThePixels() {
    brush.clip(20, 30, 60, 70);
    var star = new Trace();
    star.moveTo(-500, -300);
    star.lineTo(700, 40);
    star.lineTo(40, 900);
    star.close();
    brush.fill(star, 1, BLACK);
    brush.stroke(star, 1, 30, Brush.Ends.ROUND, BLACK);
    brush.box(-5, -5, 500, 500, BLACK);
    brush.stroke(Trace.line(Double.NaN, 0, 50, 50), 1, 3, Brush.Ends.CUT, BLACK);
    assertEquals(40 * 40, ink(), 1e-9);
    brush.unclip();
    brush.box(-5, -5, 500, 500, BLACK);
    assertEquals(SIZE * SIZE, ink(), 1e-9);
  }

  @Test
  void linesThatLeaveThePictureFarBehindAreNotCutIntoDashes() {
    Trace far = Trace.line(10.5, 0, 10.5, 1e15);
    assertEquals(1, far.dashed(5, 4).strokes());
    Trace circle = Trace.circle(0, 0, 1e30, 0.05);
    assertTrue(circle.start(1) < 100_000, circle.start(1) + " points");
    assertEquals(1, circle.dashed(5, 4).strokes());
  }

  @Test
  void dashesAreAsLongAsAskedAndBeginAnewWithEachStroke() {
    var two = new Trace();
    for (double y = 20.5; y < 60; y += 30) {
      two.moveTo(10, y);
      two.lineTo(22, y);
      two.lineTo(50, y);
    }
    brush.stroke(two.dashed(7, 5), 1, 1, Brush.Ends.CUT, BLACK);
    for (int row = 20; row < 60; row += 30) {
      for (int x = 10; x < 50; x++) {
        assertEquals((x - 10) % 12 < 7 ? 1 : 0, ink(x, row), 0.005, x + ", " + row);
      }
    }
  }

  @Test
  void curvesAndPolygonsLookAsTheJdkDrawsThem() {
    var random = new Random(3);
    for (int round = 0; round < 20; round++) {
      var theirs = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
      var g = theirs.createGraphics();
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, SIZE, SIZE);
      g.setColor(Color.BLACK);
      var ours = new Pixels(SIZE, SIZE);
      var path = new Path2D.Double();
      var trace = new Trace();
      double[] p = random.doubles(8, 10, SIZE - 10).toArray();
      path.moveTo(p[0], p[1]);
      path.curveTo(p[2], p[3], p[4], p[5], p[6], p[7]);
      trace.moveTo(p[0], p[1]);
      trace.curveTo(p[2], p[3], p[4], p[5], p[6], p[7], 0.02);
      if (round % 2 == 0) {
        float width = 1 + 5 * random.nextFloat();
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(path);
        new Brush(ours).stroke(trace, 1, width, Brush.Ends.ROUND, BLACK);
      } else {
        path.lineTo(60, 5);
        path.closePath();
        g.fill(path);
        trace.lineTo(60, 5);
        trace.close();
        new Brush(ours).fill(trace, 1, BLACK);
      }
      g.dispose();
      double total = 0;
      double worst = 0;
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          double away = Math.abs((theirs.getRGB(x, y) & 0xFF) - (ours.rgb(x, y) & 0xFF)) / 255.0;
          total += away;
          worst = Math.max(worst, away);
        }
      }
      // Where a curve crosses itself the shares of a pixel may be united differently; elsewhere
      // edges at 45 degrees differ by 0.09 from the area that they cut off.
      assertTrue(worst < 0.35, "round " + round + ": a pixel differs by " + worst);
      assertTrue(total < 0.03 * ink(ours) + 2, "round " + round + ": " + total);
    }
  }

  private double ink(int x, int y) {
    return 1 - (pixels.rgb(x, y) & 0xFF) / 255.0;
  }

  private double ink() {
    return ink(pixels);
  }

  private static double ink(Pixels pixels) {
    double sum = 0;
    for (int i = 0; i < pixels.bytes().length; i += 3) {
      sum += 1 - (pixels.bytes()[i] & 0xFF) / 255.0;
    }
    return sum;
  }
}
