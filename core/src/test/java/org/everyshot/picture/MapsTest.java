package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Known values at known places have known colours.
class MapsTest {
  private static final Box PAGE = new Box(0, 0, 800, 600);
  private static final int MISSING = 0xC6C8CA;

  @Test
  void eachBinOfAMapHasTheColourOfItsValue() {
    double[] columns = {-1, 1, 3, 5};
    double[] rows = {0, 1, 2};
    double[] values = {0, 1, 2, 3, Double.NaN, 5};
    var across = new Axis("x", LinearScale.of(-1, 5));
    var up = new Axis("y", LinearScale.of(0, 2));
    var colours = new ColourBar(ColourMap.SEQUENTIAL, LinearScale.of(0, 5), "v");
    var canvas = new Canvas(800, 600, 2);
    new HeatMap("t", "n", across, up, columns, rows, values, colours, "missing").draw(canvas, PAGE);
    var frame = new PlotFrame(canvas, PAGE, across, up, colours.room(470), false);
    assertEquals(ColourMap.SEQUENTIAL.rgb(0), at(canvas, frame, 0, 0.5));
    assertEquals(ColourMap.SEQUENTIAL.rgb(0.4), at(canvas, frame, 4, 0.5));
    assertEquals(ColourMap.SEQUENTIAL.rgb(0.6), at(canvas, frame, -0.9, 1.9));
    assertEquals(MISSING, at(canvas, frame, 2, 1.5));
    assertEquals(ColourMap.SEQUENTIAL.rgb(1), at(canvas, frame, 4.9, 1.1));
  }

  @Test
  void moreBinsThanPixelsAreAveraged() {
    int n = 6000;
    double[] columns = new double[n + 1];
    double[] values = new double[n];
    for (int i = 0; i <= n; i++) {
      columns[i] = i;
    }
    for (int i = 0; i < n; i++) {
      values[i] = i < n / 2 ? i % 2 : Double.NaN;
    }
    var across = new Axis("x", LinearScale.of(0, n));
    var up = new Axis("y", LinearScale.of(0, 1));
    // Colours from 0 to 1 over [0, 1]: the mean of 0 and 1 lies in the middle, within one bin.
    var colours = new ColourBar(ColourMap.DIVERGING, LinearScale.of(-9.5, 10.5), "v");
    var canvas = new Canvas(800, 600, 1);
    new HeatMap("t", "n", across, up, columns, new double[] {0, 1}, values, colours, "missing")
        .draw(canvas, PAGE);
    var frame = new PlotFrame(canvas, PAGE, across, up, colours.room(470), false);
    assertEquals(ColourMap.DIVERGING.rgb(0.5) >> 18, at(canvas, frame, 1000, 0.5) >> 18);
    assertEquals(MISSING, at(canvas, frame, 5000, 0.5));
  }

  @Test
  void aDetectorPixelIsShownWhereItStandsAndMasksAreGrey() {
    // Four pixels of 10 mm at (±10, ±10); the upper left is masked, the lower right is NaN.
    float[] x = {-10, 10, -10, 10};
    float[] y = {10, 10, -10, -10};
    float[] v = {7, 100, 1, Float.NaN};
    boolean[] masked = {true, false, false, false};
    var colours = new ColourBar(ColourMap.SEQUENTIAL, LogScale.of(1, 100), "v");
    var canvas = new Canvas(800, 600, 2);
    new DetectorImage("t", "n", x, y, v, masked, 10, colours, new double[0], new String[0])
        .draw(canvas, PAGE);
    // Range: positions ± one pixel.
    var across = new Axis("x (mm)", LinearScale.of(-20, 20));
    var up = new Axis("y (mm)", LinearScale.of(-20, 20));
    var frame = new PlotFrame(canvas, PAGE, across, up, colours.room(470), true);
    assertEquals(ColourMap.SEQUENTIAL.rgb(1), at(canvas, frame, 10, 10));
    assertEquals(ColourMap.SEQUENTIAL.rgb(0), at(canvas, frame, -10, -10));
    assertEquals(MISSING, at(canvas, frame, -10, 10));
    assertEquals(MISSING, at(canvas, frame, 10, -10));
    assertEquals(0xFFFFFF, at(canvas, frame, 0, 0), "between the pixels there is none");
  }

  @Test
  void manyDetectorPixelsToOneOfThePictureAreAveraged() {
    int side = 2000;
    float[] x = new float[side * side];
    float[] y = new float[side * side];
    float[] v = new float[side * side];
    boolean[] masked = new boolean[side * side];
    for (int i = 0; i < v.length; i++) {
      x[i] = (i % side - side / 2 + 0.5f) * 0.1f;
      y[i] = (i / side - side / 2 + 0.5f) * 0.1f;
      v[i] = 4;
      masked[i] = x[i] < 0;
    }
    var colours = new ColourBar(ColourMap.SEQUENTIAL, LinearScale.of(0, 8), "v");
    var canvas = new Canvas(800, 600, 1);
    new DetectorImage("t", "n", x, y, v, masked, 0.1, colours, new double[0], new String[0])
        .draw(canvas, PAGE);
    double edge = 99.95 + 0.02 * 199.9;
    var across = new Axis("x (mm)", LinearScale.of(-edge, edge));
    var up = new Axis("y (mm)", LinearScale.of(-edge, edge));
    var frame = new PlotFrame(canvas, PAGE, across, up, colours.room(470), true);
    assertEquals(ColourMap.SEQUENTIAL.rgb(0.5), at(canvas, frame, 50, 30));
    assertEquals(MISSING, at(canvas, frame, -50, 30));
    assertEquals(0xFFFFFF, at(canvas, frame, 102, 30));
  }

  @Test
  void aPolarImageCountsAnglesFromTheRightCounterClockwise() {
    double[] q = {1, 2};
    double[] values = {1, 2, 3, 4, 5, 6, 7, Double.NaN};
    var colours = new ColourBar(ColourMap.SEQUENTIAL, LinearScale.of(1, 7), "v");
    var canvas = new Canvas(800, 600, 2);
    new PolarImage("t", "n", q, 4, values, colours).draw(canvas, PAGE);
    double reach = 2.5 * 1.02;
    var across = new Axis("q_{x} (Å⁻¹)", LinearScale.of(-reach, reach));
    var up = new Axis("q_{y} (Å⁻¹)", LinearScale.of(-reach, reach));
    var frame = new PlotFrame(canvas, PAGE, across, up, colours.room(470), true);
    assertEquals(ColourMap.SEQUENTIAL.rgb(0), at(canvas, frame, 1, 0));
    assertEquals(ColourMap.SEQUENTIAL.rgb(1.0 / 6), at(canvas, frame, 0, 1));
    assertEquals(ColourMap.SEQUENTIAL.rgb(2.0 / 6), at(canvas, frame, -1, 0));
    assertEquals(ColourMap.SEQUENTIAL.rgb(5.0 / 6), at(canvas, frame, 0, 2));
    assertEquals(MISSING, at(canvas, frame, 0, -2));
    assertEquals(0xFFFFFF, at(canvas, frame, 0, 0));
  }

  private static int at(Canvas canvas, PlotFrame frame, double x, double y) {
    double scale = canvas.pixels().width() / 800.0;
    return canvas.pixels().rgb((int) (frame.x(x) * scale), (int) (frame.y(y) * scale));
  }
}
