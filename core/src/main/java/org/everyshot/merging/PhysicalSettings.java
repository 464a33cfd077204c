package org.everyshot.merging;

import java.util.Set;

/// Choices of the physical model.
///
/// @param passes number of times that the stills are gone through, at least 1
/// @param batch most stills that are fitted against the same state in the first pass, at least 1;
///     the first batches are smaller
/// @param friedel whether Friedel mates, kept apart, are expected to be nearly equal
/// @param centric whether centric reflections have a prior of their own; without, they are treated
///     as the others, for comparison
/// @param halves what half-sets are fitted against
/// @param epochs of the passes in which a [StillCorrection] is trained; 0 for none. They come
///     before the last two, which use it
/// @param seed of the first weights of that correction
/// @param likelihood how measurements scatter about their prediction
/// @param without parts of the model that are left out, for comparison
public record PhysicalSettings(
    int passes,
    int batch,
    boolean friedel,
    boolean centric,
    Halves halves,
    int epochs,
    long seed,
    Likelihood likelihood,
    Set<Part> without) {
  /// Passes that use a correction.
  private static final int CORRECTED = 2;

  /// What the stills of a half-set are fitted against, for the sums of that half-set.
  public enum Halves {
    /// The reference of all stills: no further fit, but half-sets share what they were fitted to.
    SHARED,
    /// In the last pass what the half-set itself summed up in the pass before, with a fit of its
    /// own; the reference of all before.
    LAST,
    /// Always their own: every still is fitted twice, and half-sets know nothing of each other.
    ALWAYS
  }

  /// How measurements scatter.
  public enum Likelihood {
    /// Normally.
    NORMAL,
    /// As Student's t, whose degrees of freedom are learned: heavy tails weigh less.
    STUDENT
  }

  /// Parts of the model that can do without.
  public enum Part {
    /// The means of ln G and B over all stills are not put back to 0.
    GAUGE,
    /// The detector's gain is taken as even.
    GAINS,
    /// The profile is a Gaussian.
    PROFILE,
    /// No relative error, τ = τ₁ = 0.
    ERRORS,
    /// The orientation is taken as told.
    MISORIENTATION,
    /// Widths w₀ and η are the same for all stills, as first guessed.
    WIDTHS,
    /// No error of cell or wavelength, c = 0.
    CELL,
    /// Polychromatic stills have a flat spectrum.
    SPECTRUM
  }

  public PhysicalSettings {
    without = Set.copyOf(without);
    if (likelihood == Likelihood.STUDENT && epochs > 0) {
      throw new IllegalArgumentException("a Student's t likelihood with a residual network");
    }
    if (passes < 1 || batch < 1) {
      throw new IllegalArgumentException(passes + " passes in batches of " + batch + " stills");
    }
    if (epochs < 0 || (epochs > 0 && passes <= epochs + CORRECTED)) {
      throw new IllegalArgumentException(passes + " passes with " + epochs + " of training");
    }
  }

  /// The defaults: three passes, batches of 32.
  public static PhysicalSettings standard() {
    return new PhysicalSettings(3, 32, true, true, Halves.LAST, 0, 0, Likelihood.NORMAL, Set.of());
  }

  /// The same with another number of passes.
  public PhysicalSettings withPasses(int number) {
    return new PhysicalSettings(
        number, batch, friedel, centric, halves, epochs, seed, likelihood, without);
  }

  /// The same with each amplitude by itself, under Wilson's prior alone.
  public PhysicalSettings withoutFriedel() {
    return new PhysicalSettings(
        passes, batch, false, centric, halves, epochs, seed, likelihood, without);
  }

  /// The same with another choice for half-sets.
  public PhysicalSettings with(Halves choice) {
    return new PhysicalSettings(
        passes, batch, friedel, centric, choice, epochs, seed, likelihood, without);
  }

  /// The same with another likelihood.
  public PhysicalSettings with(Likelihood choice) {
    return new PhysicalSettings(
        passes, batch, friedel, centric, halves, epochs, seed, choice, without);
  }

  /// The same without some parts of the model.
  public PhysicalSettings without(Set<Part> parts) {
    return new PhysicalSettings(
        passes, batch, friedel, centric, halves, epochs, seed, likelihood, parts);
  }

  /// The same passes, then some in which a residual network is trained, then two with it.
  ///
  /// @param start seed of its first weights
  public PhysicalSettings hybrid(int training, long start) {
    return new PhysicalSettings(
        passes + training + CORRECTED,
        batch,
        friedel,
        centric,
        halves,
        training,
        start,
        likelihood,
        without);
  }

  /// Whether a part of the model is there.
  boolean has(Part part) {
    return !without.contains(part);
  }

  /// Whether the residual network is trained in a pass.
  ///
  /// @param pass from 0
  boolean trains(int pass) {
    return epochs > 0 && pass >= passes - CORRECTED - epochs && !corrects(pass);
  }

  /// Whether stills are corrected by the residual network in a pass.
  ///
  /// @param pass from 0
  boolean corrects(int pass) {
    return epochs > 0 && pass >= passes - CORRECTED;
  }

  /// How much of the training is done.
  ///
  /// @param pass from 0
  /// @param part of that pass, 0 to 1
  double trained(int pass, double part) {
    return (pass - (passes - CORRECTED - epochs) + part) / epochs;
  }

  /// Whether half-sets have fits of their own in a pass.
  ///
  /// @param pass from 0
  boolean alone(int pass) {
    return switch (halves) {
      case SHARED -> false;
      case LAST -> pass >= passes - 1;
      case ALWAYS -> true;
    };
  }

  /// Whether a later pass goes on from those fits of pass `pass`.
  boolean aloneAgain(int pass) {
    return alone(pass) && pass + 1 < passes;
  }
}
