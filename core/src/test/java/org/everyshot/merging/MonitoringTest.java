package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.everyshot.crystal.UnitCell;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  private static final UnitCell CELL = new UnitCell(50, 50, 70, 90, 90, 120);

  /// Records of stills with normal parameters; from `change` on the scale is lower.
  private static DriftWatch watched(int stills, int change, double by, int seed) {
    var random = new RandomStream(seed, 0, 0);
    var records = new StillRecords(new KnownStills());
    var watch = new DriftWatch();
    var fit = new FittedStill();
    var seen = new StillObservations();
    seen.begin(1, 0, CELL, 10);
    for (int s = 0; s < stills; s++) {
      fit.usable = true;
      fit.parameters[0] = 0.7 * random.normal() + (s >= change ? by : 0);
      fit.parameters[2] = 3e-4 * random.normal();
      fit.parameters[3] = 3e-4 * random.normal();
      fit.parameters[6] = 1e-5 * random.normal();
      fit.chiSquare = 1 + 0.1 * random.normal();
      fit.correlation = 0.8 + 0.05 * random.normal();
      records.put(s, seen, fit);
      watch.look(records);
    }
    return watch;
  }

  @Test
  void aWeakerBeamIsToldOnceAndSoon() {
    DriftWatch watch = watched(4000, 2500, -0.5, 1);
    assertEquals(1, watch.alarms().size(), watch.alarms().toString());
    DriftWatch.Alarm alarm = watch.alarms().getFirst();
    assertEquals("ln of the scale", alarm.quantity());
    assertTrue(alarm.still() > 2500 && alarm.still() <= 2750, alarm.line());
    assertTrue(alarm.now() < alarm.before(), alarm.line());
  }

  @Test
  void nothingIsToldOfStillsThatStayAlike() {
    // Twenty runs of 3,000 stills, six quantities, fifty looks each: 6,000 chances to be wrong.
    for (int seed = 0; seed < 20; seed++) {
      assertTrue(watched(3000, 3000, 0, seed).alarms().isEmpty(), "seed " + seed);
    }
  }

  /// Means over ten shells of CC½, and of CCanom with their errors, of thermolysin merged from
  /// 800, 1,600, 3,200 and 6,400 simulated stills of two seeds.
  private static final double[][] CC_HALF = {
    {0.8551, 0.9320, 0.9761, 0.9908}, {0.8523, 0.9304, 0.9745, 0.9904}
  };

  private static final double[][] CC_ANOM = {
    {0.003, 0.047, 0.095, 0.175}, {0.006, 0.028, 0.060, 0.153}
  };

  private static final double[][] ERROR = {
    {0.016, 0.023, 0.021, 0.017}, {0.018, 0.011, 0.016, 0.017}
  };

  @Test
  void theErrorBarHoldsWhatSimulatedMergesCameTo() {
    int within = 0;
    int forecasts = 0;
    for (int seed = 0; seed < 2; seed++) {
      for (int step = 0; step < 3; step++) {
        double[] half = {CC_HALF[seed][step]};
        double[] anomalous = {CC_ANOM[seed][step]};
        long images = 800L << step;
        var one = Objects.requireNonNull(GrowthForecast.of(images, half, 0.003));
        assertEquals(2 * images, one.images());
        within +=
            one.low() < CC_HALF[seed][step + 1] && CC_HALF[seed][step + 1] < one.high() ? 1 : 0;
        forecasts++;
        GrowthForecast two = GrowthForecast.of(images, anomalous, ERROR[seed][step]);
        assertEquals(CC_ANOM[seed][step] > 0.02, two != null);
        if (two != null) {
          double came = CC_ANOM[seed][step + 1];
          within += two.low() < came && came < two.high() ? 1 : 0;
          forecasts++;
        }
      }
    }
    // A standard deviation: two thirds, at least.
    assertTrue(3 * within >= 2 * forecasts, within + " of " + forecasts);
  }

  @Test
  void whatIsNotKnownIsNotForecast() {
    assertNull(GrowthForecast.of(100, new double[] {0.5, Double.NaN}, 0.1));
    assertNull(GrowthForecast.of(100, new double[] {-0.1, 0.1}, 0.1));
    GrowthForecast vague = Objects.requireNonNull(GrowthForecast.of(100, new double[] {0.3}, 0.1));
    GrowthForecast sharp = Objects.requireNonNull(GrowthForecast.of(100, new double[] {0.3}, 0.01));
    assertTrue(vague.high() - vague.low() > 1.5 * (sharp.high() - sharp.low()), vague.toString());
    assertTrue(sharp.expected() > 0.3 && sharp.expected() < 1, sharp.toString());
  }

  @Test
  void predictionsAreToldByShell() {
    var stills = new SyntheticStills("P 61 2 2", CELL, 2.2, 1.27, 300, 11);
    try (var team = new org.everyshot.engine.Team(1)) {
      var merger =
          new PhysicalMerger(
              MergingSettings.of(stills.unique, true), PhysicalSettings.standard(), team);
      stills.tables.forEach(merger::add);
      merger.endPass();
      double overall = merger.model().prediction.overall();
      double inner = merger.model().prediction.shell(0);
      double outer = merger.model().prediction.shell(MergingStatistics.SHELLS - 1);
      assertTrue(inner > outer && outer > 0, inner + " and " + outer);
      assertFalse(Double.isNaN(overall));
    }
  }
}
