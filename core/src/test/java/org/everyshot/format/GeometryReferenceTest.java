package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Calibration;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.PolarBinning;
import org.everyshot.detector.PolarGrid;
import org.everyshot.detector.PolarSums;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Frames of real detectors' geometries, binned here and with NumPy.
///
/// The frame's values are (7 i) mod 1009 at flattened pixel i; horizontal polarisation 0.9; 20
/// rings and 36 azimuths. The numbers come from an independent evaluation in double precision with
/// arctan2, sin and bincount. Single-precision factors and pixels that rounding moves over a bin's
/// edge allow 2e-6 of a value.
class GeometryReferenceTest {
  private static final double TOLERANCE = 2e-6;

  private final PolarSums sums = new PolarSums(new PolarGrid(0.1, 2, 20, 36));

  private double[] bin(
      String name, DetectorPosition position, double photonEnergyEv, PolarGrid grid) {
    Path file =
        Path.of(System.getProperty("everyshot.shared", "../../shared"), "data/geometry", name);
    Assumptions.assumeTrue(Files.exists(file), () -> "no " + file + ": test is skipped");
    Geometry geometry = GeometryFile.read(file).geometry();
    var binning =
        new PolarBinning(
            geometry,
            position,
            new Beam(photonEnergyEv, 0.9),
            grid,
            Mask.open(geometry.pixels()),
            Calibration.NONE);
    short[] frame = new short[geometry.pixels()];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (short) (7L * i % 1009);
    }
    binning.bin(frame, null, Double.NaN, sums);
    double[] image = new double[grid.size()];
    sums.means(image, 0);
    return image;
  }

  private void assertBin(double[] image, int ring, int azimuth, double expected, int pixels) {
    assertEquals(pixels, sums.count(ring * 36 + azimuth));
    assertEquals(expected, image[ring * 36 + azimuth], TOLERANCE * expected);
  }

  private static void assertWhole(double[] image, int missing, double expected) {
    int nan = 0;
    double sum = 0;
    for (double value : image) {
      nan += Double.isNaN(value) ? 1 : 0;
      sum += Double.isNaN(value) ? 0 : value;
    }
    assertEquals(missing, nan);
    assertEquals(expected, sum, TOLERANCE * expected);
  }

  @Test
  void cspadEqualsNumPy() {
    double[] image =
        bin(
            "cspad-cxiformat.geom",
            DetectorPosition.at(-0.45),
            9500,
            new PolarGrid(0.1, 2, 20, 36));
    assertBin(image, 5, 7, 18.178386006907473, 103);
    assertBin(image, 10, 30, 17.010370081618625, 1129);
    assertBin(image, 19, 18, 24.215292118810023, 1955);
    assertWhole(image, 55, 12042.866206485614);
    float[] variances = new float[20];
    sums.variances(variances, 0);
    assertEquals(1.3890458051288825, variances[5], 2e-6);
    assertEquals(0.8034068427999567, variances[19], 2e-6);
  }

  @Test
  void simpleEqualsNumPy() {
    // Shifted a little, so that no pixel lies on the edge between two azimuthal bins.
    var position = new DetectorPosition(0.05, 1.3e-5, 0.7e-5);
    double[] image = bin("simple.geom", position, 8000, new PolarGrid(0.1, 2, 20, 36));
    assertBin(image, 5, 7, 0.06687065540174093, 290);
    assertBin(image, 10, 30, 0.07205424943639459, 581);
    assertBin(image, 19, 18, 0.1125052837165837, 954);
    assertWhole(image, 20, 54.0901999683031);
  }

  @Test
  void jungfrauEqualsNumPy() {
    double[] image =
        bin(
            "jf-swissfel-16M.geom",
            DetectorPosition.at(0.0953),
            4570,
            new PolarGrid(0.05, 1, 20, 36));
    assertBin(image, 5, 7, 510.76289993270245, 806);
    assertBin(image, 10, 30, 556.3777697896439, 1570);
    assertBin(image, 19, 18, 850.9872563724489, 674);
    assertWhole(image, 36, 402454.80020899005);
  }
}
