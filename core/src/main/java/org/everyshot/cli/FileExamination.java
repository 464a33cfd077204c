package org.everyshot.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.everyshot.cli.ShotInputs.Opened;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.ShotBatch;

/// Why a file would give no data, or little: opens it as `correlate` does and looks at its first
/// shots.
final class FileExamination {
  /// Shots that are looked at.
  private static final int ENOUGH = 64;

  private static final double MANY_MISSING = 0.5;

  private final List<String> facts = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private FileExamination() {}

  static FileExamination of(String typed, ImageOptions images) {
    var examination = new FileExamination();
    var ledger = new LossLedger();
    try {
      InputName name = InputName.parse(typed);
      Opened opened = new InputOpener(images, false, false, ledger).open(name);
      try (Source<ShotBatch> source = opened.source()) {
        examination.describe(opened);
        examination.look(source, ledger);
      }
    } catch (UserInputException | DamagedDataException | IOException e) {
      examination.findings.add(Failures.line(e));
    }
    return examination;
  }

  private void describe(Opened opened) {
    OptionalLong shots = opened.source().shots();
    if (shots.isPresent()) {
      facts.add(String.format(Locale.ROOT, "%,d shots", shots.getAsLong()));
    }
    facts.add(
        String.format(
            Locale.ROOT,
            "%d rings × %d azimuths, q = %.4g to %.4g Å⁻¹",
            opened.grid().rings(),
            opened.grid().azimuths(),
            opened.grid().qMin(),
            opened.grid().qMax()));
    if (Double.isNaN(opened.wavelengthAngstrom())) {
      facts.add("wavelength unknown: give --wavelength-angstrom");
    } else {
      facts.add(String.format(Locale.ROOT, "wavelength %.4g Å", opened.wavelengthAngstrom()));
    }
  }

  private void look(Source<ShotBatch> source, LossLedger ledger) throws IOException {
    long asked = 0;
    long usable = 0;
    long bins = 0;
    long missing = 0;
    long negative = 0;
    double sum = 0;
    for (Slice slice = source.next(); slice != null && asked < ENOUGH; slice = source.next()) {
      asked += slice.count();
      ShotBatch batch = source.read(slice);
      usable += batch.count();
      int values = batch.count() * batch.rings() * batch.azimuths();
      for (int i = 0; i < values; i++) {
        float value = batch.single()[i];
        bins++;
        if (Float.isNaN(value)) {
          missing++;
        } else {
          sum += value;
          negative += value < 0 ? 1 : 0;
        }
      }
      source.recycle(batch);
    }
    judge(asked, usable, ledger);
    if (usable > 0) {
      judgeValues(bins, missing, negative, sum);
    }
  }

  private void judge(long asked, long usable, LossLedger ledger) {
    if (asked == 0) {
      findings.add("holds no shots; was the run recorded, and is this the right dataset?");
      return;
    }
    facts.add(String.format(Locale.ROOT, "%,d of the first %,d shots usable", usable, asked));
    LossLedger.Balance balance = ledger.balance();
    var losses = new TreeMap<>(balance.vetoed());
    balance.dropped().forEach((reason, shots) -> losses.merge(reason, shots, Long::sum));
    losses.forEach(
        (reason, shots) ->
            findings.add(String.format(Locale.ROOT, "%,d shots are left out: %s", shots, reason)));
  }

  private void judgeValues(long bins, long missing, long negative, double sum) {
    long present = bins - missing;
    double mean = sum / present;
    facts.add(
        String.format(
            Locale.ROOT,
            "%.1f %% of the bins have a value, mean %.4g, %.2g %% negative",
            100.0 * present / bins,
            mean,
            100.0 * negative / present));
    if (missing > MANY_MISSING * bins) {
      findings.add(
          "more than half of the bins have no pixel: fewer --rings or --azimuths, a smaller"
              + " --q-max, or a mask that leaves more would help");
    }
    if (sum == 0) {
      findings.add("every value is 0: was there beam, and is this the dataset of the images?");
    } else if (mean < 0) {
      findings.add("the mean is negative: is the background too large, or the pedestal wrong?");
    }
  }

  boolean healthy() {
    return findings.isEmpty();
  }

  void say(String typed, Screen screen) {
    screen.say(typed + ": " + (healthy() ? "nothing wrong found" : "would give no or little data"));
    facts.forEach(fact -> screen.say("  " + fact));
    findings.forEach(finding -> screen.say("  problem: " + finding));
  }

  Map<String, Object> fields(String typed) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("input", typed);
    fields.put("healthy", healthy());
    fields.put("facts", facts);
    fields.put("problems", findings);
    return fields;
  }
}
