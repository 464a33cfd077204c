package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.everyshot.engine.Job;
import org.everyshot.engine.Team;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Warm starts where images can be indexed in two ways.
class WarmSettingTest {
  private static final MixedStills P6 = MixedStills.P6;

  @Test
  @Tag("long")
  void aWarmStartStaysInTheSettingOfTheRunBefore() {
    try (var team = new Team(1)) {
      for (double[] reference : P6.bothSettings()) {
        var warm = new PhysicalMerger(P6.crystal, PhysicalSettings.standard().withPasses(1), team);
        warm.warm(P6.merge(team, 1, reference));
        P6.tables.forEach(warm::add);
        warm.endPass();
        double right = MixedStills.correlation(reference, warm.snapshot());
        // 0.72 where the first stills choose a setting of their own.
        assertTrue(right > 0.95, "CC " + right);
      }
    }
  }

  /// Keeps what it is told.
  private static final class Told implements MergingWatch {
    private final List<String> lines = new ArrayList<>();

    @Override
    public <R> R follow(String what, Job<R> job) throws IOException, InterruptedException {
      return job.await();
    }

    @Override
    public void reached(Moment moment) {}

    @Override
    public void noted(String line) {
      lines.add(line);
    }
  }

  private static double agreementOfAWarmStart(Merging merging, double[] reference, boolean turned)
      throws IOException, InterruptedException {
    var told = new Told();
    Stills stills = (images, reflections) -> new TableSource(P6.tables);
    MergingOutcome outcome = merging.merge(stills, told);
    assertEquals(turned, told.lines.stream().anyMatch(line -> line.contains("is turned by")));
    assertEquals(2, outcome.figures().keySet().stream().filter(f -> f.contains("Start")).count());
    return MixedStills.correlation(reference, outcome.reflections());
  }

  @Test
  void aWarmStartIsTurnedIntoTheSettingOfAReference() throws IOException, InterruptedException {
    var settings = PhysicalSettings.standard().withPasses(1).with(PhysicalSettings.Halves.SHARED);
    try (var team = new Team(1)) {
      List<double[]> both = P6.bothSettings();
      double[] truth = both.get(0);
      for (int setting = 0; setting < 2; setting++) {
        PhysicalMerger earlier = P6.merge(team, 1, both.get(setting));
        var merging = new PhysicalMerging(P6.crystal, settings, team, earlier).agreeingWith(truth);
        double right = agreementOfAWarmStart(merging, truth, setting > 0);
        // 0.57 where the earlier run is left in the other setting.
        assertTrue(right > 0.95, "CC " + right);
      }
    }
  }

  @Test
  @Tag("long")
  void networksStartedWarmAreTurnedIntoTheSettingOfAReference()
      throws IOException, InterruptedException {
    try (var team = new Team(1)) {
      List<double[]> both = P6.bothSettings();
      NetworkMerger earlier = MixedStills.networks(P6.crystal, team);
      earlier.agreeWith(both.get(1));
      earlier.beginPass();
      P6.tables.forEach(earlier::add);
      earlier.endPass();
      var merging =
          new NetworkMerging(
                  P6.crystal,
                  MixedStills.networkSettings(1),
                  team,
                  earlier,
                  MergingCheckpoint.none())
              .agreeingWith(both.get(0));
      double right = agreementOfAWarmStart(merging, both.get(0), true);
      // 0.882; 0.834 where the earlier run is left in the other setting: networks forget it.
      assertTrue(right > 0.86, "CC " + right);
    }
  }

  @Test
  @Tag("long")
  void networksStartedWarmStayInTheSettingOfTheRunBefore() {
    try (var team = new Team(1)) {
      for (double[] reference : P6.bothSettings()) {
        NetworkMerger first = MixedStills.networks(P6.crystal, team);
        first.agreeWith(reference);
        NetworkMerger warm = MixedStills.networks(P6.crystal, team);
        for (NetworkMerger merger : List.of(first, warm)) {
          if (merger == warm) {
            warm.warm(NetworkMerger.restored(first.save(), "model.bin", team));
          }
          merger.beginPass();
          P6.tables.forEach(merger::add);
          merger.endPass();
        }
        double right = MixedStills.correlation(reference, warm.snapshot());
        // 0.23 where stills choose a setting of their own.
        assertTrue(right > 0.85, "CC " + right);
      }
    }
  }
}
