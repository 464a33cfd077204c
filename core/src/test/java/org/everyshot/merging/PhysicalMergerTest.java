package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.junit.jupiter.api.Test;

class PhysicalMergerTest {
  private static final int SHELLS = 10;
  private static final PhysicalSettings SETTINGS =
      PhysicalSettings.standard().with(PhysicalSettings.Halves.SHARED);
  private static final SyntheticStills STILLS =
      new SyntheticStills("P 61 2 2", new UnitCell(60, 60, 80, 90, 90, 120), 2.0, 1.27, 1500, 7);

  private static final MergingSettings CRYSTAL = MergingSettings.of(STILLS.unique, true);

  private static PhysicalMerger merger(PhysicalSettings settings, Team team) {
    return new PhysicalMerger(CRYSTAL, settings, team);
  }

  private static MergedReflections run(PhysicalSettings settings, int threads, int passes) {
    try (var team = new Team(threads)) {
      PhysicalMerger merger = merger(settings.withPasses(passes), team);
      for (int pass = 0; pass < passes; pass++) {
        STILLS.tables.forEach(merger::add);
        merger.endPass();
      }
      return merger.snapshot();
    }
  }

  @Test
  void simulatedAmplitudesAreFoundWithHonestErrors() {
    Agreement one = Agreement.of(run(SETTINGS, 2, 1), STILLS.amplitude, SHELLS);
    Agreement two = Agreement.of(run(SETTINGS, 2, 2), STILLS.amplitude, SHELLS);
    // Measured 0.987 and 0.992: about ten observations a slot, with 20 % of error each.
    assertTrue(one.shellCorrelation > 0.98, one.toString());
    assertTrue(two.shellCorrelation > one.shellCorrelation, two + " after " + one);
    assertTrue(two.anomalousCorrelation > 0.3, two.toString());
    // 95 % are meant; 11,000 amplitudes scatter by 0.2 %, the model's approximations take the rest.
    assertEquals(0.95, two.coverage, 0.02, two.toString());
    assertEquals(0.95, two.centricCoverage, 0.03, two.toString());
    assertEquals(1, two.zRms, 0.08, two.toString());
  }

  @Test
  void threadsAndTablesDoNotChangeABit() {
    MergedReflections one = run(SETTINGS, 1, 2);
    MergedReflections two = run(SETTINGS, 2, 2);
    assertArrayEquals(one.amplitude(), two.amplitude());
    assertArrayEquals(one.sigmaAmplitude(), two.sigmaAmplitude());
    assertArrayEquals(one.halfIntensity(0), two.halfIntensity(0));
    try (var team = new Team(2)) {
      PhysicalMerger merger = merger(SETTINGS, team);
      for (int pass = 0; pass < 2; pass++) {
        for (ReflectionTable table : STILLS.tables) {
          // The same stills in tables of one.
          for (int s = 0; s < table.stills(); s++) {
            merger.add(only(table, s));
          }
        }
        merger.endPass();
      }
      assertArrayEquals(one.amplitude(), merger.snapshot().amplitude());
    }
  }

  private static ReflectionTable only(ReflectionTable table, int s) {
    var one = new ReflectionTable.Builder(null).still(table.still(s));
    for (int r = table.begin(s); r < table.end(s); r++) {
      one.add(
          table.h()[r],
          table.k()[r],
          table.l()[r],
          table.intensity()[r],
          table.sigma()[r],
          table.fs()[r],
          table.ss()[r],
          table.panel()[r]);
    }
    return one.build();
  }

  @Test
  void aSecondPassAddsUpWhatEachStillGivesAgainstTheFrozenReference() {
    try (var team = new Team(2)) {
      PhysicalMerger merger = merger(SETTINGS, team);
      STILLS.tables.forEach(merger::add);
      merger.endPass();
      PhysicalModel model = merger.model();
      double[] w = new double[model.full.sums.slots()];
      double[] y = new double[w.length];
      var preparation = new StillPreparation(CRYSTAL);
      var still = new StillObservations();
      var fitted = new FittedStill();
      int number = 0;
      for (ReflectionTable table : STILLS.tables) {
        for (int s = 0; s < table.stills(); s++) {
          preparation.prepare(table, s, still);
          if (still.size < StillPreparation.LEAST_REFLECTIONS) {
            continue;
          }
          still.scale(1 / merger.unit());
          model.full.refer(still, new IntensityPosterior());
          model.records.parameters(number++, fitted.parameters);
          new StillFit()
              .fit(
                  still,
                  model.stillPriors,
                  model.shape.value,
                  model.errors,
                  3,
                  true,
                  model.priors,
                  fitted);
          for (int i = 0; i < still.size; i++) {
            w[still.slot[i]] += fitted.precision[i];
            y[still.slot[i]] += fitted.weighted[i];
          }
        }
      }
      STILLS.tables.forEach(merger::add);
      merger.finish();
      for (int slot = 0; slot < w.length; slot++) {
        // The same sums in the same order.
        assertEquals(w[slot], model.full.sums.precision(slot), 1e-12 * w[slot]);
        assertEquals(y[slot], model.full.sums.weighted(slot), 1e-12 * Math.abs(y[slot]));
      }
    }
  }

  @Test
  void halvesAddUpToTheWhole() {
    try (var team = new Team(1)) {
      PhysicalMerger merger = merger(SETTINGS, team);
      STILLS.tables.forEach(merger::add);
      merger.finish();
      PhysicalModel model = merger.model();
      for (int slot = 0; slot < model.full.sums.slots(); slot++) {
        double sum = model.halves[0].sums.precision(slot) + model.halves[1].sums.precision(slot);
        assertEquals(model.full.sums.precision(slot), sum, 1e-12 * sum);
      }
    }
  }

  @Test
  void whatWasNotSeenIsMissing() {
    MergedReflections merged;
    try (var team = new Team(1)) {
      PhysicalMerger merger = merger(SETTINGS, team);
      merger.add(STILLS.tables.getFirst());
      merger.finish();
      merged = merger.snapshot();
    }
    int seen = 0;
    for (int slot = 0; slot < merged.slots(); slot++) {
      boolean missing = Float.isNaN(merged.amplitude()[slot]);
      assertEquals(merged.count()[slot] == 0, missing);
      seen += missing ? 0 : 1;
    }
    assertTrue(seen > 100 && seen < merged.slots() / 2, seen + " seen");
  }

  @Test
  void whatCannotBeUsedIsCountedByReason() {
    var images = new LossLedger();
    var reflections = new LossLedger();
    ReflectionTable good = STILLS.tables.getFirst();
    var table = new ReflectionTable.Builder(null);
    table.still(good.still(0)).add(1, 2, 3, 5, 1, 0, 0, 0).add(900, 0, 0, 5, 1, 0, 0, 0);
    table.still(good.still(1));
    for (int r = good.begin(1); r < good.end(1); r++) {
      float intensity = r == good.begin(1) ? Float.NaN : good.intensity()[r];
      table.add(good.h()[r], good.k()[r], good.l()[r], intensity, good.sigma()[r], 0, 0, 0);
    }
    ReflectionTable mixed = table.build();
    try (var team = new Team(1)) {
      var merger = new PhysicalMerger(CRYSTAL, SETTINGS, team);
      merger.arrivals().count(images, reflections);
      assertEquals(1, merger.add(mixed));
    }
    assertEquals(1L, images.balance().vetoed().get(StillPreparation.TOO_FEW));
    LossLedger.Balance balance = reflections.balance();
    assertEquals(mixed.size(), balance.received());
    assertEquals(0, balance.inFlight());
    assertEquals(good.end(1) - good.begin(1) - 1, balance.processed());
  }

  @Test
  void theMeanStillSetsTheTemperatureFactorNotTheFirst() {
    // Stills have B of mean 0 and 6 Å²; where the first ones set the scale, this seed gives 2.9.
    var stills =
        new SyntheticStills("P 61 2 2", new UnitCell(50, 50, 70, 90, 90, 120), 2.2, 1.27, 600, 6);
    MergedReflections merged;
    try (var team = new Team(1)) {
      var merger = new PhysicalMerger(MergingSettings.of(stills.unique, true), SETTINGS, team);
      for (int pass = 0; pass < 2; pass++) {
        stills.tables.forEach(merger::add);
        merger.endPass();
      }
      merged = merger.snapshot();
    }
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int row = 0; row < stills.unique.count(); row++) {
      double truth = stills.amplitude[2 * row];
      double found = merged.amplitude()[2 * row];
      if (found > 5 * merged.sigmaAmplitude()[2 * row] && truth > 0) {
        double s2 = stills.unique.inverseSquareSpacing(row);
        double ratio = 2 * Math.log(found / truth);
        n++;
        x += s2;
        y += ratio;
        xx += s2 * s2;
        xy += s2 * ratio;
      }
    }
    double b = -2 * (n * xy - x * y) / (n * xx - x * x);
    assertEquals(0, b, 1);
  }

  @Test
  void halfSetsWithReferencesOfTheirOwnKnowNothingOfEachOther() {
    PhysicalSettings own = SETTINGS.with(PhysicalSettings.Halves.ALWAYS);
    double shared = Agreement.halves(run(SETTINGS, 2, 2), SHELLS);
    double alone = Agreement.halves(run(own, 2, 2), SHELLS);
    // Both are close on Gaussian partiality; the figures are in docs/merging.md.
    assertEquals(shared, alone, 0.03);
  }
}
