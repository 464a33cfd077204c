package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Team;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Test;

class PhysicalStateTest {
  private static final UnitCell CELL = new UnitCell(50, 50, 70, 90, 90, 120);
  private static final SyntheticStills STILLS =
      new SyntheticStills("P 61 2 2", CELL, 2.2, 1.27, 600, 11);
  private static final MergingSettings CRYSTAL = MergingSettings.of(STILLS.unique, true);
  private static final PhysicalSettings SETTINGS = PhysicalSettings.standard();

  private static PhysicalMerger merger(Team team) {
    return new PhysicalMerger(CRYSTAL, SETTINGS, team);
  }

  @Test
  void aMergeResumedAnywhereGivesTheSameBits() {
    try (var team = new Team(1)) {
      PhysicalMerger whole = merger(team);
      for (int pass = 0; pass < 2; pass++) {
        STILLS.tables.forEach(whole::add);
        whole.endPass();
      }
      // Before the model has begun, within a pass, with stills waiting, in the second pass.
      for (int stop : new int[] {1, 4, 11, 17, 19, 26, 37}) {
        PhysicalMerger running = merger(team);
        int tables = 0;
        for (int pass = 0; pass < 2; pass++) {
          for (ReflectionTable table : STILLS.tables) {
            running.add(table);
            if (++tables == stop) {
              byte[] state = running.save();
              running = merger(team);
              running.load(state, "model.bin");
            }
          }
          running.endPass();
        }
        MergedReflections expected = whole.snapshot();
        MergedReflections resumed = running.snapshot();
        assertArrayEquals(expected.amplitude(), resumed.amplitude());
        assertArrayEquals(expected.sigmaAmplitude(), resumed.sigmaAmplitude());
        assertArrayEquals(expected.halfIntensity(1), resumed.halfIntensity(1));
      }
    }
  }

  @Test
  void aStateKnowsItsCrystalAndSettings() {
    try (var team = new Team(1)) {
      PhysicalMerger merger = merger(team);
      STILLS.tables.forEach(merger::add);
      merger.endPass();
      byte[] state = merger.save();
      PhysicalMerger restored = PhysicalMerger.restored(state, "model.bin", team);
      assertArrayEquals(merger.snapshot().amplitude(), restored.snapshot().amplitude());
      var other = new PhysicalMerger(CRYSTAL, SETTINGS.withPasses(5), team);
      assertThrows(UserInputException.class, () -> other.load(state, "model.bin"));
    }
  }

  @Test
  void damagedStatesAreRefused() {
    try (var team = new Team(1)) {
      PhysicalMerger merger = merger(team);
      STILLS.tables.forEach(merger::add);
      merger.endPass();
      byte[] state = merger.save();
      var random = new RandomStream(5, 0, 0);
      for (int trial = 0; trial < 60; trial++) {
        byte[] shorter = Arrays.copyOf(state, (int) (random.uniform() * state.length));
        assertThrows(
            DamagedDataException.class,
            () -> PhysicalMerger.restored(shorter, "model.bin", team),
            shorter.length + " bytes");
      }
      // Any other byte may be another number; whatever it is, nothing but a message may come of it.
      for (int trial = 0; trial < 60; trial++) {
        byte[] wrong = state.clone();
        wrong[(int) (random.uniform() * 300)] = (byte) random.bits();
        try {
          PhysicalMerger.restored(wrong, "model.bin", team);
        } catch (DamagedDataException | UserInputException expected) {
          assertTrue(String.valueOf(expected.getMessage()).contains("model.bin"));
        }
      }
    }
  }

  @Test
  void aWarmStartPredictsFromTheFirstStillOn() {
    var again = new SyntheticStills("P 61 2 2", CELL, 2.2, 1.27, 10_000, 150, 11);
    try (var team = new Team(1)) {
      PhysicalMerger first = merger(team);
      STILLS.tables.forEach(first::add);
      first.endPass();
      var crystal = MergingSettings.of(again.unique, true);
      PhysicalMerger cold = new PhysicalMerger(crystal, SETTINGS, team);
      PhysicalMerger warm = new PhysicalMerger(crystal, SETTINGS, team);
      warm.warm(PhysicalMerger.restored(first.save(), "model.bin", team));
      for (PhysicalMerger merger : List.of(cold, warm)) {
        again.tables.forEach(merger::add);
        merger.finish();
      }
      double without = cold.model().prediction.overall();
      double with = warm.model().prediction.overall();
      assertTrue(with > without + 0.05, with + " against " + without);
    }
  }
}
