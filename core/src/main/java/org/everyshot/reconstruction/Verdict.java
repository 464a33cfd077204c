package org.everyshot.reconstruction;

import java.util.Arrays;
import java.util.Locale;

/// What may be believed of a reconstruction, in plain words.
public final class Verdict {
  private static final double MIRRORED = 0.1;

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

  /// Whether the average is nearer to its own mirror image than its restarts are on the mean to
  /// theirs, by [#MIRRORED] or more. Averaging alone brings it nearer by 0.06, as noise leaves it;
  /// what this flag was worth where the truth was known is told in docs/reconstruction.md.
  public static boolean mixed(Reconstruction found) {
    double mean = Arrays.stream(found.selfInversions()).average().orElse(Double.NaN);
    return found.runs().size() > 1 && found.selfInversion() - mean >= MIRRORED;
  }
}
