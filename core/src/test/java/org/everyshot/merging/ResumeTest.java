package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.OptionalLong;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
  private static final SyntheticStills STILLS =
      new SyntheticStills("P 61 2 2", new UnitCell(40, 40, 60, 90, 90, 120), 2.5, 1.27, 500, 11);
  private static final MergingSettings CRYSTAL = MergingSettings.of(STILLS.unique, true);

  /// Keeps the last state; throws at the given look, counted over all passes.
  private static final class Kept implements MergingCheckpoint {
    private byte @Nullable [] state;
    private int looks;
    private int fatal;
    private int every = 3;

    @Override
    public byte @Nullable [] state() {
      return state;
    }

    @Override
    public String name() {
      return "kept";
    }

    @Override
    public boolean due() {
      if (++looks == fatal) {
        throw new IllegalStateException("power cut");
      }
      return looks % every == 0;
    }

    @Override
    public void write(int pass, byte[] now) {
      state = now;
    }
  }

  /// The tables as a source, with a veto in each slice so that ledgers have something to count.
  private static Source<ReflectionTable> source(LossLedger images) {
    return new Source<>() {
      private int next;

      @Override
      public OptionalLong shots() {
        return OptionalLong.empty();
      }

      @Override
      public @Nullable Slice next() {
        if (next == STILLS.tables.size()) {
          return null;
        }
        int stills = STILLS.tables.get(next).stills();
        return new Slice(new Chunk(next, 32L * next++, stills + 1), 0, stills + 1);
      }

      @Override
      public ReflectionTable read(Slice slice) {
        images.vetoed("without crystal", 1);
        return STILLS.tables.get((int) slice.chunk().id());
      }

      @Override
      public void close() {}
    };
  }

  private static MergingOutcome merge(MergingCheckpoint checkpoint, @Nullable PhysicalMerger warm)
      throws IOException, InterruptedException {
    try (var team = new Team(1)) {
      var merging =
          new PhysicalMerging(CRYSTAL, PhysicalSettings.standard(), team, warm, checkpoint);
      return merging.merge((images, reflections) -> source(images), MergingWatch.silent());
    }
  }

  private static void assertSame(MergingOutcome expected, MergingOutcome found) {
    MergedReflections one = expected.reflections();
    MergedReflections two = found.reflections();
    assertArrayEquals(one.amplitude(), two.amplitude());
    assertArrayEquals(one.sigmaAmplitude(), two.sigmaAmplitude());
    assertArrayEquals(one.intensity(), two.intensity());
    assertArrayEquals(one.halfIntensity(0), two.halfIntensity(0));
    assertArrayEquals(one.halfIntensity(1), two.halfIntensity(1));
    assertEquals(expected.images(), found.images());
    assertEquals(expected.measurements(), found.measurements());
    assertEquals(expected.figures(), found.figures());
    assertEquals(expected.history().size(), found.history().size());
    for (int m = 0; m < expected.history().size(); m++) {
      assertEquals(expected.history().get(m).values(), found.history().get(m).values());
    }
    expected
        .sample()
        .columns()
        .forEach((name, column) -> assertArrayEquals(column, found.sample().column(name), name));
  }

  @Test
  void aMergeKilledAtRandomMomentsGivesTheSameBits() throws Exception {
    MergingOutcome whole = merge(MergingCheckpoint.none(), null);
    assertTrue(whole.images().vetoed().containsKey("without crystal"), "losses are counted");
    var random = new RandomStream(9, 0, 0);
    int lives = 2 * STILLS.tables.size();
    for (int trial = 0; trial < 20; trial++) {
      var kept = new Kept();
      // Killed, resumed, and killed again before it ends.
      for (int kill = 0; kill < 2; kill++) {
        kept.fatal = kept.looks + 1 + (int) (random.uniform() * lives / 2);
        assertThrows(IllegalStateException.class, () -> merge(kept, null));
      }
      kept.fatal = 0;
      assertSame(whole, merge(kept, null));
    }
  }

  @Test
  void aWarmStartGoesOnToo() throws Exception {
    PhysicalMerger earlier;
    try (var team = new Team(1)) {
      earlier = new PhysicalMerger(CRYSTAL, PhysicalSettings.standard(), team);
      STILLS.tables.subList(0, 6).forEach(earlier::add);
      earlier.endPass();
      MergingOutcome whole = merge(MergingCheckpoint.none(), earlier);
      var kept = new Kept();
      kept.fatal = 8;
      assertThrows(IllegalStateException.class, () -> merge(kept, earlier));
      kept.fatal = 0;
      assertSame(whole, merge(kept, earlier));
    }
  }

  private static MergingOutcome networks(MergingCheckpoint checkpoint, String... choices)
      throws IOException, InterruptedException {
    NetworkSettings settings = NetworkSettings.published().with(2, 3);
    for (String choice : choices) {
      settings = settings.with(choice);
    }
    try (var team = new Team(1)) {
      var merging = new NetworkMerging(CRYSTAL, settings, team, null, checkpoint);
      return merging.merge((images, reflections) -> source(images), MergingWatch.silent());
    }
  }

  /// Batches of five end in the middle of a table, so that stills wait.
  @ParameterizedTest
  @ValueSource(strings = {"posterior=gradient", "posterior=sums"})
  void networksGoOnToTheSameBits(String posterior) throws Exception {
    String[] choices = {"blocks=1", "width=8", "hidden=8", "samples=2", "batch=5", posterior};
    MergingOutcome whole = networks(MergingCheckpoint.none(), choices);
    for (int fatal = 3; fatal < 2 * STILLS.tables.size(); fatal += 6) {
      var kept = new Kept();
      kept.fatal = fatal;
      assertThrows(IllegalStateException.class, () -> networks(kept, choices));
      kept.fatal = 0;
      assertSame(whole, networks(kept, choices));
    }
  }

  @Test
  void aMergeThatIsDoneIsNotDoneAgain() throws Exception {
    var kept = new Kept();
    MergingOutcome whole = merge(kept, null);
    kept.fatal = kept.looks + 1;
    assertSame(whole, merge(kept, null));
  }
}
