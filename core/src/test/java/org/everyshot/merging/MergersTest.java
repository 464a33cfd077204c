package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.engine.Team;
import org.junit.jupiter.api.Test;

class MergersTest {
  private static final UniqueReflections UNIQUE =
      UniqueReflections.of(SpaceGroup.of("P 61 2 2"), new UnitCell(70, 70, 90, 90, 90, 120), 3.5);

  private static final MergingSettings SETTINGS = MergingSettings.of(UNIQUE, true);

  private static MergingOutcome mean(Stills stills, int threads) throws Exception {
    try (var team = new Team(threads)) {
      return new MeanMerging(SETTINGS, team).merge(stills, MergingWatch.silent());
    }
  }

  private static MergingOutcome scaled(Stills stills, Partiality partiality, int threads)
      throws Exception {
    var options = new ScaledMerging.Options(4, partiality, 10, 0.1, 6, false);
    try (var team = new Team(threads)) {
      return new ScaledMerging(SETTINGS, options, team).merge(stills, MergingWatch.silent());
    }
  }

  @Test
  void theMonteCarloMergeIsTheMeanAndItsStandardError() throws Exception {
    var time = new SmallBeamtime(UNIQUE, 300, 5, SmallBeamtime.Flaws.usual());
    MergedReflections merged = mean(time, 2).reflections();
    double[][] values = new double[2 * UNIQUE.count()][0];
    try (Source<ReflectionTable> source = time.open(new LossLedger(), new LossLedger())) {
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        ReflectionTable table = source.read(slice);
        for (int s = 0; s < table.stills(); s++) {
          var axes = java.util.Objects.requireNonNull(table.still(s).orientation());
          for (int r = table.begin(s); r < table.end(s); r++) {
            int h = table.h()[r];
            int k = table.k()[r];
            int l = table.l()[r];
            double x = axes.x(h, k, l);
            double y = axes.y(h, k, l);
            double z = axes.z(h, k, l) + 1 / SmallBeamtime.WAVELENGTH;
            double polarised = 1 - x * x / (x * x + y * y + z * z);
            int slot = UNIQUE.slot(h, k, l);
            double[] longer = Arrays.copyOf(values[slot], values[slot].length + 1);
            longer[longer.length - 1] = table.intensity()[r] / polarised;
            values[slot] = longer;
          }
        }
      }
    }
    int compared = 0;
    for (int slot = 0; slot < values.length; slot++) {
      double[] v = values[slot];
      assertEquals(v.length, merged.count()[slot]);
      if (v.length >= 2) {
        double average = Arrays.stream(v).average().orElseThrow();
        double squares = Arrays.stream(v).map(x -> (x - average) * (x - average)).sum();
        double error = Math.sqrt(squares / (v.length - 1) / v.length);
        assertEquals(average, merged.intensity()[slot], 1e-6 * Math.abs(average) + 1e-3);
        assertEquals(error, merged.sigmaIntensity()[slot], 1e-5 * error + 1e-3);
        compared++;
      } else {
        assertTrue(Float.isNaN(merged.intensity()[slot]), "one measurement has no spread");
      }
    }
    assertTrue(compared > 1000, compared + " slots compared");
  }

  @Test
  void bothMergesHaveTheSameBitsOnOneThreadAndOnTwo() throws Exception {
    var time = new SmallBeamtime(UNIQUE, 300, 6, SmallBeamtime.Flaws.usual());
    assertSame(mean(time, 1).reflections(), mean(time, 2).reflections());
    assertSame(
        scaled(time, Partiality.OFFSET, 1).reflections(),
        scaled(time, Partiality.OFFSET, 2).reflections());
  }

  private static void assertSame(MergedReflections one, MergedReflections two) {
    assertArrayEquals(one.count(), two.count());
    assertArrayEquals(one.intensity(), two.intensity());
    assertArrayEquals(one.sigmaIntensity(), two.sigmaIntensity());
    assertArrayEquals(one.amplitude(), two.amplitude());
    assertArrayEquals(one.halfIntensity(0), two.halfIntensity(0));
    assertArrayEquals(one.halfIntensity(1), two.halfIntensity(1));
  }

  @Test
  void mergingAPartitionEqualsOnePass() throws Exception {
    var time = new SmallBeamtime(UNIQUE, 200, 7, SmallBeamtime.Flaws.usual());
    try (var team = new Team(1)) {
      var whole = new MonteCarloMerger(SETTINGS, team, new LossLedger(), new LossLedger());
      var odd = whole.fresh();
      var even = whole.fresh();
      try (Source<ReflectionTable> source = time.open(new LossLedger(), new LossLedger())) {
        int i = 0;
        for (Slice slice = source.next(); slice != null; slice = source.next()) {
          ReflectionTable table = source.read(slice);
          whole.add(table);
          (i++ % 2 == 0 ? even : odd).add(table);
        }
      }
      whole.finish();
      odd.finish();
      even.finish();
      even.merge(odd);
      assertArrayEquals(whole.snapshot().count(), even.snapshot().count());
      // Within one chunk, sums depend on how it was cut: rounding of double precision.
      float[] one = whole.snapshot().intensity();
      float[] two = even.snapshot().intensity();
      for (int slot = 0; slot < one.length; slot++) {
        assertEquals(Float.isNaN(one[slot]), Float.isNaN(two[slot]));
        if (!Float.isNaN(one[slot])) {
          assertEquals(one[slot], two[slot], 1e-6f * Math.abs(one[slot]) + 1e-6f);
        }
      }
    }
  }

  @Test
  void knownScalesAndBFactorsComeBack() throws Exception {
    var time = new SmallBeamtime(UNIQUE, 300, 8, SmallBeamtime.Flaws.scalesAlone());
    MergingOutcome mean = mean(time, 2);
    MergingOutcome scaled = scaled(time, Partiality.NONE, 2);
    // Relative errors of 2 %, counting noise, five measurements per slot: the truth but for 1 %;
    // the plain mean is left with the spread of scales, which is 0.7 in ln G.
    double before = time.correlationOfAmplitudes(mean.reflections());
    double after = time.correlationOfAmplitudes(scaled.reflections());
    assertTrue(after > 0.99, "CC to truth " + after);
    assertTrue(before < 0.96, "CC of the plain mean to truth " + before);
  }

  @Test
  void scalingBeatsTheMeanAndPartialityBeatsScalingAlone() throws Exception {
    var time = new SmallBeamtime(UNIQUE, 1000, 9, SmallBeamtime.Flaws.usual());
    MergedReflections mean = mean(time, 2).reflections();
    MergedReflections scaled = scaled(time, Partiality.NONE, 2).reflections();
    MergedReflections partial = scaled(time, Partiality.OFFSET, 2).reflections();
    double[] cc = {
      time.correlationOfAmplitudes(mean),
      time.correlationOfAmplitudes(scaled),
      time.correlationOfAmplitudes(partial)
    };
    double[] anomalous = {
      time.correlationOfDifferences(mean),
      time.correlationOfDifferences(scaled),
      time.correlationOfDifferences(partial)
    };
    String figures = Arrays.toString(cc) + " " + Arrays.toString(anomalous);
    assertTrue(cc[0] + 0.01 < cc[1] && cc[1] + 0.002 < cc[2], figures);
    assertTrue(anomalous[0] < anomalous[1] && anomalous[1] < anomalous[2], figures);
  }

  @Test
  void everyImageAndReflectionIsAccountedFor() throws Exception {
    var time = new SmallBeamtime(UNIQUE, 200, 10, SmallBeamtime.Flaws.usual());
    MergingOutcome outcome = scaled(time, Partiality.OFFSET, 2);
    assertEquals(200, outcome.images().received());
    assertEquals(0, outcome.images().inFlight());
    assertTrue(outcome.measurements().received() > 2_000);
    assertEquals(0, outcome.measurements().inFlight());
    long merged = Arrays.stream(outcome.reflections().count()).asLongStream().sum();
    assertEquals(outcome.measurements().processed(), merged);
  }

  @Test
  void withoutAnomalousFriedelMatesShareASlot() throws Exception {
    var time = new SmallBeamtime(UNIQUE, 100, 11, SmallBeamtime.Flaws.usual());
    try (var team = new Team(1)) {
      MergingOutcome outcome =
          new MeanMerging(MergingSettings.of(UNIQUE, false), team)
              .merge(time, MergingWatch.silent());
      for (int row = 0; row < UNIQUE.count(); row++) {
        assertEquals(0, outcome.reflections().count()[2 * row + 1]);
      }
    }
  }

  @Test
  void anEmptyInputGivesAnEmptyMerge() throws Exception {
    var time = new SmallBeamtime(UNIQUE, 0, 11, SmallBeamtime.Flaws.usual());
    MergingOutcome outcome = scaled(time, Partiality.OFFSET, 1);
    assertEquals(0, outcome.images().received());
    assertEquals(0, MergingStatistics.of(outcome.reflections()).overall().observed());
  }

  @Test
  void theInfluenceOfAnImageIsThatOfLeavingItOut() throws IOException {
    int slots = 40;
    double[] expected = new double[slots];
    Arrays.fill(expected, 3);
    var with = new MergeSums(slots);
    var without = new MergeSums(slots);
    int[] slot = new int[20];
    double[] weight = new double[20];
    double[] value = new double[20];
    for (int image = 0; image < 15; image++) {
      for (int i = 0; i < 20; i++) {
        slot[i] = (7 * i + image) % slots;
        weight[i] = 1 + 0.5 * Math.sin(image + 3 * i);
        value[i] = 5 + 4 * Math.sin(slot[i]) + Math.sin(11 * image + 5 * i);
        with.add(image % 2, slot[i], weight[i], value[i]);
        if (image < 14) {
          without.add(image % 2, slot[i], weight[i], value[i]);
        }
      }
    }
    var all = new Influence(with, expected);
    double change = all.ccHalf() - new Influence(without, expected).ccHalf();
    assertEquals(change, all.of(slot, weight, value, 0, 20), 1e-12);
  }

  @Test
  void freeFlagsAreATwentiethAndSharedByTwinMates() {
    var unique =
        UniqueReflections.of(SpaceGroup.of("P 61"), new UnitCell(70, 70, 90, 90, 90, 120), 2.5);
    SymmetryOperation law = SymmetryOperation.parse("y,x,-z");
    int[] flags = FreeFlags.of(unique, List.of(law));
    int[] out = new int[3];
    int free = 0;
    for (int row = 0; row < flags.length; row++) {
      law.map(unique.h(row), unique.k(row), unique.l(row), out);
      int mate = unique.slot(out[0], out[1], out[2]);
      assertEquals(flags[row], flags[mate >> 1]);
      free += flags[row] == 0 ? 1 : 0;
    }
    double share = (double) free / flags.length;
    // Pairs of mates: sd = √(2 · 0.05 · 0.95 / n), n about 9,000.
    assertEquals(0.05, share, 4 * Math.sqrt(2 * 0.05 * 0.95 / flags.length));
    var smaller =
        UniqueReflections.of(SpaceGroup.of("P 61"), new UnitCell(71, 71, 91, 90, 90, 120), 4);
    int[] fewer = FreeFlags.of(smaller, List.of(law));
    for (int row = 0; row < fewer.length; row++) {
      int same = unique.slot(smaller.h(row), smaller.k(row), smaller.l(row));
      assertEquals(fewer[row], flags[same >> 1], "the same index, the same class");
    }
  }
}
