package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Team;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkMergerTest {
  private static final UnitCell CELL = new UnitCell(50, 50, 70, 90, 90, 120);
  private static final SyntheticStills STILLS =
      new SyntheticStills("P 61 2 2", CELL, 2.2, 1.27, 600, 11);
  private static final MergingSettings CRYSTAL = MergingSettings.of(STILLS.unique, true);

  private static NetworkSettings settings(String... choices) {
    NetworkSettings settings = NetworkSettings.published().with(2, 3);
    for (String choice : choices) {
      settings = settings.with(choice);
    }
    return settings;
  }

  private static NetworkMerger run(NetworkSettings settings, int threads, int stills) {
    var team = new Team(threads);
    try (team) {
      var merger = new NetworkMerger(CRYSTAL, settings, team, m -> {});
      for (int pass = 0; pass < settings.passes(); pass++) {
        merger.beginPass();
        STILLS.tables.subList(0, stills / 32).forEach(merger::add);
        merger.endPass();
      }
      return merger;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"samples=4", "samples=0", "posterior=sums", "batch=5"})
  void threadsDoNotChangeABit(String choice) {
    NetworkSettings settings = settings("blocks=2", "samples=3", choice, "errors=learned");
    MergedReflections one = run(settings, 1, 64).snapshot();
    MergedReflections two = run(settings, 2, 64).snapshot();
    assertArrayEquals(one.amplitude(), two.amplitude());
    assertArrayEquals(one.sigmaAmplitude(), two.sigmaAmplitude());
    assertArrayEquals(one.halfIntensity(1), two.halfIntensity(1));
  }

  @Test
  void networksWithRunningSumsFindAmplitudes() {
    NetworkMerger merger =
        run(
            settings(
                "blocks=3",
                "posterior=sums",
                "errors=learned",
                "inputs=physical",
                "batch=4",
                "rate=2e-3"),
            2,
            576);
    Agreement found = Agreement.of(merger.snapshot(), STILLS.amplitude, 10);
    assertTrue(found.shellCorrelation > 0.8, found.toString());
    assertTrue(merger.model.prediction.overall() > 0.4, "" + merger.model.prediction.overall());
    assertEquals(0, merger.model.stepsLost);
  }

  @Test
  void theLikelihoodGrowsWithPasses() {
    NetworkSettings settings =
        settings("blocks=3", "samples=0", "amplitude-rate=0.03", "amplitude-weight=0");
    NetworkMerger merger = run(settings.with(1, 3), 2, 288);
    double first = merger.model.bound[1] / merger.model.bound[0];
    NetworkMerger longer = run(settings.with(3, 3), 2, 288);
    double third = longer.model.bound[1] / longer.model.bound[0];
    assertTrue(third > first + 0.1, first + ", then " + third);
  }

  @Test
  void aStateIsTakenUpAgain() {
    NetworkSettings settings = settings("blocks=1", "samples=2");
    NetworkMerger merger = run(settings, 2, 64);
    byte[] state = merger.save();
    assertTrue(NetworkMerger.isState(state));
    try (var team = new Team(1)) {
      NetworkMerger restored = NetworkMerger.restored(state, "model.bin", team);
      assertArrayEquals(state, restored.save());
      assertArrayEquals(merger.snapshot().amplitude(), restored.snapshot().amplitude());
      var warm = new NetworkMerger(CRYSTAL, settings, team, m -> {});
      warm.warm(restored);
      warm.beginPass();
      assertTrue(warm.add(STILLS.tables.getFirst()) > 0);
      var other = new NetworkMerger(CRYSTAL, settings("blocks=2"), team, m -> {});
      assertThrows(UserInputException.class, () -> other.warm(restored));
      for (int length : new int[] {0, 3, 40, 200, state.length / 2, state.length - 1}) {
        byte[] shorter = Arrays.copyOf(state, length);
        assertThrows(
            DamagedDataException.class,
            () -> NetworkMerger.restored(shorter, "model.bin", team),
            length + " bytes");
      }
    }
  }

  /// A still of infinite intensity makes no step, and is counted.
  @Test
  void gradientsThatAreNotFiniteAreCountedAndMoveNothing() {
    try (var team = new Team(1)) {
      var model =
          new NetworkModel(
              ReflectionPriors.of(STILLS.unique, true),
              true,
              settings("blocks=1", "samples=0"),
              team);
      var still = new StillObservations();
      new StillPreparation(CRYSTAL).prepare(STILLS.tables.getFirst(), 0, still);
      model.add(new StillObservations[] {still}, 1);
      float[] before = model.network.values.clone();
      still.variance[2] = 0;
      model.add(new StillObservations[] {still}, 1);
      assertArrayEquals(before, model.network.values);
      assertEquals(1, model.stepsLost);
      assertTrue(model.amplitudesLost >= 1);
    }
  }

  @Test
  void choicesAreCheckedByName() {
    assertEquals(5, settings("blocks=5").blocks());
    assertTrue(settings("posterior=sums").sums());
    assertThrows(UserInputException.class, () -> settings("blocks=many"));
    assertThrows(UserInputException.class, () -> settings("depth=3"));
    assertThrows(UserInputException.class, () -> settings("pooling"));
  }

  @Test
  void aMergingTellsItsFigures() throws Exception {
    MergingOutcome outcome;
    try (var team = new Team(2)) {
      outcome =
          new NetworkMerging(
                  CRYSTAL, settings("blocks=1", "samples=2"), team, null, MergingCheckpoint.none())
              .merge(
                  new SmallBeamtime(STILLS.unique, 60, 5, SmallBeamtime.Flaws.usual()),
                  MergingWatch.silent());
    }
    Map<String, Double> figures = outcome.figures();
    assertTrue(figures.keySet().containsAll(List.of("ccPred", "stepsNotFinite")));
    assertEquals(outcome.images().received(), outcome.images().processed());
    assertTrue(outcome.history().size() >= 2);
  }
}
