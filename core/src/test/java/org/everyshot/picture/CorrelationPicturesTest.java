package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.Correlator;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.kernel.Kernels;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Test;

class CorrelationPicturesTest {
  private static final Box PAGE = new Box(0, 0, 800, 600);
  private static final PolarGrid GRID = new PolarGrid(0.1, 0.4, 4, 64);

  @Test
  void theMapOfATwofoldWaveIsItsCosine() {
    // I = 10 (1 + cos(2φ + ψ) / 2) for ψ all round: (C2 − ⟨I⟩²) / ⟨I⟩² = cos(2Δφ) / 8.
    Picture map = new CorrelationPictures(waves(64)).diagonal();
    var canvas = new Canvas(800, 600, 2);
    map.draw(canvas, PAGE);
    var across = new Axis("", LinearScale.degrees(-180, 180));
    var up = new Axis("", LinearScale.of(0.05, 0.45));
    double room = new ColourBar(ColourMap.DIVERGING, LinearScale.of(-0.125, 0.125), "").room(470);
    var frame = new PlotFrame(canvas, PAGE, across, up, room, false);
    assertNear(0xFFFFFF, at(canvas, frame, 45, 0.2));
    assertNear(ColourMap.DIVERGING.rgb(1), at(canvas, frame, 0, 0.4));
    assertNear(ColourMap.DIVERGING.rgb(0), at(canvas, frame, 90, 0.3));
    assertNear(ColourMap.DIVERGING.rgb(0), at(canvas, frame, -90, 0.1));
    // cos 60° = ½ at Δφ = −30°, of which the nearest bin is −28.1°: cos 56.2° = 0.556.
    assertNear(ColourMap.DIVERGING.rgb(0.778), at(canvas, frame, -28.1, 0.2));
  }

  @Test
  void allPicturesComeFromAnyNumberOfShots() {
    for (int shots : new int[] {0, 1, 2, 40}) {
      var pictures = new CorrelationPictures(waves(shots)).all("photons");
      assertEquals(
          List.of("intensity", "correlation", "correlation-at-q", "agreement", "convergence"),
          List.copyOf(pictures.keySet()));
      for (Picture picture : pictures.values()) {
        picture.draw(new Canvas(400, 300, 1), new Box(0, 0, 400, 300));
      }
    }
  }

  @Test
  void aFrameIsLaidOutAsItsGeometrySays() {
    // 3 × 2 pixels of 10 mm around the beam; fast scan along x, slow scan along y, upwards.
    Geometry geometry = Geometry.flat(3, 2, 0.01, 0.1);
    float[] mean = {1, 10, 100, 100, 10, 1};
    Picture picture =
        PowderPattern.of(
            geometry, DetectorPosition.at(0.1), Double.NaN, Mask.open(6), mean, 1, 1, "photons");
    var canvas = new Canvas(800, 600, 2);
    picture.draw(canvas, PAGE);
    var across = new Axis("", LinearScale.of(-20, 20));
    var up = new Axis("", LinearScale.of(-15, 15));
    double room = new ColourBar(ColourMap.SEQUENTIAL, LogScale.of(1, 100), "").room(470);
    var frame = new PlotFrame(canvas, PAGE, across, up, room, true);
    assertNear(ColourMap.SEQUENTIAL.rgb(0), at(canvas, frame, -10, -5));
    assertNear(ColourMap.SEQUENTIAL.rgb(0.5), at(canvas, frame, 0, -5));
    assertNear(ColourMap.SEQUENTIAL.rgb(1), at(canvas, frame, 10, -5));
    assertNear(ColourMap.SEQUENTIAL.rgb(1), at(canvas, frame, -10, 5));
  }

  private static Correlation waves(int shots) {
    try (var team = new Team(1)) {
      var correlator =
          new Correlator(
              GRID, 1.2, CorrelationSettings.plain(), Kernels.kernel(), team, new LossLedger());
      if (shots > 0) {
        var batch = new ShotBatch(shots, GRID.rings(), GRID.azimuths(), false, false);
        batch.clear(new Slice(new Chunk(0, 0, shots), 0, shots));
        for (int s = 0; s < shots; s++) {
          int at = batch.append(s, 0) * GRID.size();
          for (int i = 0; i < GRID.size(); i++) {
            double angle = 2 * GRID.azimuth(i % GRID.azimuths()) + 2 * Math.PI * s / shots;
            batch.single()[at + i] = (float) (10 + 5 * Math.cos(angle));
          }
        }
        correlator.add(batch);
      }
      correlator.finish();
      return correlator.snapshot();
    }
  }

  /// Equal but for single precision of the sums, less than 1 % of the colours' range.
  private static void assertNear(int expected, int actual) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertEquals(
          expected >> shift & 255,
          actual >> shift & 255,
          4,
          Arrays.toString(
              new String[] {Integer.toHexString(expected), Integer.toHexString(actual)}));
    }
  }

  private static int at(Canvas canvas, PlotFrame frame, double x, double y) {
    return canvas.pixels().rgb((int) (2 * frame.x(x)), (int) (2 * frame.y(y)));
  }
}
