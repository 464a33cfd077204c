package org.everyshot.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PixelOpticsTest {
  private static final double SIDE = 1e-4;
  private static final double DISTANCE = 0.08;

  private static PixelOptics.Row row(
      Geometry geometry, DetectorPosition position, double h, int ss) {
    var row = PixelOptics.rowFor(geometry);
    new PixelOptics(geometry, position, h).row(geometry.panels().getFirst(), ss, row);
    return row;
  }

  @Test
  void flatDetectorFollowsTheClosedForms() {
    int n = 401;
    Geometry flat = Geometry.flat(n, n, SIDE, DISTANCE);
    double h = 0.9;
    PixelOptics.Row row = row(flat, DetectorPosition.at(DISTANCE), h, 300);
    for (int fs = 0; fs < n; fs++) {
      double x = (fs - 200) * SIDE;
      double y = 100 * SIDE;
      double twoTheta = Math.atan(Math.hypot(x, y) / DISTANCE);
      double phi = Math.atan2(y, x);
      double s2 = Math.pow(Math.sin(twoTheta), 2);
      assertEquals(Math.sin(twoTheta / 2), row.sinTheta()[fs], 1e-15);
      assertEquals(phi, row.azimuth()[fs], 1e-15);
      assertEquals(Math.pow(Math.cos(twoTheta), 3), row.solidAngle()[fs], 1e-14);
      assertEquals(
          h * (1 - s2 * Math.pow(Math.cos(phi), 2))
              + (1 - h) * (1 - s2 * Math.pow(Math.sin(phi), 2)),
          row.polarisation()[fs],
          1e-14);
    }
  }

  @Test
  void pixelWhereTheBeamMeetsTheDetectorIsNotCorrected() {
    Geometry flat = Geometry.flat(11, 11, SIDE, DISTANCE);
    PixelOptics.Row row = row(flat, DetectorPosition.at(DISTANCE), 1, 5);
    assertEquals(0, row.sinTheta()[5], 1e-18);
    assertEquals(1, row.solidAngle()[5], 1e-15);
    assertEquals(1, row.polarisation()[5], 0);
  }

  @Test
  void smallAnglesKeepTheirDigits() {
    // 10 µm off the axis at 10 m: sin(θ) = 5e-7 (1 − 5/8·1e-12), far below √ε.
    Geometry flat = Geometry.flat(1, 1, SIDE, 10);
    PixelOptics.Row row = row(flat, new DetectorPosition(10, 1e-5, 0), 1, 0);
    assertEquals(Math.sin(Math.atan(1e-6) / 2), row.sinTheta()[0], 1e-21);
  }

  @Test
  void backscatteringIsMeasuredOnTheFarSide() {
    Geometry flat = Geometry.flat(3, 3, SIDE, DISTANCE);
    PixelOptics.Row row = row(flat, new DetectorPosition(-DISTANCE, DISTANCE, 0), 1, 1);
    assertEquals(Math.sin(Math.PI * 3 / 8), row.sinTheta()[1], 1e-15);
  }

  /// Solid angle of a triangle as seen from the origin (van Oosterom and Strackee, IEEE Trans.
  /// Biomed. Eng. 30, 125 (1983)).
  private static double triangle(double[] a, double[] b, double[] c) {
    double la = length(a);
    double lb = length(b);
    double lc = length(c);
    double triple =
        a[0] * (b[1] * c[2] - b[2] * c[1])
            + a[1] * (b[2] * c[0] - b[0] * c[2])
            + a[2] * (b[0] * c[1] - b[1] * c[0]);
    return 2
        * Math.abs(
            Math.atan2(triple, la * lb * lc + dot(a, b) * lc + dot(a, c) * lb + dot(b, c) * la));
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  @Test
  void tiltedPanelHasTheSolidAngleOfItsPixels() {
    double c = Math.cos(0.6);
    double s = Math.sin(0.6);
    // Tilted by 0.6 rad about y, so that fs climbs away from the sample.
    var placement =
        new Placement(30, -20, 0.004, new Direction(c, 0, s), new Direction(0, 1, 0), SIDE);
    Panel flat = Geometry.flat(40, 40, SIDE, DISTANCE).panels().getFirst();
    var tilted =
        new Panel(
            "tilted",
            0,
            flat.extent(),
            flat.data(),
            placement,
            flat.response(),
            List.of(),
            0,
            false);
    var zero = new ShotValue.Fixed(0);
    var geometry =
        new Geometry(List.of(tilted), List.of(), new ShotValue.Fixed(DISTANCE), null, zero, zero);
    double reference = SIDE * SIDE / Math.pow(DISTANCE + 0.004, 2);
    for (int ss = 0; ss < 40; ss += 13) {
      PixelOptics.Row row = row(geometry, DetectorPosition.at(DISTANCE), 1, ss);
      for (int fs = 0; fs < 40; fs += 13) {
        double[][] corner = new double[4][];
        for (int k = 0; k < 4; k++) {
          double along = fs + (k & 1);
          double up = ss + (k >> 1);
          corner[k] =
              new double[] {
                placement.x(along, up), placement.y(along, up), DISTANCE + placement.z(along, up)
              };
        }
        double exact =
            triangle(corner[0], corner[1], corner[2]) + triangle(corner[1], corner[2], corner[3]);
        // The centre stands for the whole pixel to within (side/distance)² ≈ 1.5e-6.
        assertEquals(1, row.solidAngle()[fs] * reference / exact, 3e-6);
      }
    }
  }
}
