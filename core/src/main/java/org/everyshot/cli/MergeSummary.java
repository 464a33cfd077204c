package org.everyshot.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.everyshot.merging.GrowthForecast;
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
            "%-15s %8s %6s %7s %6s %6s %7s %7s %7s",
            "shell (Å)",
            "unique",
            "compl.",
            "multip.",
            "I/σ",
            "CC½",
            "Rsplit",
            "CCanom",
            "CCpred"));
    List<Double> predicted = outcome.monitoring().ccPredByShell();
    for (int s = 0; s < statistics.shells().size(); s++) {
      double ccPred = s < predicted.size() ? predicted.get(s) : Double.NaN;
      screen.say(row(statistics.shells().get(s), ccPred));
    }
    double ccPred = outcome.figures().getOrDefault("ccPred", Double.NaN);
    screen.say(row(statistics.overall(), ccPred));
    outcome
        .figures()
        .forEach(
            (name, count) -> {
              if (name.startsWith("imagesIndexed")) {
                String words =
                    name.replaceFirst("imagesIndexed", "indexed ").toLowerCase(Locale.ROOT);
                screen.say(String.format(Locale.ROOT, "%s: %,.0f images", words, count));
              }
            });
    forecast(screen, "ccHalf", "mean of the shells' CC½");
    forecast(screen, "ccAnom", "mean of the shells' CCanom");
    double b = statistics.wilson().b();
    screen.say(
        String.format(
            Locale.ROOT,
            "%s%s, %,.0f images/s",
            Double.isNaN(b)
                ? "no Wilson B: too few reflections beyond 4 Å; "
                : String.format(Locale.ROOT, "Wilson B %.1f Å²; ", b),
            StatusLine.time(java.time.Duration.ofMillis((long) (1000 * outcome.seconds()))),
            outcome.images().received() / outcome.seconds()));
    screen.say(
        "wrote " + folder.files().stream().map(Object::toString).collect(Collectors.joining(", ")));
    if (!folder.pictures().isEmpty()) {
      screen.say("pictures " + folder.pictures().getFirst() + " and, one by one, beside it");
    }
  }

  /// What twice the images would bring.
  private void forecast(Screen screen, String figure, String name) {
    GrowthForecast forecast = StatisticsFile.forecast(outcome, statistics, figure);
    if (forecast != null) {
      screen.say(
          String.format(
              Locale.ROOT,
              "%s %.3f; with %,d images about %.3f (%.3f to %.3f)",
              name,
              forecast.now(),
              forecast.images(),
              forecast.expected(),
              forecast.low(),
              forecast.high()));
    }
  }

  private static String row(ShellStatistics shell, double ccPred) {
    return String.format(
        Locale.ROOT,
        "%6.2f – %5.2f  %8d %6s %7s %6s %6s %7s %7s %7s",
        shell.dMax(),
        shell.dMin(),
        shell.observed(),
        percent(shell.completeness()),
        number(shell.multiplicity(), 1),
        number(shell.signalToNoise(), 1),
        number(shell.ccHalf(), 3),
        number(shell.rSplit(), 3),
        number(shell.ccAnomalous(), 3),
        number(ccPred, 3));
  }

  /// A share in per cent; a dash where a shell has no reflections that could be measured.
  private static String percent(double share) {
    return Double.isNaN(share) ? number(share, 1) : number(100 * share, 1) + "%";
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
