package org.everyshot.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.merging.DriftWatch;
import org.everyshot.merging.GrowthForecast;
import org.everyshot.merging.MergingOutcome;
import org.everyshot.merging.MergingStatistics;
import org.everyshot.merging.ShellStatistics;
import org.jspecify.annotations.Nullable;

/// What `stats.json` says of a merge: the crystal, figures overall and per shell, what became of
/// every image and reflection. Numbers that are unknown are null.
record StatisticsFile(
    MergingOutcome outcome, MergingStatistics statistics, String method, Provenance provenance) {

  String text() {
    return JsonResult.indented(fields());
  }

  private Map<String, @Nullable Object> fields() {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    UniqueReflections unique = outcome.reflections().unique();
    var cell = unique.cell();
    fields.put("method", method);
    fields.put("spaceGroup", unique.group().name());
    fields.put(
        "cell",
        new double[] {
          cell.a(), cell.b(), cell.c(), cell.alphaDegrees(), cell.betaDegrees(), cell.gammaDegrees()
        });
    fields.put("dMinAngstrom", unique.dMin());
    fields.put("anomalous", outcome.reflections().anomalous());
    fields.put("overall", overall(outcome, statistics));
    List<Map<String, @Nullable Object>> shells = new ArrayList<>();
    for (int s = 0; s < statistics.shells().size(); s++) {
      Map<String, @Nullable Object> shell = figures(statistics.shells().get(s));
      List<Double> predicted = outcome.monitoring().ccPredByShell();
      shell.put("ccPred", s < predicted.size() ? predicted.get(s) : null);
      shells.add(shell);
    }
    fields.put("shells", shells);
    var wilson = new LinkedHashMap<String, @Nullable Object>();
    wilson.put("bAngstromSquared", statistics.wilson().b());
    wilson.put("lnScale", statistics.wilson().lnScale());
    fields.put("wilson", wilson);
    fields.put("images", CorrelationSummary.ledger(outcome.images()));
    fields.put("reflections", CorrelationSummary.ledger(outcome.measurements()));
    fields.put("seconds", outcome.seconds());
    fields.put("secondsPerImage", outcome.seconds() / outcome.images().received());
    fields.put("complete", !outcome.stopped());
    fields.put("figures", outcome.figures());
    fields.put("forecast", forecasts());
    List<Map<String, @Nullable Object>> alarms = new ArrayList<>();
    for (DriftWatch.Alarm alarm : outcome.monitoring().alarms()) {
      var one = new LinkedHashMap<String, @Nullable Object>();
      one.put("image", alarm.still());
      one.put("quantity", alarm.quantity());
      one.put("before", alarm.before());
      one.put("now", alarm.now());
      one.put("standardErrors", alarm.sigmas());
      alarms.add(one);
    }
    fields.put("driftAlarms", alarms);
    fields.put("provenance", provenance.texts());
    return fields;
  }

  private Map<String, @Nullable Object> forecasts() {
    var forecasts = new LinkedHashMap<String, @Nullable Object>();
    for (String figure : List.of("ccHalf", "ccAnom")) {
      GrowthForecast forecast = forecast(outcome, statistics, figure);
      if (forecast != null) {
        var one = new LinkedHashMap<String, @Nullable Object>();
        one.put("images", forecast.images());
        one.put("now", forecast.now());
        one.put("expected", forecast.expected());
        one.put("low", forecast.low());
        one.put("high", forecast.high());
        forecasts.put(figure, one);
      }
    }
    return forecasts;
  }

  /// What `ccHalf` or `ccAnom`, means over shells, will be with twice the images; null where
  /// nothing can be said.
  static @Nullable GrowthForecast forecast(
      MergingOutcome outcome, MergingStatistics statistics, String figure) {
    long images = outcome.images().processed();
    return figure.equals("ccAnom")
        ? GrowthForecast.ccAnomalous(images, statistics.shells())
        : GrowthForecast.ccHalf(images, statistics.shells());
  }

  /// Figures over all shells, with the correlation with predictions where the merging made any.
  static Map<String, @Nullable Object> overall(
      MergingOutcome outcome, MergingStatistics statistics) {
    Map<String, @Nullable Object> figures = figures(statistics.overall());
    figures.put("ccPred", outcome.figures().get("ccPred"));
    return figures;
  }

  private static Map<String, @Nullable Object> figures(ShellStatistics shell) {
    var figures = new LinkedHashMap<String, @Nullable Object>();
    figures.put("dMaxAngstrom", shell.dMax());
    figures.put("dMinAngstrom", shell.dMin());
    figures.put("possible", shell.possible());
    figures.put("observed", shell.observed());
    figures.put("measurements", shell.measurements());
    figures.put("completeness", shell.completeness());
    figures.put("anomalousCompleteness", shell.anomalousCompleteness());
    figures.put("multiplicity", shell.multiplicity());
    figures.put("meanIntensity", shell.meanIntensity());
    figures.put("iOverSigma", shell.signalToNoise());
    figures.put("ccHalf", shell.ccHalf());
    figures.put("ccStar", shell.ccStar());
    figures.put("rSplit", shell.rSplit());
    figures.put("ccAnom", shell.ccAnomalous());
    figures.put("crdAnom", shell.crdAnomalous());
    figures.put("withinOneSigma", shell.withinOneSigma());
    figures.put("ccPred", null);
    return figures;
  }
}
