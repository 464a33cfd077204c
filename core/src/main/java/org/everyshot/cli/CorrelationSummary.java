package org.everyshot.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.PairReader;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Progress;
import org.everyshot.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/// What to tell of a correlation that has been written.
///
/// @param progress of the job that made it
/// @param interrupted whether it ended before its input did
/// @param agreement of its half-sets, median over rings
/// @param relativeSigma median over rings of σ of C2(q, q, Δφ) over its size
record CorrelationSummary(
    Correlation correlation,
    Progress progress,
    boolean interrupted,
    double agreement,
    double relativeSigma) {

  static CorrelationSummary of(Correlation correlation, Progress progress, boolean interrupted) {
    double agreement = median(correlation.agreementPerRing());
    double sigma = relativeSigma(correlation);
    return new CorrelationSummary(correlation, progress, interrupted, agreement, sigma);
  }

  void say(Screen screen, Path out, List<Path> pictures) {
    PolarGrid grid = correlation.grid();
    if (interrupted) {
      screen.complain(
          String.format(
              Locale.ROOT,
              "interrupted: the %,d shots taken in so far are written to %s",
              correlation.shots(),
              out));
    }
    screen.say(
        String.format(
            Locale.ROOT,
            "%,d shots, %d rings × %d azimuths, q = %.4g to %.4g Å⁻¹",
            correlation.shots(),
            grid.rings(),
            grid.azimuths(),
            grid.qMin(),
            grid.qMax()));
    LossLedger.Balance balance = correlation.ledger();
    if (balance != null) {
      screen.say(losses(balance));
    }
    screen.say(
        String.format(
            Locale.ROOT,
            "half-sets agree to %.3f, relative sigma %.2g (medians over rings)",
            agreement,
            relativeSigma));
    screen.say(
        String.format(
            Locale.ROOT,
            "%s, %,.0f shots/s, kernel %s",
            StatusLine.time(progress.elapsed()),
            progress.shotsPerSecond(),
            Kernels.kernel().name()));
    screen.say("wrote " + out);
    if (!pictures.isEmpty()) {
      screen.say("pictures " + pictures.getFirst() + " and, one by one, " + names(pictures));
    }
  }

  private static String names(List<Path> pictures) {
    return pictures.stream()
        .skip(1)
        .map(file -> String.valueOf(file.getFileName()))
        .collect(Collectors.joining(", "));
  }

  void put(JsonResult result, Path out, List<Path> pictures) {
    PolarGrid grid = correlation.grid();
    result
        .put("out", out)
        .put("pictures", pictures)
        .put("shots", correlation.shots())
        .put("rings", grid.rings())
        .put("azimuths", grid.azimuths())
        .put("qMin", grid.qMin())
        .put("qMax", grid.qMax())
        .put("wavelengthAngstrom", correlation.wavelengthAngstrom())
        .put("halfSetAgreement", agreement)
        .put("relativeSigma", relativeSigma)
        .put("ledger", ledger(correlation.ledger()))
        .put("seconds", progress.elapsed().toMillis() * 1e-3)
        .put("shotsPerSecond", progress.shotsPerSecond())
        .put("kernel", Kernels.kernel().name())
        .put("interrupted", interrupted);
  }

  static @Nullable Map<String, Object> ledger(LossLedger.@Nullable Balance balance) {
    if (balance == null) {
      return null;
    }
    var fields = new TreeMap<String, Object>();
    fields.put("received", balance.received());
    fields.put("processed", balance.processed());
    fields.put("vetoed", new TreeMap<>(balance.vetoed()));
    fields.put("dropped", new TreeMap<>(balance.dropped()));
    fields.put("inFlight", balance.inFlight());
    return fields;
  }

  /// The ledger in a line: `received 100 = processed 98 + vetoed 2 (reason 2) + dropped 0`.
  static String losses(LossLedger.Balance balance) {
    return String.format(
        Locale.ROOT,
        "received %,d = processed %,d + vetoed %s + dropped %s%s",
        balance.received(),
        balance.processed(),
        reasons(balance.vetoed()),
        reasons(balance.dropped()),
        balance.inFlight() == 0 ? "" : " + in flight " + balance.inFlight());
  }

  private static String reasons(Map<String, Long> losses) {
    long total = losses.values().stream().mapToLong(Long::longValue).sum();
    Stream<String> reasons =
        new TreeMap<>(losses)
            .entrySet().stream()
                .map(loss -> String.format(Locale.ROOT, "%s %,d", loss.getKey(), loss.getValue()));
    return String.format(Locale.ROOT, "%,d", total)
        + (losses.isEmpty() ? "" : reasons.collect(Collectors.joining(", ", " (", ")")));
  }

  /// Median over rings of σ of C2(q, q, Δφ) over its size, both as root mean squares over angles.
  private static double relativeSigma(Correlation correlation) {
    PairReader reader = correlation.reader();
    double[] relative = new double[correlation.grid().rings()];
    for (int r = 0; r < relative.length; r++) {
      double[] value = reader.c2(r, r);
      float[] sigma = reader.sigma(r, r);
      double squares = 0;
      double errors = 0;
      for (int j = 0; j < value.length; j++) {
        if (Double.isFinite(value[j]) && Float.isFinite(sigma[j])) {
          squares += value[j] * value[j];
          errors += (double) sigma[j] * sigma[j];
        }
      }
      relative[r] = Math.sqrt(errors / squares);
    }
    return median(relative);
  }

  /// Median of the finite values; NaN where there are none.
  static double median(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    int n = finite.length;
    return n == 0 ? Double.NaN : (finite[(n - 1) / 2] + finite[n / 2]) / 2;
  }
}
