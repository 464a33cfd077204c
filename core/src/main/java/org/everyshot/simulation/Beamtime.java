package org.everyshot.simulation;

/// The circumstances under which shots are simulated.
///
/// @param particles mean number of particles in the beam
/// @param fixedParticles whether every shot has exactly `particles` (rounded) instead of a Poisson
///     number
/// @param jitter standard deviation of the pulse intensity over its mean; gamma distributed
/// @param background isotropic background, as a fraction of the particles' mean intensity over the
///     detector
/// @param photons mean number of photons per shot on the whole detector, particles and background
///     together; NaN for intensities without noise
/// @param seed of the random streams
public record Beamtime(
    double particles,
    boolean fixedParticles,
    double jitter,
    double background,
    double photons,
    long seed) {
  public Beamtime {
    if (!(particles > 0 && particles <= 10_000)) {
      throw new IllegalArgumentException(
          "particles per shot " + particles + ", expected 0 to 10000");
    }
    if (!(jitter >= 0 && jitter <= 10)) {
      throw new IllegalArgumentException("beam jitter " + jitter + ", expected 0 to 10");
    }
    if (!(background >= 0 && background <= 1e6)) {
      throw new IllegalArgumentException("background " + background + ", expected 0 to 1e6");
    }
    if (!Double.isNaN(photons) && !(photons > 0 && photons <= 1e12)) {
      throw new IllegalArgumentException("photons per shot " + photons + ", expected 0 to 1e12");
    }
  }

  /// One particle a shot, steady beam, no background, no noise.
  public static Beamtime ideal(long seed) {
    return new Beamtime(1, true, 0, 0, Double.NaN, seed);
  }

  /// Whether photons are counted, with their noise.
  public boolean countsPhotons() {
    return !Double.isNaN(photons);
  }
}
