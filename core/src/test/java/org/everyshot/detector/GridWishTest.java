package org.everyshot.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;

class GridWishTest {
  private static final Geometry FLAT = Geometry.flat(512, 512, 1e-4, 0.1);
  private static final DetectorPosition PLACE = DetectorPosition.at(0.1);
  private static final Beam BEAM = Beam.ofEnergy(9000);
  private static final Mask ALL = Mask.open(512 * 512);

  private static PolarGrid fit(GridWish wish) {
    return wish.fit(FLAT, PLACE, BEAM, ALL);
  }

  private static double q(double pixels) {
    return 2 * BEAM.waveNumber() * Math.sin(Math.atan(pixels * 1e-4 / 0.1) / 2);
  }

  @Test
  void rangeEndsWhereHalfOfTheRingHasLeftTheDetector() {
    PolarGrid grid = fit(GridWish.NONE);
    assertEquals(256, grid.azimuths());
    // A square's circle is half inside where acos(256/r) = π/8.
    assertEquals(q(256 / Math.cos(Math.PI / 8)), grid.qMax(), q(4));
    // Rings two pixels wide: half of 256 bins are filled where 4πr ≈ 256 ln 2.
    assertEquals(q(14), grid.qMin(), q(4));
    assertEquals(q(2), grid.qStep(), 0.1 * q(2));
  }

  @Test
  void wishesAreGranted() {
    var all = new PolarGrid(0.1, 0.8, 30, 72);
    assertEquals(all, fit(new GridWish(30, 72, 0.1, 0.8)));
    PolarGrid some = fit(new GridWish(25, null, null, 0.8));
    assertEquals(25, some.rings());
    assertEquals(0.8, some.qMax());
    assertTrue(some.qMin() < 0.1);
  }

  @Test
  void beamStopMovesTheFirstRingOut() {
    Mask stop = Mask.ofArray(FLAT, new int[] {1, 512, 512}, GridWishTest::outside, "stop");
    assertEquals(q(100), GridWish.NONE.fit(FLAT, PLACE, BEAM, stop).qMin(), q(4));
  }

  private static double outside(long pixel) {
    return Math.hypot(pixel % 512 - 255.5, Math.floorDiv(pixel, 512) - 255.5) > 100 ? 1 : 0;
  }

  @Test
  void impossibleWishesAreRefused() {
    assertThrows(UserInputException.class, () -> new GridWish(0, null, null, null));
    assertThrows(UserInputException.class, () -> new GridWish(null, 0, null, null));
    assertThrows(UserInputException.class, () -> new GridWish(null, null, 0.5, 0.5));
    assertThrows(UserInputException.class, () -> new GridWish(null, null, Double.NaN, null));
    assertThrows(UserInputException.class, () -> fit(new GridWish(null, null, 90.0, null)));
    assertThrows(UserInputException.class, () -> fit(new GridWish(null, 1 << 30, null, null)));
    assertThrows(UserInputException.class, () -> fit(new GridWish(1 << 20, 1 << 20, 0.1, 0.2)));
    Mask none = Mask.ofArray(FLAT, new int[] {512 * 512}, i -> 0, "none");
    assertThrows(UserInputException.class, () -> GridWish.NONE.fit(FLAT, PLACE, BEAM, none));
  }
}
