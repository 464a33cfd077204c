package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Objects;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StillCorrectionTest {
  private static final UnitCell CELL = new UnitCell(50, 50, 70, 90, 90, 120);
  private static final SyntheticStills STILLS =
      new SyntheticStills("P 61 2 2", CELL, 2.2, 1.27, 800, 11);
  private static final MergingSettings CRYSTAL = MergingSettings.of(STILLS.unique, true);
  private static final PhysicalSettings HYBRID =
      PhysicalSettings.standard().withPasses(2).hybrid(2, 0);

  private static PhysicalMerger run(int threads) {
    try (var team = new Team(threads)) {
      var merger = new PhysicalMerger(CRYSTAL, HYBRID, team);
      for (int pass = 0; pass < HYBRID.passes(); pass++) {
        STILLS.tables.forEach(merger::add);
        merger.endPass();
      }
      return merger;
    }
  }

  @Test
  void passesAreForTheModelThenForTrainingThenForTheCorrectedModel() {
    assertEquals(6, HYBRID.passes());
    for (int pass = 0; pass < 6; pass++) {
      assertEquals(pass == 2 || pass == 3, HYBRID.trains(pass), "pass " + pass);
      assertEquals(pass > 3, HYBRID.corrects(pass), "pass " + pass);
      assertFalse(PhysicalSettings.standard().trains(pass));
    }
    assertEquals(0, HYBRID.trained(2, 0));
    assertEquals(0.75, HYBRID.trained(3, 0.5));
  }

  @Test
  void threadsDoNotChangeABitAndNothingIsLostWhereTheModelIsRight() {
    PhysicalMerger two = run(2);
    MergedReflections merged = two.snapshot();
    assertArrayEquals(run(1).snapshot().amplitude(), merged.amplitude());
    StillCorrection correction = Objects.requireNonNull(two.model().correction());
    assertEquals(0, correction.lost());
    assertTrue(correction.gain() > 0, "gain " + correction.gain());
    Agreement hybrid = Agreement.of(merged, STILLS.amplitude, 10);
    MergedReflections alone;
    try (var team = new Team(2)) {
      var physical = new PhysicalMerger(CRYSTAL, PhysicalSettings.standard().withPasses(6), team);
      for (int pass = 0; pass < 6; pass++) {
        STILLS.tables.forEach(physical::add);
        physical.endPass();
      }
      alone = physical.snapshot();
    }
    Agreement plain = Agreement.of(alone, STILLS.amplitude, 10);
    assertTrue(
        hybrid.shellCorrelation > plain.shellCorrelation - 0.002, hybrid + " after " + plain);
  }

  @Test
  void aStillIsLeftAsItWas() {
    try (var team = new Team(1)) {
      var still = new StillObservations();
      new StillPreparation(CRYSTAL).prepare(STILLS.tables.getFirst(), 0, still);
      still.choose(0);
      Arrays.fill(still.mean, 0, still.size, 2);
      double[] variance = still.variance.clone();
      double[] polarised = still.logPolarization.clone();
      var correction = new StillCorrection(team, 1);
      double[] parameters = {0, 0, 0, 0, Math.log(7e-5), Math.log(1.2e-4), 0};
      var errors = new RelativeVariance();
      correction.apply(0, still, parameters, new StillPriors(), 0.1, errors);
      for (int i = 0; i < still.size; i++) {
        // An untrained correction only moves the relative error into the variances.
        assertEquals(polarised[i], still.logPolarization[i]);
        assertTrue(still.variance[i] > variance[i]);
      }
      correction.restore(0, still);
      assertArrayEquals(variance, still.variance);
      assertArrayEquals(polarised, still.logPolarization);
    }
  }

  /// Within the quadratic part, in the linear one, and where the reference knows little.
  @ParameterizedTest
  @CsvSource({"1.3, 0.01", "9, 0.01", "-4, 0.01", "1.3, 0.4"})
  void itsSlopesAreThoseOfFiniteDifferences(double intensity, double known) {
    double[] slopes = new double[2];
    double[] ignored = new double[2];
    double sigma2 = 0.2;
    double tau2 = 0.05;
    double mu = 1.6;
    double scale = 0.3;
    double error = -0.4;
    double h = 1e-5;
    StillCorrection.loss(intensity, sigma2, tau2, mu, known, scale, error, slopes);
    double up = StillCorrection.loss(intensity, sigma2, tau2, mu, known, scale, error + h, ignored);
    double down =
        StillCorrection.loss(intensity, sigma2, tau2, mu, known, scale, error - h, ignored);
    assertEquals((up - down) / (2 * h), slopes[1], 1e-7);
    // Along the scale V is held still: its own part of the slope is taken off again.
    up = StillCorrection.loss(intensity, sigma2, tau2, mu, known, scale + h, error, ignored);
    down = StillCorrection.loss(intensity, sigma2, tau2, mu, known, scale - h, error, ignored);
    double v = variance(sigma2, tau2, mu, known, scale, error);
    double alongV =
        (variance(sigma2, tau2, mu, known, scale + h, error)
                - variance(sigma2, tau2, mu, known, scale - h, error))
            / (2 * h);
    double r = (intensity - mu * Math.exp(2 * Math.tanh(0.5 * scale))) / Math.sqrt(v);
    double pull = Math.clamp(r, -4.0, 4.0);
    assertEquals((up - down) / (2 * h) - 0.5 * (1 - pull * r) / v * alongV, slopes[0], 1e-6);
  }

  private static double variance(
      double sigma2, double tau2, double mu, double known, double scale, double error) {
    double factor = Math.exp(2 * Math.tanh(0.5 * scale));
    double tau = Math.exp(2 * Math.tanh(0.5 * error));
    return StillCorrection.variance(sigma2, tau2 * tau * tau, factor * mu, factor * factor * known);
  }
}
