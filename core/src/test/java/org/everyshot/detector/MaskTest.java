package org.everyshot.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;

class MaskTest {
  private static final ShotValue.Fixed ZERO = new ShotValue.Fixed(0);
  private static final DataPlace MODULES =
      new DataPlace("/data", List.of(Axis.SHOTS, Axis.fixed(1), Axis.SLOW, Axis.FAST));

  /// Two panels of 6 × 4 pixels beside each other in module 1; the first from x = 0 to 6, y = 0 to
  /// 4.
  private static Geometry geometry(int edge, boolean secondIgnored, BadRegion... bad) {
    var x = new Direction(1, 0, 0);
    var y = new Direction(0, 1, 0);
    var first =
        new Panel(
            "a",
            0,
            new Extent(0, 5, 2, 5),
            MODULES,
            new Placement(0, 0, 0, x, y, 1e-4),
            Response.PHOTONS,
            List.of(),
            edge,
            false);
    var second =
        new Panel(
            "b",
            24,
            new Extent(6, 11, 2, 5),
            MODULES,
            new Placement(10, 0, 0, x, y, 1e-4),
            Response.PHOTONS,
            List.of(),
            0,
            secondIgnored);
    return new Geometry(
        List.of(first, second), List.of(bad), new ShotValue.Fixed(1), null, ZERO, ZERO);
  }

  @Test
  void edgesAndIgnoredPanelsAreLeftOut() {
    assertEquals(48, Mask.of(geometry(0, false)).goodPixels());
    assertEquals(24, Mask.of(geometry(0, true)).goodPixels());
    Mask edges = Mask.of(geometry(1, true));
    assertEquals(4 * 2, edges.goodPixels());
    assertFalse(edges.good(6 + 5));
    assertTrue(edges.good(6 + 1));
    assertEquals(0, Mask.of(geometry(1000000000, true)).goodPixels());
  }

  @Test
  void badRegionsAreLeftOut() {
    var onPanel = new BadRegion.OnPanel("bad1", 1, new Extent(7, 8, 5, 5));
    Mask mask = Mask.of(geometry(0, false, onPanel));
    assertEquals(46, mask.goodPixels());
    assertFalse(mask.good(24 + 3 * 6 + 1));
    assertFalse(mask.good(24 + 3 * 6 + 2));
    // Centres at x = 4.5, 5.5 and 10.5; y = 0.5 and 1.5.
    var across = new BadRegion.InLaboratory("bad2", 3.5, 11, -9, 2);
    assertEquals(48 - 6, Mask.of(geometry(0, false, across)).goodPixels());
    var gap = new BadRegion.InLaboratory("bad3", 6, 10, -9, 9);
    assertEquals(48, Mask.of(geometry(0, false, gap)).goodPixels());
  }

  @Test
  void bitsDecideAsTheGeometrySays() {
    var both = new MaskPlace(3, "/m", null, 0b01, 0b10);
    assertFalse(both.bad(0b01));
    assertFalse(both.bad(0x80000001L));
    assertTrue(both.bad(0b11));
    assertTrue(both.bad(0b10));
    assertTrue(both.bad(0));
    var any = new MaskPlace(0, "/m", null, 0, 0xffffffffL);
    assertFalse(any.bad(0));
    assertTrue(any.bad(0x80000000L));
    assertFalse(new MaskPlace(0, "/m", null, 0, 0).bad(7));
  }

  @Test
  void arraysOfTheDatasetsShapeAreTakenApart() {
    Geometry geometry = geometry(0, false);
    // Module 1, ss 2, fs 6 is the second panel's first pixel.
    int[] shape = {2, 6, 12};
    long bad = 72 + 2 * 12 + 6;
    Mask mask = Mask.ofArray(geometry, shape, i -> i == bad ? 0 : 1, "m.npy");
    assertEquals(47, mask.goodPixels());
    assertFalse(mask.good(24));
    Mask withShots =
        Mask.ofArray(geometry, new int[] {1, 2, 6, 12}, i -> i == bad ? Double.NaN : 5, "m.npy");
    assertFalse(withShots.good(24));
    Mask flattened = Mask.ofArray(geometry, new int[] {48}, i -> i == 24 ? 0 : 1, "m.npy");
    assertFalse(flattened.good(24));
    assertEquals(46, mask.and(Mask.ofArray(geometry, new int[] {48}, i -> i - 7, "")).goodPixels());
  }

  @Test
  void arraysOfAnotherDetectorAreRefused() {
    Geometry geometry = geometry(0, false);
    for (int[] shape :
        List.of(new int[] {47}, new int[] {6, 12}, new int[] {1, 6, 12}, new int[] {2, 5, 12})) {
      String message =
          String.valueOf(
              assertThrows(
                      UserInputException.class,
                      () -> Mask.ofArray(geometry, shape, i -> 1, "m.npy"))
                  .getMessage());
      assertTrue(message.startsWith("m.npy: "), message);
    }
  }

  @Test
  void polarMasksMakeBinsMissing() {
    PolarMask mask = PolarMask.ofArray(2, 3, new int[] {2, 3}, i -> i == 4 ? 0 : 1, "m.npy");
    assertEquals(5, mask.goodBins());
    float[] images = new float[12];
    mask.apply(images, 6);
    for (int i = 0; i < 12; i++) {
      assertEquals(i == 10, Float.isNaN(images[i]));
    }
    assertThrows(
        UserInputException.class, () -> PolarMask.ofArray(2, 3, new int[] {3, 2}, i -> 1, "m.npy"));
  }
}
