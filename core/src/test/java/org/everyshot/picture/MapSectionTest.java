package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class MapSectionTest {
  private static final int SIZE = 700;
  private static final Box PAGE = new Box(0, 0, SIZE, SIZE);
  private static final int POINTS = 161;

  /// Half the edge of the section, Å.
  private static final double HALF = 6;

  /// Pixels to a unit of length.
  private static final int SCALE = 2;

  /// Of dashes and of the gaps between them, in units.
  private static final int DASH = 3;

  /// Far above all values, so that colours are all but white.
  private static final double LIMIT = 1e4;

  @Test
  void aNegativeContourIsDashedAlongAllOfItsLength() {
    // The slope is at −3 σ along y = 1.03 Å.
    List<Integer> runs = runs(section((x, y) -> y - 4.03, -3), 1.03);
    PlotFrame frame = frame();
    double pixels = SCALE * (frame.x(HALF) - frame.x(-HALF));
    assertEquals(pixels / (SCALE * DASH), runs.size(), 2, "dashes and gaps");
    for (int length : runs.subList(1, runs.size() - 1)) {
      // A joint near the end of a dash is round and sticks out by up to half a width, 0.9 pixels.
      assertEquals(SCALE * DASH, length, 2, "a dash or a gap of " + runs);
    }
  }

  @Test
  void aPositiveContourIsWholeFromBorderToBorder() {
    List<Integer> runs = runs(section((x, y) -> y + 1.97, 3), 1.03);
    assertEquals(1, runs.size(), "dashes and gaps " + runs);
  }

  @Test
  void halfOfANegativeCircleIsInk() {
    double none = ink(section((x, y) -> 0, 3));
    double whole = ink(section((x, y) -> 7 - Math.hypot(x, y), 3)) - none;
    double dashed = ink(section((x, y) -> Math.hypot(x, y) - 7, -3)) - none;
    PlotFrame frame = frame();
    double radius = SCALE * (frame.x(4) - frame.x(0));
    double darkness = 1 - 0x40 / 255.0;
    double area = 2 * Math.PI * radius * SCALE * 0.9;
    // Edges that are not along rows are up to 0.09 of a pixel off.
    assertEquals(darkness * area, whole, 0.1 * darkness * area);
    assertEquals(0.5, dashed / whole, 0.02);
  }

  @Test
  void aContourIsWhereTheMapHasItsHeight() {
    Pixels image = section((x, y) -> 20 - 5 * Math.hypot(x - 1, y + 2), 10);
    PlotFrame frame = frame();
    for (int degrees = 0; degrees < 360; degrees += 15) {
      double x = 1 + 2 * Math.cos(Math.toRadians(degrees));
      double y = -2 + 2 * Math.sin(Math.toRadians(degrees));
      int column = (int) (SCALE * frame.x(x));
      int row = (int) (SCALE * frame.y(y));
      assertTrue(darkest(image, column, row) < 0x80, "at " + degrees + " degrees");
    }
  }

  private static Pixels section(DoubleBinaryOperator height, double level) {
    double[] values = new double[POINTS * POINTS];
    for (int j = 0; j < POINTS; j++) {
      for (int i = 0; i < POINTS; i++) {
        double x = HALF * (2.0 * i / (POINTS - 1) - 1);
        double y = HALF * (2.0 * j / (POINTS - 1) - 1);
        values[j * POINTS + i] = height.applyAsDouble(x, y);
      }
    }
    var canvas = new Canvas(SIZE, SIZE, SCALE);
    double[] levels = {level};
    new MapSection("t", "n", HALF, POINTS, values, LIMIT, levels, List.of()).draw(canvas, PAGE);
    return canvas.pixels();
  }

  private static PlotFrame frame() {
    var axis = new Axis("distance (Å)", LinearScale.of(-HALF, HALF));
    var scale = LinearScale.of(-LIMIT, LIMIT);
    var colours = new ColourBar(ColourMap.DIVERGING, scale, "height (σ)");
    var canvas = new Canvas(SIZE, SIZE, SCALE);
    return new PlotFrame(canvas, PAGE, axis, axis, colours.room(SIZE - 130), true);
  }

  /// Lengths in pixels of what is dark and what is not, in turn, from left to right at `y` Å.
  private static List<Integer> runs(Pixels image, double y) {
    PlotFrame frame = frame();
    int row = (int) (SCALE * frame.y(y));
    // Without the lines of the frame.
    int from = (int) (SCALE * frame.x(-HALF)) + 3;
    int to = (int) (SCALE * frame.x(HALF)) - 3;
    List<Integer> runs = new ArrayList<>();
    boolean was = false;
    for (int column = from; column < to; column++) {
      int darkest = 0xFF;
      for (int near = row - 2; near <= row + 2; near++) {
        darkest = Math.min(darkest, image.rgb(column, near) >> 8 & 0xFF);
      }
      boolean dark = darkest < 0xA0;
      if (runs.isEmpty() || dark != was) {
        runs.add(0);
      }
      runs.set(runs.size() - 1, runs.getLast() + 1);
      was = dark;
    }
    return runs;
  }

  private static int darkest(Pixels image, int column, int row) {
    int darkest = 0xFF;
    for (int y = row - 1; y <= row + 1; y++) {
      for (int x = column - 1; x <= column + 1; x++) {
        darkest = Math.min(darkest, image.rgb(x, y) >> 8 & 0xFF);
      }
    }
    return darkest;
  }

  /// Pixels that are black, in shares, by their green, without those that are all but white.
  private static double ink(Pixels image) {
    double ink = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int green = image.rgb(x, y) >> 8 & 0xFF;
        ink += green > 0xF4 ? 0 : 1 - green / 255.0;
      }
    }
    return ink;
  }
}
