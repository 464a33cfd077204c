package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DensityMap;
import org.everyshot.structure.Element;
import org.junit.jupiter.api.Test;

class ParticleTest {
  private static final double WAVELENGTH = 1.3;

  /// A globule of atoms without symmetry, 150 Å across.
  private static AtomicModel globule(int atoms, double diameter) {
    var stream = new RandomStream(11, 0, 0);
    var model = new AtomicModel.Builder();
    String[] symbols = {"C", "N", "O", "C", "S"};
    while (model.count() < atoms) {
      double x = diameter * (stream.uniform() - 0.5);
      double y = diameter * (stream.uniform() - 0.5);
      double z = diameter * (stream.uniform() - 0.5);
      if (x * x + y * y + z * z < diameter * diameter / 4) {
        model.add(
            Element.of(symbols[model.count() % 5]),
            x + 50,
            y - 30,
            z + 7,
            1,
            10 + 30 * stream.uniform());
      }
    }
    return model.build("globule");
  }

  /// The definition, term by term, in double precision.
  private static double direct(AtomicModel atoms, Rotation rotation, float[] q, int p) {
    double[] m = rotation.matrix();
    double[] turned = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        turned[i] += m[3 * j + i] * q[3 * p + j];
      }
    }
    double q2 = turned[0] * turned[0] + turned[1] * turned[1] + turned[2] * turned[2];
    double real = 0;
    double imaginary = 0;
    for (int a = 0; a < atoms.count(); a++) {
      double phase = turned[0] * atoms.x(a) + turned[1] * atoms.y(a) + turned[2] * atoms.z(a);
      double f =
          atoms.element(a).formFactor(Math.sqrt(q2))
              * atoms.occupancy(a)
              * Math.exp(-atoms.bFactor(a) * q2 / (16 * Math.PI * Math.PI));
      real += f * Math.cos(phase);
      imaginary += f * Math.sin(phase);
    }
    return real * real + imaginary * imaginary;
  }

  @Test
  void latticeAgreesWithTheDirectSumToATenthOfAPercentOfTheRingMean() {
    AtomicModel atoms = globule(400, 150);
    var grid = new PolarGrid(0.01, 0.5, 25, 64);
    ScatteringVectors vectors = ScatteringVectors.of(grid, WAVELENGTH);
    float[] image = new float[grid.size()];
    Rotation rotation = Rotation.uniform(new RandomStream(5, 0, 0));
    try (var team = new Team(2)) {
      Particles.ofAtoms(atoms, 0, 0.5, team).over(vectors).add(rotation, 1, image);
    }
    double worst = 0;
    for (int r = 0; r < grid.rings(); r++) {
      double[] expected = new double[grid.azimuths()];
      double mean = 0;
      for (int j = 0; j < grid.azimuths(); j++) {
        expected[j] = direct(atoms, rotation, vectors.components(), r * grid.azimuths() + j);
        mean += expected[j] / grid.azimuths();
      }
      for (int j = 0; j < grid.azimuths(); j++) {
        double error = Math.abs(image[r * grid.azimuths() + j] - expected[j]) / mean;
        worst = Math.max(worst, error);
      }
    }
    assertTrue(worst < 1e-3, "largest error over the ring mean: " + worst);
  }

  /// On a fine polar grid the table is asked at few points only. Flat and curved Ewald spheres, the
  /// first ring near q = 0, the last where the table ends, azimuths not a multiple of eight.
  @Test
  void fineGridsThroughFewPointsAgreeWithTheDirectSum() {
    AtomicModel atoms = globule(300, 90);
    var grid = new PolarGrid(0.002, 0.3, 150, 250);
    for (double wavelength : new double[] {1.3, 12}) {
      var slice = Objects.requireNonNull(PolarSlice.of(grid, wavelength, 48));
      assertTrue(slice.points() < grid.size() / 10, slice.points() + " points");
      ScatteringVectors vectors = ScatteringVectors.of(grid, wavelength);
      float[] image = new float[grid.size()];
      Rotation rotation = Rotation.uniform(new RandomStream(8, 0, 0));
      try (var team = new Team(1)) {
        Particles.ofAtoms(atoms, 0, 0.3, team).over(vectors).add(rotation, 1, image);
      }
      double worst = 0;
      for (int r = 0; r < grid.rings(); r += r < 144 ? 12 : 1) {
        double[] expected = new double[250];
        double mean = 0;
        for (int j = 0; j < 250; j++) {
          expected[j] = direct(atoms, rotation, vectors.components(), r * 250 + j);
          mean += expected[j] / 250;
        }
        for (int j = 0; j < 250; j++) {
          worst = Math.max(worst, Math.abs(image[r * 250 + j] - expected[j]) / mean);
        }
      }
      assertTrue(worst < 1e-3, "λ " + wavelength + ", error over the ring mean: " + worst);
    }
  }

  @Test
  void gridsAsCoarseAsTheParticleAllowsAreAskedBinByBin() {
    assertNull(PolarSlice.of(new PolarGrid(0.01, 0.5, 25, 64), WAVELENGTH, 75));
    assertNull(PolarSlice.of(new PolarGrid(0.1, 0.1, 1, 256), WAVELENGTH, 75));
  }

  @Test
  void polarVectorsLieOnTheEwaldSphere() {
    var grid = new PolarGrid(0.02, 1.5, 7, 12);
    ScatteringVectors vectors = ScatteringVectors.of(grid, WAVELENGTH);
    double k = 2 * Math.PI / WAVELENGTH;
    for (int p = 0; p < vectors.count(); p++) {
      float[] q = vectors.components();
      // |q + k_in| = |k_in|: elastic.
      double outgoing =
          Math.sqrt(
              q[3 * p] * q[3 * p]
                  + q[3 * p + 1] * q[3 * p + 1]
                  + (q[3 * p + 2] + k) * (q[3 * p + 2] + k));
      assertEquals(k, outgoing, 1e-6 * k);
      assertEquals(grid.q(p / 12), vectors.modulus()[p], 1e-6);
      assertTrue(q[3 * p + 2] < 0);
    }
  }

  @Test
  void aMapOfOneVoxelPerAtomScattersLikeThoseAtoms() {
    int n = 12;
    float[] values = new float[n * n * n];
    var stream = new RandomStream(6, 0, 0);
    for (int v = 0; v < values.length; v++) {
      values[v] = stream.uniform() < 0.02 ? (float) stream.uniform() : 0;
    }
    double[] steps = {3, 0, 0, 0.7, 2.5, 0, -0.4, 0.3, 4};
    var map = new DensityMap("test", n, n, n, steps, new double[3], values);
    var grid = new PolarGrid(0.05, 0.6, 6, 32);
    ScatteringVectors vectors = ScatteringVectors.of(grid, WAVELENGTH);
    Rotation rotation = Rotation.uniform(new RandomStream(7, 0, 0));
    double[] m = rotation.matrix();
    float[] image = new float[grid.size()];
    try (var team = new Team(2)) {
      Particles.ofMap(map, 0.6, team).over(vectors).add(rotation, 1, image);
    }
    for (int r = 0; r < grid.rings(); r++) {
      double[] expected = new double[32];
      double mean = 0;
      for (int j = 0; j < 32; j++) {
        int p = r * 32 + j;
        double[] q = new double[3];
        for (int i = 0; i < 9; i++) {
          q[i % 3] += m[i] * vectors.components()[3 * p + i / 3];
        }
        double real = 0;
        double imaginary = 0;
        for (int v = 0; v < values.length; v++) {
          double phase = 0;
          int[] at = {v % n, v / n % n, v / n / n};
          for (int axis = 0; axis < 9; axis++) {
            phase += q[axis % 3] * steps[axis] * at[axis / 3];
          }
          real += values[v] * Math.cos(phase);
          imaginary += values[v] * Math.sin(phase);
        }
        double volume = map.voxelVolume();
        expected[j] = volume * volume * (real * real + imaginary * imaginary);
        mean += expected[j] / 32;
      }
      for (int j = 0; j < 32; j++) {
        assertEquals(expected[j], image[r * 32 + j], 1e-3 * mean);
      }
    }
  }
}
