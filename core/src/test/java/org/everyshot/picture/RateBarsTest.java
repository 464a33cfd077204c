package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RateBarsTest {
  @Test
  void barsAreAsLongAsTheLogarithmsOfTheirRates() {
    var bars =
        new RateBars(
            "Rates",
            "of two",
            "images a second",
            List.of(
                new RateBars.Bar("ours", 10_000, true),
                new RateBars.Bar("absent", Double.NaN, true),
                new RateBars.Bar("theirs", 100, false)));
    var canvas = new Canvas(800, 600, 1);
    bars.draw(canvas, new Box(0, 0, 800, 600));
    // From 1 on, 10 000 lies twice as far as 100: to a pixel's rounding each way.
    double ratio = (double) widest(canvas.pixels(), Ink.BLUE) / widest(canvas.pixels(), Ink.FAINT);
    assertEquals(2, ratio, 0.02);
  }

  /// Most pixels of a colour in one row.
  private static int widest(Pixels image, Colour colour) {
    int most = 0;
    for (int y = 0; y < image.height(); y++) {
      int count = 0;
      for (int x = 0; x < image.width(); x++) {
        count += image.rgb(x, y) == colour.rgb() ? 1 : 0;
      }
      most = Math.max(most, count);
    }
    return most;
  }
}
