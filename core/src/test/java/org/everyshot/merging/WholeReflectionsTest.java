package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.everyshot.simulation.CrystalTruth;
import org.junit.jupiter.api.Test;

/// Images without orientation, such as those of a rotation series whose reflections were integrated
/// over several of them.
class WholeReflectionsTest {
  private static final UniqueReflections UNIQUE =
      UniqueReflections.of(SpaceGroup.of("P 43 21 2"), new UnitCell(79, 79, 38, 90, 90, 90), 2.5);
  private static final int IMAGES = 90;
  private static final double[] AMPLITUDE = amplitudes();

  private static double[] amplitudes() {
    float[] square = CrystalTruth.random(UNIQUE, 20, 0.03, 4).intensity();
    double[] amplitude = new double[square.length];
    for (int slot = 0; slot < square.length; slot++) {
      amplitude[slot] = Math.sqrt(square[slot]);
    }
    return amplitude;
  }

  /// Scale and B of an image: both change slowly, by a factor of two and 10 Å² in all.
  private static double logScale(int image) {
    return 0.35 * Math.sin(2 * Math.PI * image / IMAGES);
  }

  private static double temperatureFactor(int image) {
    return 10.0 * image / IMAGES - 5;
  }

  /// 500 reflections an image at random, 5 % of error.
  private static List<ReflectionTable> series() {
    List<ReflectionTable> tables = new ArrayList<>();
    for (int image = 0; image < IMAGES; image++) {
      var random = new RandomStream(8, image, 1);
      var table = new ReflectionTable.Builder(null);
      table.still(new Still("sweep//" + image, Still.key("sweep//" + image), 1, null, null));
      for (int i = 0; i < 500; i++) {
        int row = (int) (random.uniform() * UNIQUE.count());
        int sign = random.uniform() < 0.5 ? -1 : 1;
        int slot = UNIQUE.slot(sign * UNIQUE.h(row), sign * UNIQUE.k(row), sign * UNIQUE.l(row));
        double square = UNIQUE.inverseSquareSpacing(row);
        double counts =
            1000
                * Math.exp(logScale(image) - 0.5 * temperatureFactor(image) * square)
                * (AMPLITUDE[slot] * AMPLITUDE[slot])
                * Math.exp(0.05 * random.normal());
        double sigma = Math.sqrt(counts + 400);
        table.add(
            sign * UNIQUE.h(row),
            sign * UNIQUE.k(row),
            sign * UNIQUE.l(row),
            (float) (counts + sigma * random.normal()),
            (float) sigma,
            Float.NaN,
            Float.NaN,
            -1);
      }
      tables.add(table.build());
    }
    return tables;
  }

  @Test
  void scalesOfASeriesAreFoundAndItsAmplitudesAreNoWorseThanScaledOnes()
      throws IOException, InterruptedException {
    List<ReflectionTable> tables = series();
    MergingSettings crystal = MergingSettings.of(UNIQUE, true);
    Stills stills = (images, reflections) -> new TableSource(tables);
    try (var team = new Team(1)) {
      var merger = new PhysicalMerger(crystal, PhysicalSettings.standard(), team);
      for (int pass = 0; pass < PhysicalSettings.standard().passes(); pass++) {
        tables.forEach(merger::add);
        merger.endPass();
      }
      var scale = new Pearson();
      var fall = new Pearson();
      StillRecords records = merger.model().records;
      assertEquals(IMAGES, records.size());
      assertEquals(IMAGES, merger.model().counts.whole());
      for (int image = 0; image < IMAGES; image++) {
        scale.add(logScale(image), records.logScale(image));
        fall.add(temperatureFactor(image), records.temperatureFactor(image));
      }
      assertTrue(scale.value() > 0.99, "ln G " + scale.value());
      assertTrue(fall.value() > 0.95, "B " + fall.value());
      var options = new ScaledMerging.Options(5, Partiality.NONE, 10, 0.1, 6, false);
      Agreement scaled =
          Agreement.of(
              new ScaledMerging(crystal, options, team)
                  .merge(stills, MergingWatch.silent())
                  .reflections(),
              AMPLITUDE,
              5);
      Agreement ours = Agreement.of(merger.snapshot(), AMPLITUDE, 5);
      String both = ours + " against " + scaled;
      assertTrue(ours.shellCorrelation > scaled.shellCorrelation, both);
      assertTrue(ours.anomalousCorrelation > scaled.anomalousCorrelation, both);
      assertEquals(0.95, ours.coverage, 0.02, both);
    }
  }

  @Test
  void imagesOfEitherKindMayBeMixed() {
    var stills =
        new SyntheticStills("P 61 2 2", new UnitCell(50, 50, 70, 90, 90, 120), 2.5, 1.27, 200, 6);
    ReflectionTable good = stills.tables.getFirst();
    var table = new ReflectionTable.Builder(null);
    Still first = good.still(0);
    table.still(new Still("blind", first.key(), Double.NaN, null, null));
    for (int r = good.begin(0); r < good.end(0); r++) {
      table.add(
          good.h()[r],
          good.k()[r],
          good.l()[r],
          good.intensity()[r],
          good.sigma()[r],
          Float.NaN,
          Float.NaN,
          -1);
    }
    try (var team = new Team(1)) {
      var merger =
          new PhysicalMerger(
              MergingSettings.of(stills.unique, true), PhysicalSettings.standard(), team);
      merger.arrivals().count(new LossLedger(), new LossLedger());
      int placed = 0;
      for (ReflectionTable other : stills.tables) {
        placed += merger.add(other);
      }
      assertEquals(1, merger.add(table.build()));
      merger.finish();
      assertEquals(placed + 1, merger.stills());
      assertEquals(1, merger.model().counts.whole());
    }
  }
}
