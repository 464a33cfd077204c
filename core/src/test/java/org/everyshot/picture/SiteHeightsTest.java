package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteHeightsTest {
  @Test
  void weakAndNegativeSitesHaveBarsFromZeroToTheirHeight() {
    double[] heights = {90, 3, 0.8, 0.4, -0.4, -0.8};
    List<SiteHeights.Bar> bars = new ArrayList<>();
    for (double height : heights) {
      bars.add(new SiteHeights.Bar("atom", height, true));
    }
    var canvas = new Canvas(800, 600, 1);
    new SiteHeights("Heights", "of six", bars, 3.5).draw(canvas, new Box(0, 0, 800, 600));
    List<int[]> drawn = runs(canvas.pixels());
    assertEquals(heights.length, drawn.size(), "a bar for each");
    int zero = drawn.get(0)[0];
    // The unit of length, from the longest bar.
    double unit = (drawn.get(0)[1] - zero) / arcsinh(90);
    for (int b = 0; b < heights.length; b++) {
      double height = heights[b];
      int[] run = drawn.get(b);
      // Pixels that a bar fills in part, and the line at zero.
      assertEquals(height > 0 ? 0 : unit * arcsinh(height), run[0] - zero, 2, "left of " + height);
      assertEquals(height > 0 ? unit * arcsinh(height) : 0, run[1] - zero, 2, "right of " + height);
    }
    assertTrue(drawn.get(3)[1] - drawn.get(3)[0] > 15, "0.4 σ is seen");
  }

  private static double arcsinh(double x) {
    return Math.log(x + Math.sqrt(x * x + 1));
  }

  /// Left and right edges of the blue bars, from the top.
  private static List<int[]> runs(Pixels image) {
    List<int[]> runs = new ArrayList<>();
    boolean inside = false;
    for (int y = 0; y < image.height(); y++) {
      int left = -1;
      int right = -1;
      for (int x = 0; x < image.width(); x++) {
        if (image.rgb(x, y) == Ink.BLUE.rgb()) {
          left = left < 0 ? x : left;
          right = x + 1;
        }
      }
      if (left >= 0 && !inside) {
        runs.add(new int[] {left, right});
      }
      inside = left >= 0;
    }
    return runs;
  }
}
