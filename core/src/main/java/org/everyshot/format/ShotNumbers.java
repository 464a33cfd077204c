package org.everyshot.format;

import org.everyshot.detector.ShotValue;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// A quantity shot by shot: given by the geometry, or read from the file of the frames.
final class ShotNumbers {
  private final double[] values;

  private ShotNumbers(double... values) {
    this.values = values;
  }

  /// @param value what the geometry says; null for nothing
  /// @param shots shots in the file
  static ShotNumbers of(@Nullable ShotValue value, Hdf5File file, long shots) {
    return switch (value) {
      case null -> new ShotNumbers(Double.NaN);
      case ShotValue.Fixed fixed -> new ShotNumbers(fixed.value());
      case ShotValue.InFile in -> inFile(in, file, shots);
    };
  }

  private static ShotNumbers inFile(ShotValue.InFile in, Hdf5File file, long shots) {
    Hdf5Array array = file.array(in.path());
    if (array == null) {
      return new ShotNumbers(Double.NaN);
    }
    if (array.size() != 1 && array.size() < shots) {
      throw new UserInputException(
          array.name() + ": " + array.size() + " values for " + shots + " shots");
    }
    double[] values = array.doubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = in.unit().convert(values[i]);
    }
    return new ShotNumbers(values);
  }

  /// The value for a shot; NaN where it is not known.
  double of(long shot) {
    return values.length == 1 ? values[0] : values[(int) shot];
  }
}
