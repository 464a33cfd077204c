package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.Correlator;
import org.everyshot.correlation.PairReader;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.LocalEngine;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.everyshot.kernel.Kernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Simulation and correlation together against closed forms: 20,000 shots each.
///
/// At a few photons per ring, photon noise outweighs the scatter of orientations, so that most
/// points of C2 fluctuate by themselves; the mean of χ² per point is then close to that of
/// Student's
/// t with 15 degrees of freedom, 1.15.
@Tag("long")
class TwoSpheresTest {
  private static final double WAVELENGTH = 1.3;
  private static final int SHOTS = 20_000;
  private static final int DEGREE = 24;

  private static Correlation correlate(Particle particle, PolarGrid grid, Beamtime beamtime)
      throws Exception {
    var ledger = new LossLedger();
    var settings = CorrelationSettings.plain().with(CorrelationSettings.SelfTerm.SUBTRACT);
    try (var team = new Team(2);
        var shots = new SimulatedShots(particle, grid, WAVELENGTH, beamtime, SHOTS);
        var job =
            new LocalEngine(2)
                .start(
                    shots,
                    new Correlator(grid, WAVELENGTH, settings, Kernels.kernel(), team, ledger),
                    ledger)) {
      return job.await();
    }
  }

  private static Particle particle(Shape shape) {
    try (var team = new Team(1)) {
      return shape.particle(0.2, team);
    }
  }

  /// Mean over all points of ((C − truth)/σ)².
  private static double chiSquared(
      Correlation correlation, TrueCorrelation truth, Beamtime beamtime, ShotSimulator simulator) {
    PairReader reader = correlation.reader();
    PolarGrid grid = truth.grid();
    double sum = 0;
    int points = 0;
    for (int r = 0; r < grid.rings(); r++) {
      for (int t = r; t < grid.rings(); t++) {
        double[] c2 = reader.c2(r, t);
        float[] sigma = reader.sigma(r, t);
        for (int d = 0; d <= grid.azimuths() / 2; d++) {
          double expected = truth.of(beamtime, simulator, r, t, grid.azimuth(d));
          sum += Math.pow((c2[d] - expected) / sigma[d], 2);
          points++;
        }
      }
    }
    return sum / points;
  }

  private static ShotSimulator simulator(Particle particle, PolarGrid grid, Beamtime beamtime) {
    return new ShotSimulator(particle, ScatteringVectors.of(grid, WAVELENGTH), null, beamtime);
  }

  /// (1/n) Σ C(Δ) cos 2Δ.
  private static double second(double[] c2) {
    double sum = 0;
    for (int d = 0; d < c2.length; d++) {
      sum += c2[d] * Math.cos(4 * Math.PI * d / c2.length) / c2.length;
    }
    return sum;
  }

  @Test
  void twoSpheresAgreeWithTheClosedFormWithinTheirSigma() throws Exception {
    var grid = new PolarGrid(0.015, 0.061, 24, 64);
    Particle particle = particle(Shape.TWO_SPHERES);
    var beamtime = new Beamtime(1, true, 0, 0, 72, 1);
    var truth = new TrueCorrelation(particle, grid, WAVELENGTH, DEGREE);
    ShotSimulator simulator = simulator(particle, grid, beamtime);
    Correlation correlation = correlate(particle, grid, beamtime);
    double chi2 = chiSquared(correlation, truth, beamtime, simulator);
    assertTrue(chi2 > 0.8 && chi2 < 1.3, "χ² per point " + chi2);

    PairReader reader = correlation.reader();
    double measured = 0;
    double expected = 0;
    for (int r = 0; r < grid.rings(); r++) {
      double[] closed = new double[grid.azimuths()];
      for (int d = 0; d < closed.length; d++) {
        closed[d] = truth.of(beamtime, simulator, r, r, grid.azimuth(d));
      }
      measured += second(reader.c2(r, r));
      expected += second(closed);
    }
    assertEquals(expected, measured, 0.05 * expected, "n = 2 diagonal at 3 photons per ring");
  }

  @Test
  void oneSphereHasNoAngularSignal() throws Exception {
    var grid = new PolarGrid(0.015, 0.061, 24, 64);
    Particle particle = particle(Shape.SPHERE);
    var beamtime = new Beamtime(1, true, 0, 0, 72, 2);
    var truth = new TrueCorrelation(particle, grid, WAVELENGTH, 0);
    Correlation correlation = correlate(particle, grid, beamtime);
    double chi2 = chiSquared(correlation, truth, beamtime, simulator(particle, grid, beamtime));
    assertTrue(chi2 > 0.8 && chi2 < 1.3, "χ² per point " + chi2);
  }

  /// Poisson numbers of particles, jitter and background move n = 0 only, and scale the rest.
  @Test
  void particlesJitterAndBackgroundEnterAsTheFormulaSays() throws Exception {
    var grid = new PolarGrid(0.02, 0.06, 8, 32);
    Particle particle = particle(Shape.TWO_SPHERES);
    var beamtime = new Beamtime(2, false, 0.3, 0.5, 3000, 3);
    var truth = new TrueCorrelation(particle, grid, WAVELENGTH, DEGREE);
    ShotSimulator simulator = simulator(particle, grid, beamtime);
    PairReader reader = correlate(particle, grid, beamtime).reader();
    for (int r = 0; r < grid.rings(); r++) {
      for (int t = r; t < grid.rings(); t++) {
        double[] c2 = reader.c2(r, t);
        float[] sigma = reader.sigma(r, t);
        for (int d = 0; d < grid.azimuths(); d++) {
          double expected = truth.of(beamtime, simulator, r, t, grid.azimuth(d));
          assertEquals(expected, c2[d], 6 * sigma[d]);
        }
      }
    }
  }
}
