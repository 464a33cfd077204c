package org.everyshot.reconstruction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far two halves of a reconstruction agree, and whether that tells them from the null.
///
/// The null is a density that fits the mean intensity alone. Where it repeats itself as far as the
/// halves do, their agreement proves nothing about what the invariants add; then no resolution is
/// given but that from which on the density differs from the null. All at FSC 0.5, q in Å⁻¹.
///
/// @param halves q up to which the halves agree, the least of those that are known; NaN where they
///     agree nowhere
/// @param ofData whether they are halves of the data, not only of the restarts
/// @param nullHalves q up to which the null agrees with itself; 0 where nowhere, NaN where fewer
///     than two restarts of it tell
/// @param same q up to which the density and the null are the same; 0 where they differ everywhere,
///     NaN where there is no null
public record Agreement(double halves, boolean ofData, double nullHalves, double same) {
  private static final double LEVEL = 0.5;

  static Agreement of(Reconstruction found) {
    double halves = Double.POSITIVE_INFINITY;
    for (ShellCorrelation fsc : new ShellCorrelation[] {found.halfData(), found.halfEnsemble()}) {
      if (fsc != null) {
        halves = Math.min(halves, end(fsc));
      }
    }
    return new Agreement(
        Double.isInfinite(halves) ? Double.NaN : halves,
        found.halfData() != null,
        orNowhere(found.nullHalves()),
        orNowhere(found.againstNull()));
  }

  private static double end(ShellCorrelation fsc) {
    return fsc.below(LEVEL).q();
  }

  private static double orNowhere(@Nullable ShellCorrelation fsc) {
    return fsc == null ? Double.NaN : Double.isNaN(end(fsc)) ? 0 : end(fsc);
  }

  /// Whether the halves agree farther than the null with itself, and where the null differs; false
  /// where fewer than two restarts of the null tell.
  public boolean discriminates() {
    return halves > same && nullHalves < halves;
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
    String differs =
        same > 0 ? " only in detail finer than " + length(same) : " at every resolution";
    if (nullHalves >= halves) {
      return agree
          + ", but so do densities from the mean intensity alone: this agreement does not"
          + " discriminate; the density differs from theirs"
          + differs;
    }
    return agree + ifNotData + "; from a density of the mean intensity alone it differs" + differs;
  }

  private static String length(double q) {
    return String.format(Locale.ROOT, "%.3g Å", 2 * Math.PI / q);
  }
}
