package org.everyshot.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.detector.Beam;
import org.everyshot.engine.LossLedger;
import org.jspecify.annotations.Nullable;

/// Lines about crystals and reflections that several formats' descriptions share.
final class CrystalLines {
  private CrystalLines() {}

  static void cell(Description.Builder out, @Nullable UnitCell cell) {
    if (cell != null) {
      out.add("cell", text(cell), "cell", numbers(cell));
    }
  }

  /// As `93.24 93.24 130.71 Å, 90 90 120°`.
  static String text(UnitCell cell) {
    return String.format(
        Locale.ROOT,
        "%.3f %.3f %.3f Å, %.2f %.2f %.2f°",
        cell.a(),
        cell.b(),
        cell.c(),
        cell.alphaDegrees(),
        cell.betaDegrees(),
        cell.gammaDegrees());
  }

  static List<Double> numbers(UnitCell cell) {
    return List.of(
        cell.a(), cell.b(), cell.c(), cell.alphaDegrees(), cell.betaDegrees(), cell.gammaDegrees());
  }

  static void group(Description.Builder out, SpaceGroup group) {
    out.add(
        "space group",
        String.format(
            Locale.ROOT,
            "%s (number %d, point group %s, Laue class %s)",
            group.name(),
            group.number(),
            group.pointGroup(),
            group.laueClass()),
        "spaceGroup",
        group.name());
    out.put("spaceGroupNumber", group.number()).put("hall", group.hall());
  }

  static void wavelength(Description.Builder out, double angstrom) {
    if (angstrom > 0) {
      double energy = Beam.HC_EV_ANGSTROM / angstrom;
      out.add(
          "wavelength",
          String.format(Locale.ROOT, "%.5f Å (%.1f eV)", angstrom, energy),
          "wavelengthA",
          List.of(angstrom, angstrom));
    }
  }

  /// @param inverseSquareLow smallest 1/d², Å⁻²
  /// @param inverseSquareHigh largest 1/d², Å⁻²
  static void resolution(
      Description.Builder out, double inverseSquareLow, double inverseSquareHigh) {
    if (inverseSquareHigh > 0) {
      double coarsest = 1 / Math.sqrt(inverseSquareLow);
      double finest = 1 / Math.sqrt(inverseSquareHigh);
      out.add(
          "resolution",
          String.format(Locale.ROOT, "%.4g to %.4g Å", coarsest, finest),
          "resolutionA",
          List.of(coarsest, finest));
    }
  }

  /// What was left out, by reason.
  static void losses(Description.Builder out, LossLedger ledger) {
    LossLedger.Balance balance = ledger.balance();
    Map<String, Long> losses = new TreeMap<>(balance.vetoed());
    losses.putAll(balance.dropped());
    if (!losses.isEmpty()) {
      var text = new StringBuilder();
      losses.forEach(
          (reason, count) ->
              text.append(text.isEmpty() ? "" : ", ")
                  .append(reason)
                  .append(String.format(Locale.ROOT, " %,d", ((Number) count).longValue())));
      out.line("left out of reflections", text.toString());
    }
    out.put("reflectionsLeftOut", losses);
  }

  /// Ratio of values to their σ: mean, and the share above 2.
  static void strength(Description.Builder out, String label, float[] values, float[] sigmas) {
    double sum = 0;
    long above = 0;
    long count = 0;
    for (int r = 0; r < values.length; r++) {
      double ratio = values[r] / (double) sigmas[r];
      if (sigmas[r] > 0 && Double.isFinite(ratio)) {
        sum += ratio;
        above += ratio > 2 ? 1 : 0;
        count++;
      }
    }
    if (count > 0) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("count", count);
      json.put("mean", sum / count);
      out.add(
          label,
          String.format(
              Locale.ROOT,
              "mean %.2f of %,d, %.0f %% above 2",
              sum / count,
              count,
              100.0 * above / count),
          label,
          json);
    }
  }
}
