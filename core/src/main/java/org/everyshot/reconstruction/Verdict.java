package org.everyshot.reconstruction;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What may be believed of a reconstruction, in plain words.
public final class Verdict {
  private static final double HALF = 0.5;

  private Verdict() {}

  /// q up to which the average may be believed, Å⁻¹: where the halves' FSC, of data and of
  /// restarts, falls below 0.5; NaN where nothing tells.
  public static double believedTo(Reconstruction found) {
    ShellCorrelation data = found.halfData();
    ShellCorrelation ensemble = found.halfEnsemble();
    double q = Double.POSITIVE_INFINITY;
    for (ShellCorrelation fsc : new ShellCorrelation[] {data, ensemble}) {
      if (fsc != null) {
        double end = fsc.below(HALF).q();
        q = Double.isNaN(end) ? 0 : Math.min(q, end);
      }
    }
    return q == 0 || Double.isInfinite(q) ? Double.NaN : q;
  }

  /// One plain sentence.
  public static String of(Reconstruction found) {
    var text = new StringBuilder();
    double q = believedTo(found);
    boolean some = found.halfEnsemble() != null;
    if (!some) {
      text.append("One restart alone proves nothing about this density");
    } else if (Double.isNaN(q)) {
      text.append("The halves agree at no resolution: this density is not to be believed");
    } else {
      text.append(
          String.format(Locale.ROOT, "Detail down to %.3g Å may be believed", 2 * Math.PI / q));
      text.append(
          found.halfData() != null
              ? ", where densities of half the data agree (FSC 0.5)"
              : " at best: restarts on the same data agree so far, and no half-data bear it out");
      text.append(proven(found, q));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "; %d of %d restarts agree with the others to %.3g Å, %.2g numbers were measured for"
                + " each one needed, and the hand is not known: the mirror image fits as well%s.",
            found.average().agreeing(),
            found.runs().size(),
            2 * Math.PI / (Average.SAFE_SHARE * found.settings().qMax()),
            found.count().perCell(),
            mixed(found) ? ", and the average may mix both hands" : ""));
    return text.toString();
  }

  /// What the null says about it.
  private static String proven(Reconstruction found, double q) {
    ShellCorrelation against = found.againstNull();
    if (against == null) {
      return "";
    }
    @Nullable ShellCorrelation halves = found.nullHalves();
    if (halves != null && halves.below(HALF).q() >= q) {
      return ", but a density that knows the mean intensity alone repeats itself as far, so that"
          + " this agreement is no proof";
    }
    double same = against.below(HALF).q();
    if (Double.isNaN(same)) {
      return "";
    }
    return same >= q
        ? ", but the mean intensity alone gives the same density"
        : String.format(
            Locale.ROOT,
            "; coarser than %.3g Å the mean intensity alone gives the same",
            2 * Math.PI / same);
  }

  /// Whether the average is nearer to its own mirror image than its restarts are to theirs.
  public static boolean mixed(Reconstruction found) {
    double[] singles = found.selfInversions();
    Arrays.sort(singles);
    return found.runs().size() > 1 && found.selfInversion() > singles[singles.length - 1];
  }
}
