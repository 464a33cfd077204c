package org.everyshot.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Describes a CrystFEL reflection list. It does not hold a cell, hence no resolution.
final class HklInspection {
  private HklInspection() {}

  static Description of(Path path) {
    HklFile list = HklFile.read(path);
    var out = new Description.Builder("CrystFEL reflection list");
    String symmetry = list.symmetry().isEmpty() ? "not said" : list.symmetry();
    out.add("point group", symmetry, "symmetry", list.symmetry());
    out.add("reflections", StillsSummary.number(list.size()), "reflections", list.size());
    int[] most = new int[3];
    double[] strengths = new double[list.size()];
    int n = 0;
    long measurements = 0;
    for (int r = 0; r < list.size(); r++) {
      most[0] = Math.max(most[0], Math.abs(list.h()[r]));
      most[1] = Math.max(most[1], Math.abs(list.k()[r]));
      most[2] = Math.max(most[2], Math.abs(list.l()[r]));
      double strength = list.intensity()[r] / (double) list.sigma()[r];
      measurements += list.measurements()[r];
      if (Double.isFinite(strength)) {
        strengths[n++] = strength;
      }
    }
    String limits = String.format(Locale.ROOT, "up to %d %d %d", most[0], most[1], most[2]);
    out.add("indices", limits, "largestIndices", List.of(most[0], most[1], most[2]));
    if (measurements > 0) {
      double each = (double) measurements / list.size();
      out.add(
          "measurements",
          String.format(Locale.ROOT, "%,d, %.1f a reflection", measurements, each),
          "measurements",
          measurements);
    }
    if (n > 0) {
      Arrays.sort(strengths, 0, n);
      double median = strengths[n / 2];
      out.add("I/σ", String.format(Locale.ROOT, "median %.2f", median), "medianIOverSigma", median);
    }
    out.add("columns", String.join(" ", list.columns()), "columns", list.columns());
    return out.build();
  }
}
