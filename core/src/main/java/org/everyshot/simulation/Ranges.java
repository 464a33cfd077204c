package org.everyshot.simulation;

/// Refuses settings that no simulation can work with.
final class Ranges {
  private Ranges() {}

  /// @throws IllegalArgumentException where `value` is not within `least` to `most`
  static void check(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          what + " " + value + ", expected " + least + " to " + most);
    }
  }
}
