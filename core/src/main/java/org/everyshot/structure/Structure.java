package org.everyshot.structure;

/// What a particle is made of, as a file says it.
public sealed interface Structure permits AtomicModel, DensityMap {
  /// What the structure is called, such as `2TLI`.
  String name();
}
