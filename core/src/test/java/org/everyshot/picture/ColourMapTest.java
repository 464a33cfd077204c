package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The referee is CIE L*a*b*, another model of perception than the one that the maps are built in.
class ColourMapTest {
  @Test
  void theSequentialMapGrowsLighterAllTheWay() {
    double last = -1;
    for (int i = 0; i <= 64; i++) {
      double lightness = lab(ColourMap.SEQUENTIAL.rgb(i / 64.0))[0];
      assertTrue(lightness > last + 0.3, "lightness " + lightness + " after " + last);
      last = lightness;
    }
    assertTrue(lab(ColourMap.SEQUENTIAL.rgb(0))[0] < 15);
    assertTrue(last > 85);
  }

  @Test
  void equalStepsLookEquallyLarge() {
    for (ColourMap map : new ColourMap[] {ColourMap.SEQUENTIAL, ColourMap.DIVERGING}) {
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      for (int i = 0; i < 32; i++) {
        double step = difference(map.rgb(i / 32.0), map.rgb((i + 1) / 32.0));
        least = Math.min(least, step);
        most = Math.max(most, step);
      }
      // L*a*b* and OKLab differ by up to this factor in saturated blue; a rainbow reaches 10.
      assertTrue(most / least < 3.2, "steps from " + least + " to " + most);
    }
  }

  @Test
  void theDivergingMapIsWhiteAtZeroAndEquallyDarkOnBothSides() {
    assertEquals(0xFFFFFF, ColourMap.DIVERGING.rgb(0.5) | 0x020202);
    for (int i = 1; i <= 16; i++) {
      double below = lab(ColourMap.DIVERGING.rgb(0.5 - i / 32.0))[0];
      double above = lab(ColourMap.DIVERGING.rgb(0.5 + i / 32.0))[0];
      assertEquals(below, above, 6, "lightness at step " + i);
    }
  }

  @Test
  void missingIsUnlikeAnyColourOfTheMaps() {
    int missing = Ink.MISSING.rgb();
    for (int i = 0; i < 512; i++) {
      assertTrue(difference(missing, ColourMap.SEQUENTIAL.rgb(i / 511.0)) > 25);
      assertTrue(difference(missing, ColourMap.DIVERGING.rgb(i / 511.0)) > 12);
    }
  }

  @Test
  void beyondTheEndsTheEndsAreShown() {
    assertEquals(ColourMap.SEQUENTIAL.rgb(0), ColourMap.SEQUENTIAL.rgb(-3));
    assertEquals(ColourMap.SEQUENTIAL.rgb(1), ColourMap.SEQUENTIAL.rgb(7));
  }

  private static double difference(int a, int b) {
    double[] p = lab(a);
    double[] q = lab(b);
    return Math.hypot(Math.hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]);
  }

  /// CIE L*a*b* of an sRGB colour, white point D65 (CIE 15:2018).
  private static double[] lab(int rgb) {
    double r = linear(rgb >> 16 & 255);
    double g = linear(rgb >> 8 & 255);
    double b = linear(rgb & 255);
    double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private static double f(double t) {
    double d = 6.0 / 29;
    return t > d * d * d ? Math.cbrt(t) : t / (3 * d * d) + 4.0 / 29;
  }
}
