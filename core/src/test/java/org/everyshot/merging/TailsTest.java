package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;

class TailsTest {
  private static final SyntheticStills STILLS =
      new SyntheticStills("P 61 2 2", new UnitCell(50, 50, 70, 90, 90, 120), 2.2, 1.27, 600, 11);

  @Test
  void densitiesAreThoseOfStudentsT() {
    double[] sums = new double[Tails.CHOICES];
    Tails.compare(2.5 * 2.5, sums);
    // scipy 1.x: stats.t.logpdf(2.5, nu) - stats.norm.logpdf(2.5), nu = 64, 16, 4, 2.
    double[] some = {0, sums[1], sums[3], sums[7], sums[9]};
    assertArrayEquals(SCIPY, some, 1e-10);
  }

  private static final double[] SCIPY = {
    0, 0.0928341011382, 0.30648219123, 0.710650919032, 0.878618732685
  };

  @Test
  void degreesOfFreedomAreFound() {
    assertEquals(0.25, found(4), 0);
    assertEquals(1 / 16.0, found(16), 0);
    assertEquals(0, found(0), 0);
  }

  /// Choice from 40,000 residuals of t with ν degrees of freedom, or normal ones for 0.
  private static double found(int freedom) {
    var random = new RandomStream(2, freedom, 0);
    var fit = new FittedStill();
    for (int i = 0; i < 40_000; i++) {
      double z = random.normal();
      double chi = freedom == 0 ? 1 : 0;
      for (int k = 0; k < freedom; k++) {
        double x = random.normal();
        chi += x * x / freedom;
      }
      Tails.compare(z * z / chi, fit.tail);
    }
    var tails = new Tails();
    tails.add(fit);
    for (int i = 0; i < Tails.CHOICES; i++) {
      tails.learn();
    }
    return tails.perFreedom();
  }

  @Test
  void weightsAreTheMeanPrecisionsOfTheMixture() {
    // Location of t by weights: at the maximum of the likelihood Σ w r = 0; scipy.optimize on
    // t(ν = 4) of unit scale for -1, 0, 0.5, 1, 30 finds it at 0.2126.
    var errors = new RelativeVariance();
    errors.perFreedom = 0.25;
    double[] x = {-1, 0, 0.5, 1, 30};
    double at = 6;
    for (int step = 0; step < 200; step++) {
      double sum = 0;
      double weight = 0;
      for (double value : x) {
        double w = errors.tail((value - at) * (value - at));
        sum += w * value;
        weight += w;
      }
      at = sum / weight;
    }
    assertEquals(LOCATION, at, 1e-9);
    errors.perFreedom = 0;
    assertEquals(1, errors.tail(1e9), 0);
  }

  private static final double LOCATION = 0.212638953247;

  @Test
  void wrongMeasurementsAmongGoodOnesDoLessHarm() {
    Agreement normal = merged(PhysicalSettings.Likelihood.NORMAL);
    Agreement student = merged(PhysicalSettings.Likelihood.STUDENT);
    String both = student + " against " + normal;
    // 0.978 and 0.959, 0.392 and 0.292 measured; without the wrong ones 0.985 and 0.40.
    assertTrue(student.shellCorrelation > normal.shellCorrelation + 0.01, both);
    assertTrue(student.anomalousCorrelation > normal.anomalousCorrelation + 0.05, both);
  }

  private static Agreement merged(PhysicalSettings.Likelihood likelihood) {
    try (var team = new Team(1)) {
      PhysicalSettings settings = PhysicalSettings.standard().with(likelihood);
      var merger = new PhysicalMerger(MergingSettings.of(STILLS.unique, true), settings, team);
      for (int pass = 0; pass < settings.passes(); pass++) {
        for (ReflectionTable table : STILLS.tables) {
          merger.add(spoilt(table));
        }
        merger.endPass();
      }
      return Agreement.of(merger.snapshot(), STILLS.amplitude, 10);
    }
  }

  /// 5 % of the measurements are off by 15 σ more.
  private static ReflectionTable spoilt(ReflectionTable table) {
    var out = new ReflectionTable.Builder(null);
    for (int s = 0; s < table.stills(); s++) {
      out.still(table.still(s));
      var random = new RandomStream(5, table.still(s).key(), 0);
      for (int r = table.begin(s); r < table.end(s); r++) {
        double off = random.uniform() < 0.05 ? 15 * table.sigma()[r] * random.normal() : 0;
        out.add(
            table.h()[r],
            table.k()[r],
            table.l()[r],
            (float) (table.intensity()[r] + off),
            table.sigma()[r],
            Float.NaN,
            Float.NaN,
            -1);
      }
    }
    return out.build();
  }
}
