package org.everyshot.merging;

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
public record PhysicalSettings(
    int passes, int batch, boolean friedel, boolean centric, Halves halves, int epochs) {
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

  public PhysicalSettings {
    if (passes < 1 || batch < 1) {
      throw new IllegalArgumentException(passes + " passes in batches of " + batch + " stills");
    }
    if (epochs < 0 || (epochs > 0 && passes <= epochs + CORRECTED)) {
      throw new IllegalArgumentException(passes + " passes with " + epochs + " of training");
    }
  }

  /// The defaults: two passes, batches of 32.
  public static PhysicalSettings standard() {
    return new PhysicalSettings(2, 32, true, true, Halves.LAST, 0);
  }

  /// The same with another number of passes.
  public PhysicalSettings withPasses(int number) {
    return new PhysicalSettings(number, batch, friedel, centric, halves, epochs);
  }

  /// The same with each amplitude by itself, under Wilson's prior alone.
  public PhysicalSettings withoutFriedel() {
    return new PhysicalSettings(passes, batch, false, centric, halves, epochs);
  }

  /// The same with another choice for half-sets.
  public PhysicalSettings with(Halves choice) {
    return new PhysicalSettings(passes, batch, friedel, centric, choice, epochs);
  }

  /// The same passes, then some in which a residual network is trained, then two with it.
  public PhysicalSettings hybrid(int training) {
    return new PhysicalSettings(
        passes + training + CORRECTED, batch, friedel, centric, halves, training);
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
}
