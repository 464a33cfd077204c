package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.merging.ImageSample;
import org.everyshot.merging.MergedReflections;
import org.everyshot.merging.MergingOutcome;
import org.everyshot.merging.MergingStatistics;
import org.junit.jupiter.api.Test;

class MergingPicturesTest {
  private static final Box PAGE = new Box(0, 0, 400, 300);

  @Test
  void allPicturesComeFromAnEmptyMergeToo() {
    var unique =
        UniqueReflections.of(SpaceGroup.of("P 1"), new UnitCell(10, 11, 12, 90, 90, 90), 3);
    var merged = new MergedReflections.Builder(unique, true).build();
    var outcome =
        new MergingOutcome(
            merged,
            new LossLedger().balance(),
            new LossLedger().balance(),
            new ImageSample(List.of("lnG", "bAngstromSquared")),
            List.of(),
            0,
            false,
            Map.of());
    Map<String, Picture> pictures =
        new MergingPictures(outcome, MergingStatistics.of(merged)).all();
    assertEquals(15, pictures.size(), pictures.keySet().toString());
    for (Picture picture : pictures.values()) {
      picture.draw(new Canvas(400, 300, 1), PAGE);
    }
  }

  @Test
  void equalLengthsOfTheResolutionAxisHoldEqualVolumes() {
    var scale = new SpacingScale(1.0 / 400, 1.0 / 4);
    double inner = Math.pow(20, -3);
    double outer = Math.pow(2, -3);
    double half = Math.pow((inner + outer) / 2, 2.0 / 3);
    assertEquals(0.5, scale.fraction(half), 1e-12);
    Scale.Ticks ticks = scale.ticks(8);
    assertTrue(ticks.marks().stream().anyMatch(tick -> tick.label().equals("2")), "the limit");
    double last = 2;
    for (Scale.Tick tick : ticks.marks()) {
      double at = scale.fraction(tick.value());
      assertTrue(at >= -1e-6 && at <= 1 + 1e-6 && at < last, tick.toString());
      last = at;
    }
  }
}
