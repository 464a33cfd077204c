package org.everyshot.correlation;

import org.everyshot.fault.UserInputException;
import org.everyshot.kernel.Harmonics;
import org.jspecify.annotations.Nullable;

/// How shots become a correlation. Two correlations can be merged only where these agree.
///
/// @param normalization how each shot is scaled before it is correlated
/// @param reference profile that shots are scaled to; null with `NONE`
/// @param correction what is taken off for the part that all shots share
/// @param blockShots consecutive shots of a half-set that share a mean, with `BLOCKS`; at least 2
/// @param selfTerm what becomes of each photon's correlation with itself
/// @param orientations what is known of the particles' orientations
/// @param friedel whether even harmonics alone are kept; refused where rings have gaps
/// @param harmonicsMax highest harmonic kept; more than azimuths/2 means all
/// @param precision precision of images, harmonics and products of up to 256 shots
/// @param jackknifeBlocks parts whose scatter gives σ; even, at least 2
public record CorrelationSettings(
    Normalization normalization,
    @Nullable ReferenceProfile reference,
    Correction correction,
    int blockShots,
    SelfTerm selfTerm,
    Orientations orientations,
    boolean friedel,
    int harmonicsMax,
    Precision precision,
    int jackknifeBlocks) {

  /// How each shot is scaled before it is correlated.
  public enum Normalization {
    /// Not at all.
    NONE,
    /// To the reference's total over the shot's valid bins.
    TOTAL,
    /// By weighted least squares of its ring means to the reference profile.
    PROFILE
  }

  /// What is taken off for the part that all shots share.
  public enum Correction {
    /// Nothing.
    NONE,
    /// The correlation between different shots, over the whole run.
    INTER,
    /// The mean of a few consecutive shots, within these: follows slow drifts.
    BLOCKS
  }

  /// What becomes of each photon's correlation with itself, at q = q' and Δφ = 0.
  public enum SelfTerm {
    /// It stays.
    KEEP,
    /// Its expectation is subtracted.
    SUBTRACT
  }

  /// What is known of the particles' orientations.
  public enum Orientations {
    /// Uniformly random: the correlation is even in Δφ, its harmonics are real and symmetric.
    ISOTROPIC,
    /// Nothing: the correlation of the seed equation, with complex harmonics.
    ANY
  }

  /// Precision of images, harmonics, and products of up to 256 shots; sums are always double.
  public enum Precision {
    SINGLE,
    DOUBLE
  }

  public CorrelationSettings {
    if (jackknifeBlocks < 2 || jackknifeBlocks % 2 != 0 || jackknifeBlocks > 128) {
      throw new UserInputException(
          "jackknife blocks " + jackknifeBlocks + "; give an even number from 2 to 128");
    }
    if (correction == Correction.BLOCKS && (blockShots < 2 || blockShots > 256)) {
      throw new UserInputException(
          "blocks of " + blockShots + " shots for --correct blocks; give 2 to 256");
    }
    if (harmonicsMax < 0) {
      throw new UserInputException("--harmonics-max " + harmonicsMax + "; give 0 or more");
    }
    if ((normalization == Normalization.NONE) != (reference == null)) {
      throw new IllegalArgumentException("reference " + reference + " with " + normalization);
    }
  }

  /// The seed equation's even part in single precision: nothing scaled, nothing taken off.
  public static CorrelationSettings plain() {
    return new CorrelationSettings(
        Normalization.NONE,
        null,
        Correction.NONE,
        16,
        SelfTerm.KEEP,
        Orientations.ISOTROPIC,
        false,
        Integer.MAX_VALUE,
        Precision.SINGLE,
        16);
  }

  public CorrelationSettings with(Normalization value, @Nullable ReferenceProfile profile) {
    return new CorrelationSettings(
        value,
        profile,
        correction,
        blockShots,
        selfTerm,
        orientations,
        friedel,
        harmonicsMax,
        precision,
        jackknifeBlocks);
  }

  public CorrelationSettings with(Correction value, int shots) {
    return new CorrelationSettings(
        normalization,
        reference,
        value,
        shots,
        selfTerm,
        orientations,
        friedel,
        harmonicsMax,
        precision,
        jackknifeBlocks);
  }

  public CorrelationSettings with(SelfTerm value) {
    return new CorrelationSettings(
        normalization,
        reference,
        correction,
        blockShots,
        value,
        orientations,
        friedel,
        harmonicsMax,
        precision,
        jackknifeBlocks);
  }

  public CorrelationSettings with(Orientations value) {
    return new CorrelationSettings(
        normalization,
        reference,
        correction,
        blockShots,
        selfTerm,
        value,
        friedel,
        harmonicsMax,
        precision,
        jackknifeBlocks);
  }

  public CorrelationSettings withHarmonics(boolean evenOnly, int highest) {
    return new CorrelationSettings(
        normalization,
        reference,
        correction,
        blockShots,
        selfTerm,
        orientations,
        evenOnly,
        highest,
        precision,
        jackknifeBlocks);
  }

  public CorrelationSettings with(Precision value) {
    return new CorrelationSettings(
        normalization,
        reference,
        correction,
        blockShots,
        selfTerm,
        orientations,
        friedel,
        harmonicsMax,
        value,
        jackknifeBlocks);
  }

  public CorrelationSettings withJackknifeBlocks(int value) {
    return new CorrelationSettings(
        normalization,
        reference,
        correction,
        blockShots,
        selfTerm,
        orientations,
        friedel,
        harmonicsMax,
        precision,
        value);
  }

  public boolean isotropic() {
    return orientations == Orientations.ISOTROPIC;
  }

  boolean inter() {
    return correction == Correction.INTER;
  }

  /// The harmonics kept of so many azimuths.
  public Harmonics harmonics(int azimuths) {
    return new Harmonics(azimuths, Math.min(azimuths / 2, harmonicsMax), friedel ? 2 : 1);
  }

  /// Whether harmonics are left out that gaps in a ring would mix with those kept.
  boolean cutsHarmonics(int azimuths) {
    return friedel || harmonicsMax < azimuths / 2;
  }
}
