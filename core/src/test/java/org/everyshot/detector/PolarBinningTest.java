package org.everyshot.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolarBinningTest {
  private static final int SIZE = 256;
  private static final double DISTANCE = 0.04;
  private static final Geometry FLAT = Geometry.flat(SIZE, SIZE, 2e-4, DISTANCE);
  private static final DetectorPosition PLACE = DetectorPosition.at(DISTANCE);
  private static final Beam BEAM = new Beam(9000, 0.95);
  private static final PolarGrid GRID = new PolarGrid(0.2, 2.4, 23, 48);

  private static PolarBinning binning(Geometry geometry, PolarGrid grid, Mask mask) {
    return new PolarBinning(geometry, PLACE, BEAM, grid, mask, Calibration.NONE);
  }

  private static PolarBinning binning() {
    return binning(FLAT, GRID, Mask.open(FLAT.pixels()));
  }

  private static float[] constant(float value) {
    float[] frame = new float[FLAT.pixels()];
    Arrays.fill(frame, value);
    return frame;
  }

  /// The flat detector with another response.
  private static Geometry with(Response response) {
    Panel flat = FLAT.panels().getFirst();
    var panel =
        new Panel(
            "flat", 0, flat.extent(), flat.data(), flat.placement(), response, List.of(), 0, false);
    return new Geometry(
        List.of(panel), List.of(), FLAT.cameraLength(), null, FLAT.shiftX(), FLAT.shiftY());
  }

  @Test
  void everyPixelBelongsToTheOneBinThatHoldsItsCentre() {
    PolarBinning binning = binning();
    int inside = 0;
    for (int p = 0; p < FLAT.pixels(); p++) {
      double x = (p % SIZE + 0.5 - SIZE / 2.0) * 2e-4;
      double y = (Math.floorDiv(p, SIZE) + 0.5 - SIZE / 2.0) * 2e-4;
      double q =
          4
              * Math.PI
              / BEAM.wavelengthAngstrom()
              * Math.sin(Math.atan(Math.hypot(x, y) / DISTANCE) / 2);
      int expected = -1;
      for (int r = 0; r < GRID.rings(); r++) {
        double fromCentre = q - GRID.q(r);
        if (fromCentre >= -GRID.qStep() / 2 && fromCentre < GRID.qStep() / 2) {
          expected = r;
        }
      }
      if (expected >= 0) {
        long j = Math.round(Math.atan2(y, x) / (2 * Math.PI / GRID.azimuths()));
        expected = expected * GRID.azimuths() + Math.floorMod(j, GRID.azimuths());
        inside++;
      }
      assertEquals(expected, binning.bin(p), "pixel " + p);
    }
    var sums = new PolarSums(GRID);
    assertEquals(inside, binning.bin(constant(1), null, Double.NaN, sums));
    assertEquals(inside, Arrays.stream(binning.occupancy()).sum());
    int counted = 0;
    for (int b = 0; b < GRID.size(); b++) {
      counted += sums.count(b);
    }
    assertEquals(inside, counted);
  }

  @Test
  void uniformScatteringGivesFlatBins() {
    // What a detector records of 7 photons per reference pixel everywhere.
    float[] frame = new float[FLAT.pixels()];
    PixelOptics.Row row = PixelOptics.rowFor(FLAT);
    var optics = new PixelOptics(FLAT, PLACE, 0.95);
    for (int ss = 0; ss < SIZE; ss++) {
      optics.row(FLAT.panels().getFirst(), ss, row);
      for (int fs = 0; fs < SIZE; fs++) {
        frame[ss * SIZE + fs] = (float) (7 * row.solidAngle()[fs] * row.polarisation()[fs]);
      }
    }
    var sums = new PolarSums(GRID);
    binning().bin(frame, null, Double.NaN, sums);
    double[] image = new double[GRID.size()];
    sums.means(image, 0);
    for (double value : image) {
      // Frames and factors are single precision: 2 × 6e-8 of 7.
      assertEquals(7, value, 1e-6);
    }
  }

  @Test
  void binsWithoutPixelsAreMissingNotZero() {
    var wide = new PolarGrid(0.1, 9, 30, 12);
    var sums = new PolarSums(wide);
    binning(FLAT, wide, Mask.open(FLAT.pixels())).bin(constant(0), null, Double.NaN, sums);
    float[] image = new float[wide.size()];
    sums.means(image, 0);
    assertEquals(0f, image[12]);
    assertTrue(Float.isNaN(image[image.length - 1]));
  }

  @Test
  void varianceIsThatOfPoissonCounts() {
    // One azimuthal bin per ring: mean over c pixels of g K has variance Σ g² K / c².
    var rings = new PolarGrid(0.5, 2, 4, 1);
    PolarBinning binning = binning(FLAT, rings, Mask.open(FLAT.pixels()));
    var sums = new PolarSums(rings);
    binning.bin(constant(3), null, Double.NaN, sums);
    float[] variances = new float[4];
    sums.variances(variances, 0);
    double[] expected = new double[4];
    PixelOptics.Row row = PixelOptics.rowFor(FLAT);
    var optics = new PixelOptics(FLAT, PLACE, 0.95);
    for (int ss = 0; ss < SIZE; ss++) {
      optics.row(FLAT.panels().getFirst(), ss, row);
      for (int fs = 0; fs < SIZE; fs++) {
        int r = binning.bin(ss * SIZE + fs);
        if (r >= 0) {
          expected[r] += 3 / Math.pow(row.solidAngle()[fs] * row.polarisation()[fs], 2);
        }
      }
    }
    for (int r = 0; r < 4; r++) {
      int c = sums.count(r);
      assertEquals(1, variances[r] / (expected[r] / c / c), 1e-6);
    }
  }

  @Test
  void badPixelsOfEveryKindAreLeftOut() {
    var response =
        new Response(
            2,
            Double.NaN,
            100,
            List.of(
                new Flag(Flag.Kind.EQUAL, 55),
                new Flag(Flag.Kind.LESS_THAN, -10),
                new Flag(Flag.Kind.MORE_THAN, 200)));
    Geometry geometry = with(response);
    var grid = new PolarGrid(1, 1, 1, 1);
    PolarBinning binning = binning(geometry, grid, Mask.open(geometry.pixels()));
    List<Integer> pixels = new ArrayList<>();
    for (int p = 0; p < geometry.pixels() && pixels.size() < 9; p++) {
      if (binning.bin(p) >= 0) {
        pixels.add(p);
      }
    }
    float[] bads = {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Math.nextUp(100f),
      Math.nextDown(-10f),
      55,
      201
    };
    float[] frame = constant(10);
    for (int i = 0; i < bads.length; i++) {
      frame[pixels.get(i)] = bads[i];
    }
    byte[] flags = new byte[frame.length];
    flags[pixels.get(7)] = 1;
    var sums = new PolarSums(grid);
    long all = binning.bin(constant(10), null, Double.NaN, sums);
    double[] mean = new double[1];
    assertEquals(all - 8, binning.bin(frame, flags, Double.NaN, sums));
    // The limits themselves are good.
    frame = constant(10);
    frame[pixels.get(0)] = 100;
    frame[pixels.get(1)] = -10;
    assertEquals(all, binning.bin(frame, null, Double.NaN, sums));
    // A lower limit of the user's.
    var stricter =
        new PolarBinning(
            geometry, PLACE, BEAM, grid, Mask.open(frame.length), Calibration.NONE.withLowest(0));
    assertEquals(all - 1, stricter.bin(frame, null, Double.NaN, sums));
    sums.means(mean, 0);
    assertTrue(mean[0] > 5, "2 ADU per photon: 5 photons, corrected upwards");
  }

  @Test
  void countsAreUnsigned() {
    short[] counts = new short[FLAT.pixels()];
    Arrays.fill(counts, (short) 65000);
    var a = new PolarSums(GRID);
    var b = new PolarSums(GRID);
    binning().bin(counts, null, Double.NaN, a);
    binning().bin(constant(65000), null, Double.NaN, b);
    double[] one = new double[GRID.size()];
    double[] other = new double[GRID.size()];
    a.means(one, 0);
    b.means(other, 0);
    assertTrue(Arrays.equals(one, other));
  }

  @Test
  void pedestalGainAndBackgroundComeBeforePhotons() {
    Geometry geometry = with(new Response(Double.NaN, 0.01, 1e9, List.of()));
    var grid = new PolarGrid(0.02, 0.02, 1, 1);
    var calibration =
        Calibration.NONE
            .withPedestalAndGain(constant(100), constant(0.5f))
            .withBackground(constant(20));
    var binning =
        new PolarBinning(geometry, PLACE, BEAM, grid, Mask.open(geometry.pixels()), calibration);
    var sums = new PolarSums(grid);
    binning.bin(constant(190), null, Double.NaN, sums);
    double[] mean = new double[1];
    float[] variance = new float[1];
    sums.means(mean, 0);
    sums.variances(variance, 0);
    int c = sums.count(0);
    // (190 − 100)/0.5 − 20 = 160 ADU at 90 ADU a photon; near the beam g − 1 < 1e-4. The background
    // lowers the mean, not the variance: 180/90 = 2 photons in each pixel.
    assertEquals(160.0 / 90, mean[0], 2e-4);
    assertEquals(2.0 / c, variance[0], 4e-4 / c);
  }

  @Test
  void framesOfAnotherEnergyAreBinnedAtTheirOwnQ() {
    var other = new Beam(9270, 0.95);
    var there =
        new PolarBinning(FLAT, PLACE, other, GRID, Mask.open(FLAT.pixels()), Calibration.NONE);
    float[] frame = new float[FLAT.pixels()];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = i % 17;
    }
    var a = new PolarSums(GRID);
    var b = new PolarSums(GRID);
    assertEquals(there.bin(frame, null, Double.NaN, a), binning().bin(frame, null, 9270, b));
    double[] one = new double[GRID.size()];
    double[] two = new double[GRID.size()];
    a.means(one, 0);
    b.means(two, 0);
    int different = 0;
    for (int i = 0; i < one.length; i++) {
      different += one[i] == two[i] ? 0 : 1;
    }
    // Only a pixel that lies on a ring's edge to the last digit may change sides.
    assertTrue(different <= 2, different + " bins differ");
  }
}
