package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Team;
import org.everyshot.merging.PhysicalSettings.Halves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A stream that is followed may be begun anew by its writer between two passes: its stills then
/// come in another order, some not at all.
class BegunAnewTest {
  private static final SyntheticStills STILLS =
      new SyntheticStills("P 61 2 2", new UnitCell(40, 40, 60, 90, 90, 120), 2.5, 1.27, 500, 11);
  private static final MergingSettings CRYSTAL = MergingSettings.of(STILLS.unique, true);

  private static PhysicalMerger afterOnePass(Halves halves, Team team) {
    var merger = new PhysicalMerger(CRYSTAL, PhysicalSettings.standard().with(halves), team);
    STILLS.tables.forEach(merger::add);
    merger.endPass();
    return merger;
  }

  /// What is recorded of the stills of the last pass, by image.
  private static Map<Long, List<Float>> told(StillRecords records) {
    var told = new HashMap<Long, List<Float>>();
    for (int still = 0; still < records.size(); still++) {
      if (records.isOfLastPass(still)) {
        List<Float> values =
            List.of(
                records.logScale(still),
                records.temperatureFactor(still),
                records.misorientation(still, 0),
                records.misorientation(still, 1),
                records.radius(still),
                records.mosaicity(still),
                records.cellError(still),
                records.chiSquare(still),
                records.correlation(still));
        assertNull(told.put(records.key(still), values), "an image of its own");
      }
    }
    return told;
  }

  @ParameterizedTest
  @EnumSource
  void fitsGoOnWhereTheirStillsWereWhateverTheOrder(Halves halves) {
    List<ReflectionTable> shorter = STILLS.tables.subList(3, STILLS.tables.size()).reversed();
    Set<Long> images = new HashSet<>();
    for (ReflectionTable table : shorter) {
      for (int still = 0; still < table.stills(); still++) {
        images.add(table.still(still).key());
      }
    }
    try (var team = new Team(2)) {
      PhysicalMerger usual = afterOnePass(halves, team);
      STILLS.tables.forEach(usual::add);
      usual.finish();
      PhysicalMerger anew = afterOnePass(halves, team);
      List<ReflectionTable> half = shorter.subList(0, shorter.size() / 2);
      half.forEach(anew::add);
      anew = PhysicalMerger.restored(anew.save(), "state", team);
      shorter.subList(half.size(), shorter.size()).forEach(anew::add);
      anew.finish();
      // All are fitted to the same frozen reference, so what is found of a still has the same bits
      // if it was begun from the same place.
      Map<Long, List<Float>> expected = told(usual.model().records);
      assertEquals(usual.stills(), expected.size());
      images.retainAll(expected.keySet()); // others have too few reflections
      Map<Long, List<Float>> found = told(anew.model().records);
      assertEquals(expected.keySet(), found.keySet(), "the first pass counts until then");
      assertNotEquals(expected, found, "some come from the first pass");
      expected.keySet().retainAll(images);
      found.keySet().retainAll(images);
      assertEquals(expected, found);
      anew.endPass();
      assertEquals(images, told(anew.model().records).keySet());
      assertEquals(images.size(), anew.merged());
    }
  }

  @Test
  void halfSetsThatAreAlwaysFittedAloneGoOnFromTheirOwnFits() {
    try (var team = new Team(1)) {
      PhysicalMerger usual = afterOnePass(Halves.ALWAYS, team);
      PhysicalMerger anew = afterOnePass(Halves.ALWAYS, team);
      STILLS.tables.forEach(usual::add);
      usual.finish();
      STILLS.tables.reversed().forEach(anew::add);
      anew.finish();
      assertEquals(told(usual.model().recordsAlone), told(anew.model().recordsAlone));
      assertNotEquals(told(usual.model().recordsAlone), told(usual.model().records));
      assertEquals(0, afterOnePass(Halves.LAST, team).model().recordsAlone.size());
    }
  }
}
