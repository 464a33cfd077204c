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
public record PhysicalSettings(
    int passes, int batch, boolean friedel, boolean centric, Halves halves) {
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
  }

  /// The defaults: two passes, batches of 32.
  public static PhysicalSettings standard() {
    return new PhysicalSettings(2, 32, true, true, Halves.LAST);
  }

  /// The same with another number of passes.
  public PhysicalSettings withPasses(int number) {
    return new PhysicalSettings(number, batch, friedel, centric, halves);
  }

  /// The same with each amplitude by itself, under Wilson's prior alone.
  public PhysicalSettings withoutFriedel() {
    return new PhysicalSettings(passes, batch, false, centric, halves);
  }

  /// The same with another choice for half-sets.
  public PhysicalSettings with(Halves choice) {
    return new PhysicalSettings(passes, batch, friedel, centric, choice);
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
