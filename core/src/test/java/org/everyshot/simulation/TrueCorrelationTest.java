package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Team;
import org.everyshot.math.Legendre;
import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrueCorrelationTest {
  /// So short that the Ewald sphere is flat.
  private static final double FLAT = 1e-6;

  private static Particle shape(Shape shape) {
    try (var team = new Team(1)) {
      return shape.particle(1, team);
    }
  }

  private static TrueCorrelation truth(Shape shape, double wavelength, int degree, double... q) {
    var grid = new PolarGrid(q[0], q[q.length - 1], q.length, 8);
    return new TrueCorrelation(shape(shape), grid, wavelength, degree);
  }

  /// Published for our own use: brute-force orientation averages in numpy agree with them.
  @ParameterizedTest
  @CsvSource({
    "0, 2.776740450413e19",
    "2, 1.612088803668e19",
    "4, 5.929630571e18",
    "6, 1.674357477e17"
  })
  void twoSpheresGiveTheReferenceInvariants(int l, double expected) {
    double b = truth(Shape.TWO_SPHERES, FLAT, 30, 0.05).invariant(l, 0, 0);
    // Half a unit in the last digit quoted, at least 1e-10.
    assertEquals(expected, b, 1e-9 * expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 3.97779614", "30, 3.01749321", "60, 1.91720436", "90, 1.74103955"})
  void twoSpheresGiveTheReferenceCorrelation(double degrees, double expected) {
    double c = truth(Shape.TWO_SPHERES, FLAT, 40, 0.05).one(0, 0, Math.toRadians(degrees));
    assertEquals(expected, c * 1e-18, 5e-9);
  }

  @Test
  void oneSphereHasNoInvariantButTheZeroth() {
    TrueCorrelation truth = truth(Shape.SPHERE, 1.3, 10, 0.02, 0.06, 0.1);
    for (int l = 1; l <= 10; l++) {
      assertEquals(0, truth.invariant(l, 0, 2), 1e-14 * truth.invariant(0, 0, 2));
    }
    double expected = 4 * Math.PI * truth.meanIntensity(0) * truth.meanIntensity(2);
    assertEquals(expected, truth.invariant(0, 0, 2), 1e-13 * expected);
  }

  @Test
  void smallSpheresScatterTheirVolume() {
    double volume = 4 * Math.PI / 3 * 8000;
    assertEquals(volume, Bodies.sphere(0, 20), 1e-9 * volume);
    // Across the border between series and closed form: continuous to rounding.
    double low = Bodies.sphere(0.05 / 20 * (1 - 1e-9), 20);
    double high = Bodies.sphere(0.05 / 20 * (1 + 1e-9), 20);
    assertEquals(low, high, 1e-10 * volume);
  }

  /// B_l ∝ q^{2l} at small q: between q and 2q it grows by 4^l, to the order of (qD)².
  @Test
  void invariantsRiseWithTheirPowerAtLowQ() {
    TrueCorrelation truth = truth(Shape.FOUR_POINTS, FLAT, 8, 1e-4, 2e-4);
    for (int l = 2; l <= 6; l += 2) {
      double ratio = truth.invariant(l, 1, 1) / truth.invariant(l, 0, 0);
      assertEquals(Math.pow(4, l), ratio, 1e-3 * Math.pow(4, l));
    }
  }

  /// Σ over a quadrature of the sphere of I(q û) I(q' ŵ) P_l(û·ŵ) (2l+1)/4π is B_l by the addition
  /// theorem; exact for band-limited intensities.
  @Test
  void fourPointsAgreeWithQuadrature() {
    var grid = new PolarGrid(0.04, 0.09, 2, 8);
    Particle points = shape(Shape.FOUR_POINTS);
    var truth = new TrueCorrelation(points, grid, FLAT, 8);
    int n = 24;
    double[][] rule = Legendre.gauss(n);
    int m = 2 * n;
    float[][] directions = new float[2][3 * n * m];
    double[] weights = new double[n * m];
    double[][] unit = new double[n * m][3];
    for (int i = 0; i < n; i++) {
      double z = rule[0][i];
      double across = Math.sqrt(1 - z * z);
      for (int j = 0; j < m; j++) {
        int at = i * m + j;
        weights[at] = rule[1][i] * 2 * Math.PI / m;
        unit[at] =
            new double[] {
              across * Math.cos(2 * Math.PI * j / m), across * Math.sin(2 * Math.PI * j / m), z
            };
        for (int r = 0; r < 2; r++) {
          for (int c = 0; c < 3; c++) {
            directions[r][3 * at + c] = (float) (grid.q(r) * unit[at][c]);
          }
        }
      }
    }
    float[][] intensity = new float[2][n * m];
    for (int r = 0; r < 2; r++) {
      points.over(new ScatteringVectors(directions[r])).add(Rotation.NONE, 1, intensity[r]);
    }
    double[] sums = new double[9];
    for (int a = 0; a < n * m; a++) {
      for (int b = 0; b < n * m; b++) {
        double cosine = unit[a][0] * unit[b][0] + unit[a][1] * unit[b][1] + unit[a][2] * unit[b][2];
        double[] legendre = Legendre.upTo(8, Math.clamp(cosine, -1, 1));
        double product = weights[a] * weights[b] * intensity[0][a] * intensity[1][b];
        for (int l = 0; l <= 8; l++) {
          sums[l] += product * legendre[l] * (2 * l + 1) / (4 * Math.PI);
        }
      }
    }
    for (int l = 0; l <= 8; l++) {
      // Intensities are single precision.
      assertEquals(sums[l], truth.invariant(l, 0, 1), 2e-6 * truth.invariant(0, 0, 1));
    }
  }

  /// The mean over random orientations of I(q, φ) I(q', φ + Δ) approaches C, curved Ewald sphere,
  /// within five standard errors.
  @Test
  void orientationAveragesApproachTheClosedForm() {
    double wavelength = 20;
    var grid = new PolarGrid(0.1, 0.2, 2, 16);
    Particle particle = shape(Shape.FOUR_POINTS);
    var truth = new TrueCorrelation(particle, grid, wavelength, 40);
    Diffraction diffraction = particle.over(ScatteringVectors.of(grid, wavelength));
    var stream = new RandomStream(9, 0, 0);
    int n = 20_000;
    double[] first = new double[16];
    double[] second = new double[16];
    for (int shot = 0; shot < n; shot++) {
      float[] image = new float[32];
      diffraction.add(Rotation.uniform(stream), 1, image);
      for (int d = 0; d < 16; d++) {
        double product = 0;
        for (int j = 0; j < 16; j++) {
          product += image[j] * image[16 + (j + d) % 16] / 16.0;
        }
        first[d] += product / n;
        second[d] += product * product / n;
      }
    }
    for (int d = 0; d < 16; d++) {
      double error = Math.sqrt((second[d] - first[d] * first[d]) / n);
      assertEquals(truth.one(0, 1, grid.azimuth(d)), first[d], 5 * error);
    }
    // The sphere is curved enough for Δ = 0 and Δ = π to differ clearly.
    assertTrue(Math.abs(truth.one(0, 1, 0) - truth.one(0, 1, Math.PI)) > 0.1 * truth.one(0, 1, 0));
  }

  @Test
  void onlyEqualBodiesHaveClosedForms() {
    var grid = new PolarGrid(0.02, 0.03, 2, 8);
    Particle blobs = shape(Shape.CHAPERONIN);
    assertThrows(IllegalArgumentException.class, () -> new TrueCorrelation(blobs, grid, 1.3, 4));
  }
}
