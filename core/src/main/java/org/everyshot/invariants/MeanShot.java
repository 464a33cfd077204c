package org.everyshot.invariants;

import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// What a mean shot holds beside one particle in a beam of mean intensity.
///
/// C(Δφ) = ⟨w²⟩ (⟨N⟩ C¹ + what does not depend on the angle), Ī = ⟨N⟩ Ī¹ + b, w the intensity of a
/// pulse over its mean: degrees above 0 are too large by ⟨N⟩⟨w²⟩, B_0 follows from (Ī − b)/⟨N⟩.
/// Source: Kam, Macromolecules 10, 927 (1977).
public final class MeanShot {
  /// One particle, no background, all pulses alike.
  public static final MeanShot ONE_PARTICLE = new MeanShot(1, 0, null);

  private final double particles;
  private final double jitter;
  private final double @Nullable [] background;

  /// @param particles mean number of particles
  /// @param jitter standard deviation of the pulses' intensity over its mean
  /// @param background mean intensity without particles, of each ring or of all; null for none
  public MeanShot(double particles, double jitter, double @Nullable [] background) {
    if (!(particles > 0 && particles < 1e9)) {
      throw new UserInputException("--particles " + particles + ": expected more than 0");
    }
    if (!(jitter >= 0 && jitter <= 10)) {
      throw new UserInputException("--beam-jitter " + jitter + ": expected 0 to 10");
    }
    this.particles = particles;
    this.jitter = jitter;
    this.background = background == null ? null : background.clone();
  }

  double particles() {
    return particles;
  }

  /// What B_l of one particle, l > 0, is multiplied by.
  double correlated() {
    return particles * (1 + jitter * jitter);
  }

  /// The mean intensity that one particle has; no less than a standard error, since it is positive.
  ///
  /// @param mean of a shot, each ring
  /// @param errors of that
  double[] ofOneParticle(double[] mean, double[] errors) {
    double[] one = mean.clone();
    if (background != null && background.length != 1 && background.length != one.length) {
      throw new UserInputException(
          "--background has %d rings, the correlation %d; correlate both alike"
              .formatted(background.length, one.length));
    }
    for (int p = 0; p < one.length; p++) {
      if (background != null) {
        double left = one[p] - background[background.length == 1 ? 0 : p];
        one[p] = left < errors[p] ? errors[p] : left;
      }
      one[p] /= particles;
    }
    return one;
  }
}
