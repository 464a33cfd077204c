package org.everyshot.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import org.everyshot.merging.MergingOutcome;
import org.everyshot.merging.MergingStatistics;
import org.everyshot.merging.ShellStatistics;

/// What to tell of a merge that has been written.
record MergeSummary(MergingOutcome outcome, MergingStatistics statistics, MergeFolder folder) {
  void say(Screen screen) {
    if (outcome.stopped()) {
      screen.complain(
          String.format(
              Locale.ROOT,
              "interrupted: the %,d images merged so far are written to %s",
              outcome.images().processed(),
              folder.folder()));
    }
    var unique = outcome.reflections().unique();
    var cell = unique.cell();
    screen.say(
        String.format(
            Locale.ROOT,
            "%,d images, %s, cell %.2f %.2f %.2f Å %.2f %.2f %.2f°, d > %.4g Å",
            outcome.images().processed(),
            unique.group().name(),
            cell.a(),
            cell.b(),
            cell.c(),
            cell.alphaDegrees(),
            cell.betaDegrees(),
            cell.gammaDegrees(),
            unique.dMin()));
    screen.say("images: " + CorrelationSummary.losses(outcome.images()));
    screen.say("reflections: " + CorrelationSummary.losses(outcome.measurements()));
    screen.say(
        String.format(
            Locale.ROOT,
            "%-15s %8s %6s %7s %6s %6s %7s %7s",
            "shell (Å)",
            "unique",
            "compl.",
            "multip.",
            "I/σ",
            "CC½",
            "Rsplit",
            "CCanom"));
    statistics.shells().forEach(shell -> screen.say(row(shell)));
    screen.say(row(statistics.overall()));
    screen.say(
        String.format(
            Locale.ROOT,
            "Wilson B %.1f Å²; %s, %,.0f images/s",
            statistics.wilson().b(),
            StatusLine.time(java.time.Duration.ofMillis((long) (1000 * outcome.seconds()))),
            outcome.images().received() / outcome.seconds()));
    screen.say(
        "wrote " + folder.files().stream().map(Object::toString).collect(Collectors.joining(", ")));
    if (!folder.pictures().isEmpty()) {
      screen.say("pictures " + folder.pictures().getFirst() + " and, one by one, beside it");
    }
  }

  private static String row(ShellStatistics shell) {
    return String.format(
        Locale.ROOT,
        "%6.2f – %5.2f  %8d %5.1f%% %7s %6s %6s %7s %7s",
        shell.dMax(),
        shell.dMin(),
        shell.observed(),
        100 * shell.completeness(),
        number(shell.multiplicity(), 1),
        number(shell.signalToNoise(), 1),
        number(shell.ccHalf(), 3),
        number(shell.rSplit(), 3),
        number(shell.ccAnomalous(), 3));
  }

  private static String number(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  void put(JsonResult result) {
    result
        .put("out", folder.folder())
        .put("files", folder.files())
        .put("pictures", folder.pictures())
        .put("images", CorrelationSummary.ledger(outcome.images()))
        .put("reflections", CorrelationSummary.ledger(outcome.measurements()))
        .put("overall", StatisticsFile.overall(outcome, statistics))
        .put("wilsonBAngstromSquared", statistics.wilson().b())
        .put("seconds", outcome.seconds())
        .put("imagesPerSecond", outcome.images().received() / outcome.seconds())
        .put("interrupted", outcome.stopped());
  }
}
