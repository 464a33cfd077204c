package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class ContourTest {
  private static final int COLUMNS = 91;
  private static final int ROWS = 81;

  /// Middle of circles, in columns and rows.
  private static final double X = 44.3;

  private static final double Y = 40.2;
  private static final double RADIUS = 30;

  /// Distances bend by 1 / RADIUS, so that proportion between two points is off by an eighth.
  private static final double ERROR = 1 / (8 * RADIUS);

  @Test
  void aCircleIsOneClosedLineWithTheHighSideOnItsLeft() {
    Trace hill = Contour.of(grid(ContourTest::hill), COLUMNS, 0);
    assertEquals(1, hill.strokes());
    assertTrue(hill.closed(0));
    for (int i = 0; i < hill.start(1); i++) {
      assertEquals(RADIUS, Math.hypot(hill.x(i) - X, hill.y(i) - Y), ERROR);
    }
    assertWithoutGaps(hill);
    assertEquals(2 * Math.PI * RADIUS, length(hill), 2 * Math.PI * ERROR + 0.01);
    double area = Math.PI * RADIUS * RADIUS;
    assertEquals(area, area(hill), 2 * Math.PI * RADIUS * ERROR);
    Trace pit = Contour.of(grid((x, y) -> -hill(x, y)), COLUMNS, 0);
    assertEquals(-area, area(pit), 2 * Math.PI * RADIUS * ERROR);
  }

  @Test
  void twoBlobsAreTwoLinesUntilTheyMeet() {
    double[] blobs =
        grid(
            (x, y) ->
                Math.exp(-((x - 30) * (x - 30) + (y - 40) * (y - 40)) / 200)
                    + Math.exp(-((x - 60) * (x - 60) + (y - 40) * (y - 40)) / 200));
    // Between them the sum is 2 exp(-225 / 200) = 0.649.
    Trace two = Contour.of(blobs, COLUMNS, 0.66);
    assertEquals(2, two.strokes());
    assertTrue(two.closed(0) && two.closed(1));
    Trace one = Contour.of(blobs, COLUMNS, 0.64);
    assertEquals(1, one.strokes());
    assertTrue(one.closed(0));
  }

  @Test
  void aLineAcrossTheGridEndsOnItsBorders() {
    // Falls to the right: the high side is left of a line that goes up.
    Trace slope = Contour.of(grid((x, y) -> 0.3 * y - x), COLUMNS, -30.1);
    assertEquals(1, slope.strokes());
    assertFalse(slope.closed(0));
    int last = slope.start(1) - 1;
    assertEquals(0, slope.y(0));
    assertEquals(30.1, slope.x(0), 1e-12);
    assertEquals(ROWS - 1, slope.y(last));
    assertEquals(30.1 + 0.3 * (ROWS - 1), slope.x(last), 1e-12);
    assertEquals((ROWS - 1) * Math.hypot(1, 0.3), length(slope), 1e-9);
  }

  @Test
  void aCornerOfTheGridMayBeAllThatIsHigh() {
    Trace corner = Contour.of(new double[] {1, 0, 0, 0}, 2, 0.25);
    assertEquals(1, corner.strokes());
    assertEquals(2, corner.start(1));
    assertEquals(0.75, length(corner) / Math.sqrt(2), 1e-15);
  }

  @Test
  void branchesOfAHyperbolaDoNotMeetInTheSaddleBetweenThem() {
    for (double level : new double[] {0.2, 0.01, -0.01, -0.2}) {
      // The saddle lies in the middle of a square whose corners are ±0.25.
      Trace branches = Contour.of(grid((x, y) -> (x - 40.5) * (y - 40.5)), COLUMNS, level);
      assertEquals(2, branches.strokes(), "level " + level);
      for (int s = 0; s < 2; s++) {
        boolean right = branches.x(branches.start(s)) > 40.5;
        for (int i = branches.start(s); i < branches.start(s + 1); i++) {
          double x = branches.x(i) - 40.5;
          assertEquals(level, x * (branches.y(i) - 40.5), 1e-10);
          assertEquals(right, x > 0, "level " + level);
        }
      }
    }
  }

  @Test
  void everyEdgeThatPassesTheLevelIsOnOneLine() {
    var random = new Random(5);
    double[] noise = random.doubles((long) COLUMNS * ROWS).toArray();
    int crossed = 0;
    for (int i = 0; i < noise.length; i++) {
      boolean high = noise[i] >= 0.5;
      crossed += i % COLUMNS + 1 < COLUMNS && noise[i + 1] >= 0.5 != high ? 1 : 0;
      crossed += i + COLUMNS < noise.length && noise[i + COLUMNS] >= 0.5 != high ? 1 : 0;
    }
    Trace lines = Contour.of(noise, COLUMNS, 0.5);
    assertWithoutGaps(lines);
    for (int s = 0; s < lines.strokes(); s++) {
      int last = lines.start(s + 1) - 1;
      boolean open = onBorder(lines, lines.start(s)) && onBorder(lines, last);
      assertTrue(lines.closed(s) || open);
      crossed -= last - lines.start(s) + (lines.closed(s) ? 0 : 1);
    }
    assertEquals(0, crossed);
  }

  @Test
  void pointsAtTheLevelItselfAreGoneThroughOnce() {
    // A pyramid of square steps: the line goes along the points of one of them.
    double[] pyramid = grid((x, y) -> 9 - Math.max(Math.abs(x - 20), Math.abs(y - 30)));
    Trace square = Contour.of(pyramid, COLUMNS, 2);
    assertEquals(1, square.strokes());
    assertTrue(square.closed(0));
    assertEquals(4 * 14, length(square));
    assertEquals(4 * 14 + 1, square.start(1));
    assertEquals(0, Contour.of(pyramid, COLUMNS, 9).strokes(), "the summit is a point");
  }

  @Test
  void aLineEndsWhereValuesAreMissing() {
    for (double missing : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] values = grid(ContourTest::hill);
      // On the circle, at its right.
      values[40 * COLUMNS + 74] = missing;
      Trace open = Contour.of(values, COLUMNS, 0);
      assertEquals(1, open.strokes());
      assertFalse(open.closed(0));
      assertWithoutGaps(open);
      assertEquals(41, open.y(0));
      assertEquals(39, open.y(open.start(1) - 1));
      assertEquals(2 * Math.PI * RADIUS - 2, length(open), 0.05);
    }
  }

  @Test
  void nothingIsDrawnWhereNothingPassesTheLevel() {
    double[] values = new double[COLUMNS * ROWS];
    for (double value : new double[] {-1, 0, 1, Double.NaN, Double.NEGATIVE_INFINITY}) {
      Arrays.fill(values, value);
      assertEquals(0, Contour.of(values, COLUMNS, 0).strokes(), "all " + value);
    }
    assertEquals(0, Contour.of(new double[] {-1, 1, 2}, 3, 0).strokes(), "one row");
    assertEquals(0, Contour.of(new double[] {-1, 1, 2}, 1, 0).strokes(), "one column");
  }

  private static double hill(double x, double y) {
    return RADIUS - Math.hypot(x - X, y - Y);
  }

  private static double[] grid(DoubleBinaryOperator height) {
    double[] values = new double[COLUMNS * ROWS];
    for (int i = 0; i < values.length; i++) {
      int row = i / COLUMNS;
      values[i] = height.applyAsDouble(i % COLUMNS, row);
    }
    return values;
  }

  private static boolean onBorder(Trace lines, int point) {
    double x = lines.x(point);
    double y = lines.y(point);
    return x == 0 || y == 0 || x == COLUMNS - 1 || y == ROWS - 1;
  }

  /// No step is longer than the diagonal of a square, nor is any point repeated.
  private static void assertWithoutGaps(Trace lines) {
    for (int s = 0; s < lines.strokes(); s++) {
      for (int i = lines.start(s) + 1; i < lines.start(s + 1); i++) {
        double step = Math.hypot(lines.x(i) - lines.x(i - 1), lines.y(i) - lines.y(i - 1));
        assertTrue(step > 0 && step <= Math.sqrt(2), "step of " + step);
      }
    }
  }

  private static double length(Trace lines) {
    double length = 0;
    for (int s = 0; s < lines.strokes(); s++) {
      for (int i = lines.start(s) + 1; i < lines.start(s + 1); i++) {
        length += Math.hypot(lines.x(i) - lines.x(i - 1), lines.y(i) - lines.y(i - 1));
      }
    }
    return length;
  }

  /// Area within the first line, positive where it goes counter-clockwise.
  private static double area(Trace lines) {
    double area = 0;
    for (int i = 1; i < lines.start(1); i++) {
      area += (lines.x(i - 1) * lines.y(i) - lines.x(i) * lines.y(i - 1)) / 2;
    }
    return area;
  }
}
