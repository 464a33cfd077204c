package org.everyshot.detector;

/// A value by which a file marks a pixel as bad. Comparisons are strict, in single precision.
///
/// @param kind whether values below, above or equal to `value` are bad
/// @param value in the file's own units (ADU)
public record Flag(Kind kind, float value) {
  /// Which values are bad.
  public enum Kind {
    LESS_THAN,
    MORE_THAN,
    EQUAL
  }
}
