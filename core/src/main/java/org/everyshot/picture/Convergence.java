package org.everyshot.picture;

import org.jspecify.annotations.Nullable;

/// Agreement of half-sets against the number of shots: whether there are enough, and if not, how
/// many would be.
public final class Convergence {
  private static final double GOAL = 0.9;

  /// A forecast is drawn for at most this many times the shots seen.
  private static final double FARTHEST = 30;

  private static final int POINTS = 200;

  private Convergence() {}

  /// @param shots number of shots at each look, both halves together
  /// @param agreement correlation coefficient of the halves then; NaN is missing
  public static Picture of(double[] shots, double[] agreement) {
    double first = Double.POSITIVE_INFINITY;
    double last = 0;
    double lowest = 0;
    for (int i = 0; i < shots.length; i++) {
      if (shots[i] > 0 && Double.isFinite(agreement[i])) {
        first = Math.min(first, shots[i]);
        last = Math.max(last, shots[i]);
        lowest = Math.min(lowest, agreement[i]);
      }
    }
    var chart =
        new Chart(
                "Convergence of the correlation",
                last > 0 ? "two half-sets of up to " + Figure.shots((long) last) : "",
                "shots",
                "correlation coefficient of half-sets")
            .logX()
            .up(LinearScale.of(Math.max(-1, Math.floor(lowest * 5) / 5), 1.02));
    if (!(last > 0)) {
      return chart.points("", shots, agreement, Ink.BLUE);
    }
    Reliability fit = Reliability.fit(shots, agreement);
    double needed = fit == null ? Double.NaN : fit.shotsFor(GOAL);
    boolean foreseeable = needed <= last * FARTHEST;
    double from = first / 1.3;
    double to = Math.max(last, foreseeable ? needed : 0) * 1.5;
    chart.across(LogScale.of(from, to));
    if (fit != null) {
      boolean whole = fit.share() == 1;
      double level = whole ? GOAL : fit.share();
      String name = whole ? "agreement " + GOAL : "level " + Figure.number(level, 2);
      chart.dotted(name, new double[] {from, to}, new double[] {level, level}, Ink.FAINT);
      double[] seen = spaced(from, last);
      String curve = whole ? "fit N / (N + N₀)" : "fit a N / (N + N₀)";
      chart.curve(curve, seen, curve(fit, seen), Ink.RED);
      double[] ahead = spaced(last, to);
      chart.dashed("", ahead, curve(fit, ahead), Ink.RED);
      if (!whole) {
        String percent = Figure.number(100 * level, 2);
        chart.remark("signal in about " + percent + " % of the rings; there:");
      }
    }
    chart.points("half against half", shots, agreement, Ink.BLUE);
    return chart.remark(
        fit == null && last < first * Reliability.LEAST_RANGE
            ? "no forecast yet: too few shots"
            : remark(fit, needed, last, foreseeable));
  }

  private static String remark(
      @Nullable Reliability fit, double needed, double last, boolean foreseeable) {
    if (fit == null) {
      return "no forecast: not on the curve a N / (N + N₀)";
    }
    if (!foreseeable) {
      return GOAL + " is far off: more than " + Figure.count(rounded(last * FARTHEST)) + " shots";
    }
    String shots = Figure.count(rounded(needed));
    return GOAL + (needed <= last ? " reached at " : " needs ") + shots + " shots";
  }

  /// Two significant digits.
  private static long rounded(double value) {
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(value)) - 1));
    return (long) (Math.rint(value / unit) * unit);
  }

  private static double[] spaced(double from, double to) {
    double[] spaced = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      spaced[i] = from * Math.pow(to / from, i / (POINTS - 1.0));
    }
    return spaced;
  }

  private static double[] curve(Reliability fit, double[] shots) {
    double[] curve = new double[shots.length];
    for (int i = 0; i < shots.length; i++) {
      curve[i] = fit.at(shots[i]);
    }
    return curve;
  }
}
