package org.everyshot.reconstruction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far two halves of a reconstruction agree, and whether that tells them from the null.
///
/// The null is a density that fits the mean intensity alone. Where it repeats itself as far as the
/// halves do, their agreement proves nothing about what the invariants add; then no resolution is
/// given. The density differs from the null where its FSC with the null is lower, by three standard
/// errors (1 − FSC²)/√n, than that of the halves with each other: a null that knew as much as a
/// half would agree with the density as well. Other ends are at FSC 0.5; q in Å⁻¹.
///
/// @param halves q up to which the halves agree, the least of those that are known; NaN where they
///     agree nowhere
/// @param ofData whether they are halves of the data, not only of the restarts
/// @param nullHalves q up to which the null agrees with itself; 0 where nowhere, NaN where fewer
///     than two restarts of it tell
/// @param same q up to which the density and the null agree; 0 where nowhere, NaN where there is
///     no null
/// @param differs q of the first two shells in a row in which density and null differ; 0 where
///     they are the first two of all, NaN where there are none up to `halves`, or no null
public record Agreement(
    double halves, boolean ofData, double nullHalves, double same, double differs) {
  private static final double LEVEL = 0.5;
  private static final double ERRORS = 3;

  static Agreement of(Reconstruction found) {
    double halves = Double.POSITIVE_INFINITY;
    for (ShellCorrelation fsc : new ShellCorrelation[] {found.halfData(), found.halfEnsemble()}) {
      if (fsc != null) {
        halves = Math.min(halves, end(fsc));
      }
    }
    halves = Double.isInfinite(halves) ? Double.NaN : halves;
    ShellCorrelation half = found.halfData() != null ? found.halfData() : found.halfEnsemble();
    ShellCorrelation none = found.againstNull();
    return new Agreement(
        halves,
        found.halfData() != null,
        orNowhere(found.nullHalves()),
        orNowhere(none),
        half == null || none == null ? Double.NaN : differs(half, none, halves, found.boxFill()));
  }

  /// Where the null begins to be farther from the density than halves are from each other.
  ///
  /// @param end no further than this, Å⁻¹
  /// @param fill share of the box that the particle may fill, for the number n of values
  static double differs(ShellCorrelation half, ShellCorrelation none, double end, double fill) {
    double[] q = none.q();
    int[] points = none.points();
    double[] halves = half.values();
    double[] nulls = none.values();
    boolean before = false;
    for (int k = 0; k < Math.min(q.length, halves.length) && q[k] <= end; k++) {
      double error = (1 - nulls[k] * nulls[k]) / Math.sqrt(Math.max(1, points[k] * fill));
      boolean apart = nulls[k] + ERRORS * error < halves[k];
      if (apart && before) {
        return k == 1 ? 0 : q[k - 1];
      }
      before = apart;
    }
    return Double.NaN;
  }

  private static double end(ShellCorrelation fsc) {
    return fsc.below(LEVEL).q();
  }

  private static double orNowhere(@Nullable ShellCorrelation fsc) {
    return fsc == null ? Double.NaN : Double.isNaN(end(fsc)) ? 0 : end(fsc);
  }

  /// Whether the halves agree farther than the null with itself and with the density, which differs
  /// from it; false where fewer than two restarts of the null tell.
  public boolean discriminates() {
    return halves > same && nullHalves < halves && !Double.isNaN(differs);
  }

  /// q up to which detail may be believed, Å⁻¹; NaN where nothing tells.
  public double believedTo() {
    return discriminates() ? halves : Double.NaN;
  }

  /// In one plain sentence, without its stop.
  public String sentence() {
    if (Double.isNaN(halves)) {
      return "The halves agree at no resolution: this density is not to be believed";
    }
    String agree =
        (ofData ? "Densities of half the data" : "Averages of half the restarts")
            + " agree down to "
            + length(halves)
            + " (FSC 0.5)";
    String ifNotData = ofData ? "" : ", but no half-data bear it out";
    if (Double.isNaN(same)) {
      return agree + ifNotData + "; no null was reconstructed that would tell what this proves";
    }
    if (same >= halves) {
      return agree + ", but as far the mean intensity alone gives the same density";
    }
    if (Double.isNaN(nullHalves)) {
      return agree + ifNotData + "; one restart of the null does not tell what this proves";
    }
    if (nullHalves >= halves) {
      return agree
          + ", but so do densities from the mean intensity alone: this agreement does not"
          + " discriminate; the density differs from theirs"
          + from();
    }
    return agree + ifNotData + "; from a density of the mean intensity alone it differs" + from();
  }

  private String from() {
    if (Double.isNaN(differs)) {
      return " nowhere by more than its halves differ";
    }
    return differs > 0 ? " only in detail finer than " + length(differs) : " at every resolution";
  }

  private static String length(double q) {
    return String.format(Locale.ROOT, "%.3g Å", 2 * Math.PI / q);
  }
}
