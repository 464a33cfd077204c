package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.everyshot.crystal.UnitCell;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  private static final UnitCell CELL = new UnitCell(50, 50, 70, 90, 90, 120);

  /// Records of stills with normal parameters; from `change` on the scale is lower.
  private static DriftWatch watched(int stills, int change, double by, int seed) {
    var random = new RandomStream(seed, 0, 0);
    var records = new StillRecords();
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
      records.put(s, seen, fit, true);
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

  private static List<Moment> history(int upTo, double exponent, double noise, int seed) {
    var random = new RandomStream(seed, 0, 0);
    List<Moment> moments = new ArrayList<>();
    for (double n = 64; n <= upTo; n *= 1.3) {
      double signal = Math.pow(n / 500, exponent) * Math.exp(noise * random.normal());
      moments.add(new Moment(1, Math.round(n), 0, Map.of("ccHalf", signal / (1 + signal))));
    }
    return moments;
  }

  @Test
  void independentNoiseMakesTheForecastExact() {
    List<Moment> moments = history(2000, 1, 0, 1);
    long n = moments.getLast().images();
    double signal = n / 500.0;
    double now = signal / (1 + signal);
    GrowthForecast forecast =
        Objects.requireNonNull(GrowthForecast.of(moments, "ccHalf", now, 1_000_000));
    assertEquals(2 * n, forecast.images());
    assertEquals(2 * signal / (1 + 2 * signal), forecast.expected(), 2e-3);
    assertNull(GrowthForecast.of(moments.subList(0, 4), "ccHalf", now, 1000));
    assertNull(GrowthForecast.of(moments, "ccAnom", now, 1000));
  }

  @Test
  void theErrorBarHoldsTheTruthAsOftenAsItShould() {
    int within = 0;
    for (int seed = 0; seed < 200; seed++) {
      List<Moment> moments = history(4000, 0.85, 0.05, seed);
      List<Moment> past = moments.subList(0, moments.size() - 3);
      double now = Objects.requireNonNull(past.getLast().values().get("ccHalf"));
      GrowthForecast forecast =
          Objects.requireNonNull(GrowthForecast.of(past, "ccHalf", now, 100_000));
      double truth = Math.pow(forecast.images() / 500.0, 0.85);
      truth /= 1 + truth;
      within += forecast.low() < truth && truth < forecast.high() ? 1 : 0;
    }
    // 68 % of a normal distribution; the error bar itself is known from five misses only.
    assertTrue(within > 110 && within < 190, within + " of 200");
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
