package org.everyshot.reconstruction;

import java.util.Arrays;
import java.util.Locale;

/// What may be believed of a reconstruction, in plain words.
public final class Verdict {
  private Verdict() {}

  /// Two plain sentences: to which resolution the density agrees with itself and differs from the
  /// null, and what is known of restarts, data and hand.
  public static String of(Reconstruction found) {
    String first =
        found.halfEnsemble() == null
            ? "One restart alone proves nothing about this density"
            : found.agreement().sentence();
    return String.format(
        Locale.ROOT,
        "%s. %d of %d restarts agree with the others to %.3g Å, %.2f numbers were measured for each"
            + " resolution cell of the particle's ball, and the hand is not known: the mirror image"
            + " fits as well%s.",
        first,
        found.average().agreeing(),
        found.runs().size(),
        2 * Math.PI / (Average.SAFE_SHARE * found.settings().qMax()),
        found.count().perCell(),
        mixed(found) ? ", and the average may mix both hands" : "");
  }

  /// q up to which the average may be believed, Å⁻¹; NaN where nothing tells.
  public static double believedTo(Reconstruction found) {
    return found.halfEnsemble() == null ? Double.NaN : found.agreement().believedTo();
  }

  /// Whether the average is nearer to its own mirror image than its restarts are to theirs.
  public static boolean mixed(Reconstruction found) {
    double[] singles = found.selfInversions();
    Arrays.sort(singles);
    return found.runs().size() > 1 && found.selfInversion() > singles[singles.length - 1];
  }
}
