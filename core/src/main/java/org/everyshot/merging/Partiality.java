package org.everyshot.merging;

/// What the scaled merge makes of a reflection's Ewald offset.
public enum Partiality {
  /// Nothing: scale and B factor alone.
  NONE,
  /// A Gaussian rocking curve in the offset, with widths of the image's own.
  OFFSET
}
