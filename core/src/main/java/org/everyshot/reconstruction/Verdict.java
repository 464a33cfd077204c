package org.everyshot.reconstruction;

import java.util.Arrays;
import java.util.Locale;

/// What may be believed of a reconstruction, in plain words.
public final class Verdict {
  private static final double MIRRORED = 0.1;

  /// Mean FSC with its own mirror image from which on a density has no hand to speak of. Those of
  /// two spheres, equal or not, come to 0.995 and more, the vessel's to 0.94.
  private static final double OWN_MIRROR = 0.97;

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
        "%s. %s%.2f numbers were measured for each resolution cell of the particle's ball, and %s.",
        first,
        agreeing(
            found.average().agreeing(),
            found.runs().size(),
            2 * Math.PI / (Average.SAFE_SHARE * found.settings().qMax())),
        found.count().perCell(),
        hand(found.selfInversion(), ofRestarts(found), found.runs().size()));
  }

  /// How many restarts agree, with a comma; empty where there are no others to agree with.
  static String agreeing(int agreeing, int restarts, double angstrom) {
    return restarts < 2
        ? ""
        : String.format(
            Locale.ROOT,
            "%d of %d restarts agree with the others to %.3g Å, ",
            agreeing,
            restarts,
            angstrom);
  }

  /// What is known of the hand.
  ///
  /// @param average mean FSC of the average with its own mirror image
  /// @param single the same of the restarts, on the mean
  static String hand(double average, double single, int restarts) {
    if (Math.min(average, single) >= OWN_MIRROR) {
      return String.format(
          Locale.ROOT,
          "the density is all but its own mirror image (FSC %.3f on the mean), so that its hand"
              + " makes no difference, unless each restart mixes both",
          average);
    }
    return "the hand is not known: the mirror image fits as well"
        + (mixed(average, single, restarts) ? ", and the average may mix both hands" : "");
  }

  /// q up to which the average may be believed, Å⁻¹; NaN where nothing tells.
  public static double believedTo(Reconstruction found) {
    return found.halfEnsemble() == null ? Double.NaN : found.agreement().believedTo();
  }

  /// Whether the average is nearer to its own mirror image than its restarts are on the mean to
  /// theirs, by [#MIRRORED] or more. Averaging alone brings it nearer by 0.06, as noise leaves it;
  /// what this flag was worth where the truth was known is told in docs/reconstruction.md.
  public static boolean mixed(Reconstruction found) {
    return mixed(found.selfInversion(), ofRestarts(found), found.runs().size());
  }

  private static boolean mixed(double average, double single, int restarts) {
    return restarts > 1 && average - single >= MIRRORED;
  }

  private static double ofRestarts(Reconstruction found) {
    return Arrays.stream(found.selfInversions()).average().orElse(Double.NaN);
  }
}
