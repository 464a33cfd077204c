package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.everyshot.detector.Beam;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.math.Rotation;
import org.everyshot.shot.FrameBatch;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Test;

class ShotSimulatorTest {
  private static final double WAVELENGTH = 1.5;
  private static final PolarGrid GRID = new PolarGrid(0.02, 0.1, 9, 32);

  private static Particle particle(Shape shape) {
    try (var team = new Team(2)) {
      return shape.particle(0.2, team);
    }
  }

  private static ShotSimulator simulator(Shape shape, Beamtime beamtime) {
    return new ShotSimulator(
        particle(shape), ScatteringVectors.of(GRID, WAVELENGTH), null, beamtime);
  }

  @Test
  void anyShotIsRemadeFromSeedAndNumberAlone() throws Exception {
    var beamtime = new Beamtime(2, false, 0.3, 0.5, 500, 42);
    Slice late = new Slice(new Chunk(1, 256, 256), 100, 3);
    float[][] images = new float[2][];
    for (int run = 0; run < 2; run++) {
      try (var shots =
          new SimulatedShots(particle(Shape.CHAPERONIN), GRID, WAVELENGTH, beamtime, 512)) {
        if (run == 1) {
          shots.recycle(shots.read(new Slice(new Chunk(0, 0, 256), 0, 32))); // others before it
        }
        ShotBatch batch = shots.read(late);
        assertEquals(357, batch.train(1));
        images[run] = Arrays.copyOf(batch.single(), 3 * GRID.size());
      }
    }
    assertArrayEquals(images[0], images[1]);
    float[] alone = new float[GRID.size()];
    simulator(Shape.CHAPERONIN, beamtime).simulate(357, alone, 0);
    assertArrayEquals(Arrays.copyOfRange(images[0], GRID.size(), 2 * GRID.size()), alone);
    simulator(Shape.CHAPERONIN, new Beamtime(2, false, 0.3, 0.5, 500, 43)).simulate(357, alone, 0);
    assertFalse(Arrays.equals(Arrays.copyOfRange(images[0], GRID.size(), 2 * GRID.size()), alone));
  }

  /// Mean photons as asked; the variance of the shots' totals is photon noise plus that of the
  /// number of particles and of the beam.
  @Test
  void photonsParticlesAndBeamHaveTheirMeansAndVariances() {
    var beamtime = new Beamtime(4, false, 0.25, 0.5, 600, 1);
    ShotSimulator simulator = simulator(Shape.SPHERE, beamtime);
    int shots = 20_000;
    float[] image = new float[GRID.size()];
    double first = 0;
    double second = 0;
    double particles = 0;
    double weight = 0;
    double weight2 = 0;
    for (int s = 0; s < shots; s++) {
      ShotTruth truth = simulator.simulate(s, image, 0);
      double sum = 0;
      for (float value : image) {
        assertEquals(Math.rint(value), value);
        sum += value;
      }
      first += sum / shots;
      second += sum * sum / shots;
      particles += truth.orientations().size() / (double) shots;
      weight += truth.beamWeight() / shots;
      weight2 += truth.beamWeight() * truth.beamWeight() / shots;
    }
    assertEquals(4, particles, 5 * Math.sqrt(4.0 / shots));
    assertEquals(1, weight, 5 * 0.25 / Math.sqrt(shots));
    assertEquals(1.0625, weight2, 0.02);
    // 400 photons from 4 particles, 200 of background. Var = 600 + w²-mean·(100²·4) + 0.0625·600².
    double variance = 600 + 1.0625 * 40_000 + 0.0625 * 360_000;
    assertEquals(600, first, 5 * Math.sqrt(variance / shots));
    assertEquals(variance, second - first * first, 0.06 * variance);
  }

  @Test
  void particlesAddTheirIntensitiesNotTheirAmplitudes() {
    ShotSimulator simulator =
        simulator(Shape.FOUR_POINTS, new Beamtime(3, true, 0, 0, Double.NaN, 5));
    float[] image = new float[GRID.size()];
    ShotTruth truth = simulator.simulate(7, image, 0);
    assertEquals(3, truth.orientations().size());
    float[] sum = new float[GRID.size()];
    Diffraction one = particle(Shape.FOUR_POINTS).over(ScatteringVectors.of(GRID, WAVELENGTH));
    for (Rotation rotation : truth.orientations()) {
      one.add(rotation, 1, sum);
    }
    assertArrayEquals(sum, image, 1e-5f);
  }

  @Test
  void withoutPhotonsAnEmptyShotIsTheBackground() {
    var beamtime = new Beamtime(1e-9, false, 0, 0.25, Double.NaN, 5);
    ShotSimulator simulator = simulator(Shape.SPHERE, beamtime);
    float[] image = new float[GRID.size()];
    simulator.simulate(0, image, 0);
    for (float value : image) {
      assertEquals(simulator.background(), value, 1e-6 * simulator.background());
    }
    assertTrue(simulator.background() > 0);
  }

  /// A sphere's frame depends on q alone: every pixel, divided by its solid angle and polarisation,
  /// equals the closed form.
  @Test
  void aFrameOfASphereIsItsFormFactorTimesSolidAngleAndPolarisation() throws Exception {
    Geometry geometry = Geometry.flat(40, 30, 2e-3, 0.1);
    Beam beam = Beam.ofWavelength(3);
    DetectorPosition position = DetectorPosition.at(0.1);
    try (var frames =
        new SimulatedFrames(
            particle(Shape.SPHERE), geometry, position, beam, Beamtime.ideal(1), 1)) {
      FrameBatch batch = frames.read(new Slice(new Chunk(0, 0, 1), 0, 1));
      float[] frame = batch.values(0);
      for (int ss = 0; ss < 30; ss++) {
        for (int fs = 0; fs < 40; fs++) {
          double x = (fs + 0.5 - 20) * 2e-3;
          double y = (ss + 0.5 - 15) * 2e-3;
          double r = Math.sqrt(x * x + y * y + 0.01);
          double theta = Math.acos(0.1 / r) / 2;
          double f = Bodies.sphere(4 * Math.PI * Math.sin(theta) / 3, 30);
          double expected = f * f * Math.pow(0.1 / r, 3) * (1 - x * x / (r * r));
          // Single precision; F² near its zeros has absolute error only.
          assertEquals(expected, frame[ss * 40 + fs], 1e-5 * expected + 1e3);
        }
      }
    }
  }
}
