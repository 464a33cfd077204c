package org.everyshot.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.detector.Beam;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;

/// What stills amount to, for a person who wants to know whether the data are good: cells,
/// wavelengths, reflections, resolution, I/σ.
///
/// Takes 28 bytes for each crystal, whatever its reflections.
final class StillsSummary {
  private static final String[] NAMES = {"a", "b", "c", "alpha", "beta", "gamma"};

  /// Bins of I/σ: equal steps of asinh(I/σ), 0.5 % each where I/σ is large.
  private static final int STEPS = 200;

  private static final int BINS = 20 * STEPS;

  private final long[] strengths = new long[2 * BINS + 1];
  private final float[][] cells = new float[6][64];
  private int[] counts = new int[64];
  private int crystals;
  private int withCell;
  private long reflections;
  private double shortest = Double.POSITIVE_INFINITY;
  private double longest;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest;

  /// Takes all stills of a table in.
  void add(ReflectionTable table) {
    for (int s = 0; s < table.stills(); s++) {
      Still still = table.still(s);
      if (crystals == counts.length) {
        counts = Arrays.copyOf(counts, 2 * crystals);
      }
      counts[crystals++] = table.end(s) - table.begin(s);
      double wavelength = still.wavelengthAngstrom();
      if (wavelength > 0) {
        shortest = Math.min(shortest, wavelength);
        longest = Math.max(longest, wavelength);
      }
      Orientation axes = still.orientation();
      UnitCell cell = still.cell();
      if (cell != null) {
        addCell(cell);
      }
      double[] metric = axes != null ? metric(axes) : cell != null ? cell.reciprocalMetric() : null;
      for (int r = table.begin(s); r < table.end(s); r++) {
        strengths[bin(table.intensity()[r] / (double) table.sigma()[r])]++;
        if (metric != null) {
          double square = square(metric, table.h()[r], table.k()[r], table.l()[r]);
          if (square > 0) {
            lowest = Math.min(lowest, square);
            highest = Math.max(highest, square);
          }
        }
      }
      reflections += table.end(s) - table.begin(s);
    }
  }

  private void addCell(UnitCell cell) {
    double[] values = {
      cell.a(), cell.b(), cell.c(), cell.alphaDegrees(), cell.betaDegrees(), cell.gammaDegrees()
    };
    for (int i = 0; i < 6; i++) {
      if (withCell == cells[i].length) {
        cells[i] = Arrays.copyOf(cells[i], 2 * withCell);
      }
      cells[i][withCell] = (float) values[i];
    }
    withCell++;
  }

  private static double[] metric(Orientation m) {
    double[] g = new double[6];
    double[][] axes = {
      {m.astarX(), m.astarY(), m.astarZ()},
      {m.bstarX(), m.bstarY(), m.bstarZ()},
      {m.cstarX(), m.cstarY(), m.cstarZ()}
    };
    int[][] pairs = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};
    for (int i = 0; i < 6; i++) {
      double[] u = axes[pairs[i][0]];
      double[] v = axes[pairs[i][1]];
      g[i] = (i < 3 ? 1 : 2) * (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]);
    }
    return g;
  }

  private static double square(double[] m, int h, int k, int l) {
    return m[0] * h * h + m[1] * k * k + m[2] * l * l + m[3] * k * l + m[4] * h * l + m[5] * h * k;
  }

  private static int bin(double strength) {
    double sign = Math.signum(strength);
    double size = Math.abs(strength);
    double scaled = STEPS * Math.log(size + Math.sqrt(size * size + 1));
    return BINS + (int) Math.clamp(Math.rint(sign * scaled), -BINS, BINS);
  }

  /// Describes what was taken in.
  void describe(Description.Builder out) {
    out.add("crystals", number(crystals), "crystals", crystals);
    if (withCell > 0) {
      describeCells(out);
    }
    if (longest > 0) {
      describeWavelengths(out);
    }
    int[] each = Arrays.copyOf(counts, crystals);
    Arrays.sort(each);
    String perCrystal =
        crystals == 0 ? "" : ", " + number(each[crystals / 2]) + " on the median crystal";
    out.add("reflections", number(reflections) + perCrystal, "reflections", reflections);
    if (highest > 0) {
      double finest = 1 / Math.sqrt(highest);
      double coarsest = 1 / Math.sqrt(lowest);
      out.add(
          "resolution",
          String.format(Locale.ROOT, "%.4g to %.4g Å", coarsest, finest),
          "resolutionA",
          List.of(coarsest, finest));
    }
    if (reflections > 0) {
      double median = quantile(0.5);
      out.add(
          "I/σ",
          String.format(Locale.ROOT, "median %.2f, one in ten above %.3g", median, quantile(0.9)),
          "medianIOverSigma",
          median);
    }
  }

  private void describeCells(Description.Builder out) {
    var text = new StringBuilder();
    Map<String, Object> medians = new LinkedHashMap<>();
    Map<String, Object> spreads = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      float[] sorted = Arrays.copyOf(cells[i], withCell);
      Arrays.sort(sorted);
      double median = sorted[withCell / 2];
      double spread = (at(sorted, 0.8413) - at(sorted, 0.1587)) / 2;
      text.append(i == 0 ? "" : i == 3 ? " Å, " : "  ");
      text.append(String.format(Locale.ROOT, "%.2f ± %.2f", median, spread));
      medians.put(NAMES[i], median);
      spreads.put(NAMES[i], spread);
    }
    out.add("cells", text + "° (median ± spread)", "cellMedian", medians);
    out.put("cellSpread", spreads);
  }

  private static double at(float[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }

  private void describeWavelengths(Description.Builder out) {
    double lowEnergy = Beam.HC_EV_ANGSTROM / longest;
    double highEnergy = Beam.HC_EV_ANGSTROM / shortest;
    String text =
        longest - shortest < 1e-6 * longest
            ? String.format(Locale.ROOT, "%.5f Å (%.1f eV)", longest, lowEnergy)
            : String.format(
                Locale.ROOT,
                "%.5f to %.5f Å (%.1f to %.1f eV)",
                shortest,
                longest,
                lowEnergy,
                highEnergy);
    out.add("wavelength", text, "wavelengthA", List.of(shortest, longest));
  }

  /// I/σ below which a share of the reflections lies.
  private double quantile(double share) {
    long rank = (long) (share * (reflections - 1));
    long seen = 0;
    int b = 0;
    while (seen + strengths[b] <= rank) {
      seen += strengths[b++];
    }
    return Math.sinh((b - BINS) / (double) STEPS);
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
