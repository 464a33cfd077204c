package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LegendTest {
  private static final Box PAGE = new Box(0, 0, 700, 470);

  @Test
  void aLegendKeepsClearOfACurveThatRunsThroughAllCorners() {
    // High along the top, as good half-sets are, above a band along the bottom.
    double[] x = new double[80];
    double[] high = new double[80];
    double[] low = new double[80];
    Arrays.setAll(x, i -> i / 79.0);
    Arrays.fill(high, 0.98);
    Arrays.fill(low, 0.0);
    assertClear(new Layer.Curve(x, high, Ink.BLUE, 2), new Layer.Curve(x, low, Ink.FAINT, 2));
  }

  @Test
  void aLegendKeepsClearOfACurveBetweenItsPoints() {
    double[] x = {0, 1};
    assertClear(
        new Layer.Curve(x, new double[] {0.9, 0.9}, Ink.BLUE, 2),
        new Layer.Curve(x, new double[] {0.1, 0.1}, Ink.RED, 2));
  }

  @Test
  void aLegendThatFindsNoFreePlaceGoesBelowThePlot() {
    // Curves from the top to the bottom at every height, as correlations that fall fall.
    double[] x = new double[80];
    Arrays.setAll(x, i -> i / 79.0);
    List<Layer> layers = new ArrayList<>();
    var legend = new Legend();
    for (int curve = 0; curve < 8; curve++) {
      double[] y = new double[80];
      double height = curve / 8.0;
      Arrays.setAll(y, i -> (height + x[i]) % 1);
      layers.add(new Layer.Curve(x, y, Ink.BLUE, 2));
      legend.add("curve " + curve, layers.getLast());
    }
    var canvas = new Canvas(700, 470, 1);
    Axis unit = new Axis("", LinearScale.of(0, 1));
    var frame = new PlotFrame(canvas, PAGE, unit, unit, 0, false);
    assertTrue(legend.crowded(frame, layers, false));
    assertFalse(legend.crowded(frame, List.of(), false), "free without curves");
    double wide = legend.heightBelow(600);
    assertTrue(wide < legend.heightBelow(200), "more columns where there is room");
    assertTrue(legend.heightBelow(10) > wide, "one column at least");
  }

  private static void assertClear(Layer.Curve upper, Layer.Curve lower) {
    var canvas = new Canvas(700, 470, 1);
    Axis unit = new Axis("", LinearScale.of(0, 1));
    var frame = new PlotFrame(canvas, PAGE, unit, unit, 0, false);
    var legend = new Legend();
    legend.add("half against half", upper);
    legend.add("photon noise alone (95 %)", lower);
    Box place = legend.place(frame, List.of(upper, lower), false);
    assertTrue(place.y() > frame.y(upper.heights(false).getFirst()[0]), "below the upper curve");
    assertTrue(
        place.bottom() < frame.y(lower.heights(false).getFirst()[0]), "above the lower curve");
  }
}
