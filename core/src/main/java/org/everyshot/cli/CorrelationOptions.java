package org.everyshot.cli;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
              + " mean of a few consecutive ones (inter is wanted where rings have gaps).")
  private Correction correct = Correction.NONE;

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

  boolean normalizes() {
    return normalize != Normalization.NONE;
  }

  /// The profile that a saved correlation's shots were scaled to, so that others can be added to
  /// them; null where none was made as this one is to be.
  @Nullable ReferenceProfile reference(Collection<Correlation> saved) {
    return saved.stream()
        .map(Correlation::settings)
        .filter(made -> made.normalization() == normalize)
        .map(CorrelationSettings::reference)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /// What opens inputs as the method needs them.
  InputOpener opener(ImageOptions images, LossLedger ledger) {
    return new InputOpener(
        images, precision == Precision.DOUBLE, selfTerm == SelfTerm.SUBTRACT, ledger);
  }

  /// What a result asks for that the user did not, one line each.
  List<String> remarks(Correlation result) {
    return correct == Correction.NONE && !friedel && RingGaps.in(result)
        ? List.of(
            "rings have gaps; --correct inter keeps what they cut out of the mean intensity from"
                + " the correlation")
        : List.of();
  }

  /// @param reference profile that shots are scaled to; null where they are not
  CorrelationSettings settings(@Nullable ReferenceProfile reference) {
    return new CorrelationSettings(
        normalize,
        reference,
        correct,
        blockShots,
        selfTerm,
        orientations,
        friedel,
        harmonicsMax,
        precision,
        jackknifeBlocks);
  }
}
