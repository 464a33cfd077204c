package org.everyshot.cli;

import java.util.OptionalLong;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.CorrelationSettings.Correction;
import org.everyshot.correlation.CorrelationSettings.Normalization;
import org.everyshot.correlation.CorrelationSettings.Orientations;
import org.everyshot.correlation.CorrelationSettings.Precision;
import org.everyshot.correlation.CorrelationSettings.SelfTerm;
import org.everyshot.correlation.ReferenceProfile;
import org.everyshot.correlation.RingGaps;
import org.everyshot.engine.LossLedger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How shots become a correlation.
final class CorrelationOptions {
  @Option(
      names = "--normalize",
      paramLabel = "none|total|profile",
      description = "Scale each shot: not at all, to its total, or to its profile I(q).")
  private Normalization normalize = Normalization.NONE;

  @Option(
      names = "--correct",
      paramLabel = "none|inter|blocks",
      description =
          "Take off what all shots share: nothing, the correlation between different shots, or the"
              + " mean of a few consecutive ones (default: inter where rings have gaps, else"
              + " none).")
  private @Nullable Correction correct;

  @Option(
      names = "--block-shots",
      paramLabel = "N",
      description = "Consecutive shots that share a mean with --correct blocks (default: 16).")
  private int blockShots = 16;

  @Option(
      names = "--self-term",
      paramLabel = "keep|subtract",
      description = "Each photon's correlation with itself, at q = q' and no angle between.")
  private SelfTerm selfTerm = SelfTerm.KEEP;

  @Option(
      names = "--orientations",
      paramLabel = "isotropic|any",
      description =
          "isotropic (default) keeps the even part in the angle, all that random orientations can"
              + " give; any keeps the complex correlation.")
  private Orientations orientations = Orientations.ISOTROPIC;

  @Option(
      names = "--friedel",
      description = "Keep even harmonics only; refused where rings have gaps.")
  private boolean friedel;

  @Option(
      names = "--harmonics-max",
      paramLabel = "N",
      description = "Highest angular harmonic to keep (default: all).")
  private int harmonicsMax = Integer.MAX_VALUE;

  @Option(
      names = "--precision",
      paramLabel = "single|double",
      description = "Precision of images and products (default: single); sums are always double.")
  private Precision precision = Precision.SINGLE;

  @Option(
      names = "--jackknife-blocks",
      paramLabel = "N",
      description = "Parts whose scatter gives sigma (default: 16).")
  private int jackknifeBlocks = 16;

  /// Fewer shots than this, and what they share is not well enough known to be taken off unasked.
  private static final long FEWEST_TO_CORRECT = 32;

  boolean normalizes() {
    return normalize != Normalization.NONE;
  }

  /// What opens inputs as the method needs them.
  InputOpener opener(ImageOptions images, LossLedger ledger) {
    return new InputOpener(
        images, precision == Precision.DOUBLE, selfTerm == SelfTerm.SUBTRACT, ledger);
  }

  /// Whether the shots are to decide what is taken off.
  boolean correctsBySight() {
    return correct == null && !friedel;
  }

  /// What is taken off, as the user says or, where nothing is said, as the shots suggest.
  ///
  /// @param gaps whether shots have rings that are there in part
  /// @param shots how many are to come, where that is known
  Correction correction(boolean gaps, OptionalLong shots) {
    if (correct != null) {
      return correct;
    }
    boolean enough = shots.orElse(Long.MAX_VALUE) >= FEWEST_TO_CORRECT;
    return gaps && enough ? Correction.INTER : Correction.NONE;
  }

  /// What to tell the user of a correction that nobody asked for; null for nothing.
  ///
  /// @param gaps whether it was chosen because shots have gaps
  @Nullable String remark(boolean gaps, Correction chosen) {
    return gaps && correct == null && chosen == Correction.INTER
        ? "rings have gaps: what different shots share is taken off, as --correct inter does;"
            + " --correct none leaves it"
        : null;
  }

  /// What to tell the user of a result whose gaps were not seen beforehand; null for nothing.
  @Nullable String remark(Correlation result) {
    return correct == null
            && result.settings().correction() == Correction.NONE
            && result.shots() >= FEWEST_TO_CORRECT
            && RingGaps.in(result)
        ? "rings have gaps that the first shots did not show; --correct inter keeps what they"
            + " cut out of the mean intensity from the correlation"
        : null;
  }

  /// @param reference profile that shots are scaled to; null where they are not
  /// @param correction of [#correction]
  CorrelationSettings settings(@Nullable ReferenceProfile reference, Correction correction) {
    return new CorrelationSettings(
        normalize,
        reference,
        correction,
        blockShots,
        selfTerm,
        orientations,
        friedel,
        harmonicsMax,
        precision,
        jackknifeBlocks);
  }
}
