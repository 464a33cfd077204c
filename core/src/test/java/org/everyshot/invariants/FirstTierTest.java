package org.everyshot.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Team;
import org.everyshot.math.Legendre;
import org.everyshot.simulation.Shape;
import org.everyshot.simulation.TrueCorrelation;
import org.junit.jupiter.api.Test;

class FirstTierTest {
  private static final Team ALONE = new Team(1);

  private static RawInvariants solved(SampledCorrelation correlation, BandLimit limit) {
    var tier = new FirstTier(correlation, limit, ALONE);
    return tier.solve(tier.ladder());
  }

  /// Two unit-density spheres of radius 20 Å, 80 Å apart, flat Ewald sphere, q = q' = 0.05 Å⁻¹. The
  /// figures are of a brute-force average over orientations; the tolerance is that of least squares
  /// with the weakest penalty of the ladder.
  @Test
  void twoSpheresGiveTheInvariantsOfTheirClosedForm() {
    double wavelength = 1e-6;
    var grid = new PolarGrid(0.05, 0.05, 1, 128);
    var truth = new TrueCorrelation(Shape.TWO_SPHERES.particle(0.1, ALONE), grid, wavelength, 40);
    RawInvariants found = solved(ExactCorrelation.of(truth, wavelength), new BandLimit(400, 24));
    assertEquals(2.776740450413e19, found.values(0, 0)[0], 1e-8 * 2.776740450413e19);
    assertEquals(1.612088803668e19, found.values(0, 1)[0], 1e-8 * 1.612088803668e19);
    assertEquals(5.929630571e18, found.values(0, 2)[0], 1e-8 * 5.929630571e18);
    assertEquals(1.674357477e17, found.values(0, 3)[0], 1e-8 * 1.674357477e17);
  }

  /// Four points at unequal distances: B_l of the sum over four bodies, on the curved Ewald sphere.
  @Test
  void fourPointsGiveDebyesSumOverFourBodies() {
    double wavelength = 1.3;
    var grid = new PolarGrid(0.05, 0.25, 6, 128);
    var truth = new TrueCorrelation(Shape.FOUR_POINTS.particle(0.3, ALONE), grid, wavelength, 60);
    RawInvariants found = solved(ExactCorrelation.of(truth, wavelength), new BandLimit(400, 48));
    for (int p = 0; p < 6; p++) {
      for (int r = 0; r < 6; r++) {
        for (int i = 0; i <= 10; i++) {
          // 4⁴ products of unit amplitudes bound B_l by 4π(2l+1)·256/(2l+1).
          assertEquals(truth.invariant(2 * i, p, r), found.values(0, i)[p * 6 + r], 1e-10 * 3217);
        }
      }
    }
  }

  /// At qλ/4π = 0.2 and L = 128: even B_l of like size, of an exact C2. Least squares over angles
  /// find them; the usual back-substitution from even harmonics, highest degree first, does not.
  @Test
  void wideAnglesThatDefeatBackSubstitutionAreSolved() {
    var wide = new WideAngle(0.2, 128, 320);
    double leastSquares = wide.error(wide.leastSquares());
    double substituted = wide.error(wide.backSubstitution());
    assertTrue(leastSquares < 1e-3, "least squares " + leastSquares);
    assertTrue(substituted > 1, "back-substitution " + substituted);
  }

  @Test
  void anglesThatAreMissingLeaveTheSolutionAlone() {
    double wavelength = 1.3;
    var grid = new PolarGrid(0.05, 0.15, 3, 128);
    var truth = new TrueCorrelation(Shape.TWO_SPHERES.particle(0.2, ALONE), grid, wavelength, 60);
    SampledCorrelation complete = ExactCorrelation.of(truth, wavelength);
    double[][] weights = complete.weights();
    for (double[] row : weights) {
      for (int k = 0; k < row.length; k++) {
        int d = k % complete.angles();
        row[k] = d < 4 || d > 58 || (d >= 20 && d < 26) ? 0 : row[k];
      }
    }
    RawInvariants found = solved(complete.weighted(weights), new BandLimit(130, 24));
    for (int i = 1; i <= 6; i++) {
      for (int k = 0; k < 9; k++) {
        double expected = truth.invariant(2 * i, k / 3, k % 3);
        double scale =
            Math.sqrt(truth.invariant(2, k / 3, k / 3) * truth.invariant(2, k % 3, k % 3));
        assertEquals(expected, found.values(0, i)[k], 1e-4 * scale, "degree " + 2 * i);
      }
    }
  }

  /// Legendre series of known coefficients at one ring with itself.
  private record WideAngle(double sine, int highest, int azimuths) {
    double coefficient(int l) {
      return 1 + 0.5 * Math.cos(l);
    }

    double correlation(double delta) {
      double x = sine * sine + (1 - sine * sine) * Math.cos(delta);
      double[] p = Legendre.upTo(highest, x);
      double sum = 0;
      for (int l = 0; l <= highest; l += 2) {
        sum += coefficient(l) * p[l] / (4 * Math.PI);
      }
      return sum;
    }

    double[] leastSquares() {
      double q = 0.4;
      SampledCorrelation exact =
          ExactCorrelation.of(
              new double[] {q}, sine * 4 * Math.PI / q, azimuths, (p, r, d) -> correlation(d));
      RawInvariants raw = solved(exact, new BandLimit(1e4, highest));
      double[] found = new double[highest / 2 + 1];
      for (int i = 0; i < found.length; i++) {
        found[i] = raw.values(0, i)[0];
      }
      return found;
    }

    /// C_n = Σ_{l ≥ n} B_l P̄_l^n(x)²/(2l+1), solved from n = L downward, n even; harmonics of each
    /// P_l by the trapezoidal rule, exact here.
    double[] backSubstitution() {
      int terms = highest / 2 + 1;
      double[][] harmonics = new double[terms][terms];
      double[] right = new double[terms];
      for (int d = 0; d < azimuths; d++) {
        double delta = 2 * Math.PI * d / azimuths;
        double[] p = Legendre.upTo(highest, sine * sine + (1 - sine * sine) * Math.cos(delta));
        double c = correlation(delta);
        for (int n = 0; n < terms; n++) {
          double wave = Math.cos(2 * n * delta) / azimuths;
          right[n] += c * wave;
          for (int l = n; l < terms; l++) {
            harmonics[n][l] += p[2 * l] / (4 * Math.PI) * wave;
          }
        }
      }
      double[] found = new double[terms];
      for (int n = terms - 1; n >= 0; n--) {
        double rest = right[n];
        for (int l = n + 1; l < terms; l++) {
          rest -= harmonics[n][l] * found[l];
        }
        found[n] = rest / harmonics[n][n];
      }
      return found;
    }

    /// Largest relative error.
    double error(double[] found) {
      double worst = 0;
      for (int i = 0; i < found.length; i++) {
        worst = Math.max(worst, Math.abs(found[i] / coefficient(2 * i) - 1));
      }
      return worst;
    }
  }
}
