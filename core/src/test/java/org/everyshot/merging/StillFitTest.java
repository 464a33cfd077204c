package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;

class StillFitTest {
  private static final int N = FittedStill.PARAMETERS;
  private static final double SHAPE = 0.1;
  private static final double WAVE_NUMBER = 1 / 1.2713;

  /// Random reflections near the Ewald sphere of a random still.
  private static StillObservations still(RandomStream random, int size) {
    var still = new StillObservations();
    still.begin(1, 0, null, size);
    while (still.size < size) {
      // A point on the sphere of radius k about (0, 0, −k), moved a little along the radius.
      double cos = 1 - 0.5 * random.uniform();
      double sin = Math.sqrt(1 - cos * cos);
      double phi = 2 * Math.PI * random.uniform();
      double radius = WAVE_NUMBER + 1.2e-4 * random.normal();
      double x = radius * sin * Math.cos(phi);
      double y = radius * sin * Math.sin(phi);
      double z = radius * cos - WAVE_NUMBER;
      still.add(still.size, x, y, z, WAVE_NUMBER, 1, 0, 1);
    }
    for (int i = 0; i < size; i++) {
      still.mean[i] = -Math.log(random.uniformOpen());
      still.meanVariance[i] = 1e-6;
    }
    return still;
  }

  private static double[] drawn(RandomStream random, StillPriors priors) {
    double[] parameters = new double[N];
    for (int p = 0; p < N; p++) {
      parameters[p] = priors.mean[p] + priors.deviation[p] * random.normal();
    }
    return parameters;
  }

  @Test
  void derivativesOfTheScaleEqualFiniteDifferences() {
    var random = new RandomStream(3, 0, 0);
    StillObservations still = still(random, 60);
    var priors = new StillPriors();
    var fit = new StillFit();
    double[] derivatives = new double[N];
    double[] ignored = new double[N];
    for (int trial = 0; trial < 20; trial++) {
      double[] at = drawn(random, priors);
      for (int i = 0; i < still.size; i++) {
        if (fit.logScale(still, i, SHAPE, at, derivatives) < -25) {
          continue; // near where the scale is cut off
        }
        for (int p = 0; p < N; p++) {
          double h = 1e-4 * priors.deviation[p];
          double[] moved = at.clone();
          moved[p] = at[p] + h;
          double above = fit.logScale(still, i, SHAPE, moved, ignored);
          moved[p] = at[p] - h;
          double below = fit.logScale(still, i, SHAPE, moved, ignored);
          double expected = (above - below) / (2 * h);
          // Steps of 1e-4 prior deviations: curvature leaves 1e-6 of the largest derivative, and
          // rounding 1e-16 × |ln K| / 1e-4.
          double tolerance = (1e-5 * Math.abs(expected * h) + 1e-10) / h;
          assertEquals(expected, derivatives[p], tolerance, "parameter " + p);
        }
      }
    }
  }

  @Test
  void derivativeAlongTheShapeEqualsFiniteDifferences() {
    for (double s : new double[] {0.001, 0.1, 0.7, 1.5}) {
      for (double x = 0.01; x < 60; x *= 2) {
        double h = 1e-5;
        double above = -Math.log(1 + (s + h) * x) / (s + h);
        double below = -Math.log(1 + (s - h) * x) / (s - h);
        double expected = (above - below) / (2 * h);
        // Third derivatives of order x⁴, and cancellation in ln(1 + sx)/s at s = 0.001.
        assertEquals(
            expected, StillFit.alongShape(x, s), 1e-8 * (1 + x * x * x * x) + 1e-6 * x * x);
      }
    }
  }

  @Test
  void errorsOfTheParametersAreThoseThatTheFitTells() {
    var priors = new StillPriors();
    var errors = new RelativeVariance();
    var shells = shells(400);
    var fit = new StillFit();
    var fitted = new FittedStill();
    double[] z2 = new double[N];
    double chi = 0;
    int stills = 400;
    for (int n = 0; n < stills; n++) {
      var random = new RandomStream(4, n, 0);
      StillObservations still = still(random, 400);
      double[] truth = drawn(random, priors);
      double[] ignored = new double[N];
      for (int i = 0; i < still.size; i++) {
        double k = Math.exp(fit.logScale(still, i, SHAPE, truth, ignored));
        double mu = k * still.mean[i];
        double sigma = 0.02;
        double relative = Math.sqrt(errors.relative) * random.normal();
        still.intensity[i] = mu * (1 + relative) + sigma * random.normal();
        still.variance[i] = sigma * sigma;
      }
      StillFit.start(still, priors, fitted.parameters);
      fit.fit(still, priors, SHAPE, errors, 12, false, shells, fitted);
      assertTrue(fitted.usable);
      chi += fitted.chiSquare / stills;
      for (int p = 0; p < N; p++) {
        double error = fitted.parameters[p] - truth[p];
        z2[p] += error * error / fitted.parameterVariance[p] / stills;
      }
    }
    // Mean squares of 400 standard normals scatter by 7 %; the posterior is not quite normal where
    // few reflections tell widths apart.
    for (int p = 0; p < N; p++) {
      assertEquals(1, z2[p], 0.35, "parameter " + p);
    }
    // 7 parameters of 400 residuals; weak reflections dominate.
    assertEquals(1, chi, 0.05);
  }

  static ReflectionPriors shells(int rows) {
    double[] spacing = new double[rows];
    byte[] epsilon = new byte[rows];
    for (int row = 0; row < rows; row++) {
      spacing[row] = 0.3 * (row + 1) / rows;
      epsilon[row] = 1;
    }
    var priors = new ReflectionPriors(spacing, new boolean[rows], epsilon, 4);
    for (int s = 0; s < 4; s++) {
      priors.set(s, 1, 0.03);
    }
    return priors;
  }

  @Test
  void aStillOfNothingButNoiseStaysAtItsPrior() {
    var priors = new StillPriors();
    var random = new RandomStream(5, 0, 0);
    StillObservations still = still(random, 100);
    for (int i = 0; i < still.size; i++) {
      still.variance[i] = 1e8;
      still.intensity[i] = 1e4 * random.normal();
    }
    var fitted = new FittedStill();
    System.arraycopy(priors.mean, 0, fitted.parameters, 0, N);
    new StillFit().fit(still, priors, SHAPE, new RelativeVariance(), 7, false, shells(100), fitted);
    assertTrue(fitted.usable);
    for (int p = 1; p < N; p++) {
      assertEquals(priors.mean[p], fitted.parameters[p], 0.2 * priors.deviation[p]);
    }
  }
}
