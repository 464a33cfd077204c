package org.everyshot.format;

/// A column of an MTZ file.
///
/// @param label name, such as `F(+)`
/// @param type one letter of the format: H index, F amplitude, J intensity, Q its σ, G L K M those
///     of one Friedel mate, D difference, P phase, W weight, A phase probability, B batch, Y
///     M/ISYM, I integer, R any number
/// @param dataset identifier of the dataset that it belongs to
/// @param min smallest value, as the header says; NaN where it does not
/// @param max largest value, as the header says; NaN where it does not
public record MtzColumn(String label, char type, int dataset, float min, float max) {
  /// A column to be written: its range follows from the values.
  public MtzColumn(String label, char type, int dataset) {
    this(label, type, dataset, Float.NaN, Float.NaN);
  }
}
