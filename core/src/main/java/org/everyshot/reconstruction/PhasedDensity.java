package org.everyshot.reconstruction;

/// What one restart of [Phasing] found.
public final class PhasedDensity {
  private final Density density;
  private final double misfit;
  private final double[] errors;
  private final long seed;

  PhasedDensity(Density density, double misfit, double[] errors, long seed) {
    this.density = density;
    this.misfit = misfit;
    this.errors = errors;
    this.seed = seed;
  }

  /// The density, on the scale of the invariants: |Σ ρ e^{−iq·r}|² is the intensity.
  public Density density() {
    return density;
  }

  /// Misfit f of the density to the invariants (the room's package-info, eq. 7). It tells failed
  /// restarts from others, not good ones from better ones.
  public double misfit() {
    return misfit;
  }

  /// Share of the density that the constraints of real space changed, iteration by iteration.
  public double[] errors() {
    return errors.clone();
  }

  /// The restart's seed.
  public long seed() {
    return seed;
  }
}
