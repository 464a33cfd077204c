package org.everyshot.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// A whole array of numbers from a file, in memory: a mask, a background, a profile.
public final class NumberArray {
  /// Ten times the pixels of the largest detector in use.
  private static final long MOST = 1 << 28;

  private final String name;
  private final int[] shape;
  private final double[] values;

  private NumberArray(String name, int[] shape, double[] values) {
    this.name = name;
    this.shape = shape;
    this.values = values;
  }

  /// Reads a NumPy file, or a dataset of an HDF5 file.
  ///
  /// @param dataset path in the HDF5 file; null for a NumPy file
  /// @throws UserInputException where there is no such array, or it is far too large
  public static NumberArray read(Path path, @Nullable String dataset) {
    if (dataset != null) {
      try (var file = Hdf5File.open(path)) {
        Hdf5Array array = file.require(dataset);
        int[] shape = new int[array.rank()];
        for (int d = 0; d < shape.length; d++) {
          shape[d] = extent(array.name(), array.extent(d));
        }
        refuseHuge(array.name(), array.size());
        return new NumberArray(array.name(), shape, array.doubles());
      }
    }
    if (!path.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      throw new UserInputException(path + ": expected a .npy file, or FILE.h5:/dataset");
    }
    try (var file = NpyFile.open(path)) {
      List<Long> extents = file.shape();
      int[] shape = new int[extents.size()];
      for (int d = 0; d < shape.length; d++) {
        shape[d] = extent(path.toString(), extents.get(d));
      }
      refuseHuge(path.toString(), file.size());
      double[] values = new double[(int) file.size()];
      file.read(0, values.length, values, 0);
      return new NumberArray(
          path.toString(), shape, file.fortran() ? rowMajor(shape, values) : values);
    }
  }

  /// Reads a dataset of an HDF5 file; null where there is none of numbers at that path.
  public static @Nullable NumberArray find(Path path, String dataset) {
    try (var file = Hdf5File.open(path)) {
      if (file.array(dataset) == null) {
        return null;
      }
    }
    return read(path, dataset);
  }

  private static int extent(String name, long extent) {
    refuseHuge(name, extent);
    return (int) extent;
  }

  private static void refuseHuge(String name, long values) {
    if (values > MOST) {
      throw new UserInputException(name + ": " + values + " values; at most " + MOST);
    }
  }

  /// Values whose first dimension varies fastest, turned around.
  private static double[] rowMajor(int[] shape, double[] fortran) {
    double[] out = new double[fortran.length];
    int[] index = new int[shape.length];
    for (int i = 0; i < out.length; i++) {
      int at = 0;
      for (int d = shape.length - 1; d >= 0; d--) {
        at = at * shape[d] + index[d];
      }
      out[i] = fortran[at];
      int d = shape.length - 1;
      while (d >= 0 && ++index[d] == shape[d]) {
        index[d--] = 0;
      }
    }
    return out;
  }

  /// File and dataset, for messages.
  public String name() {
    return name;
  }

  /// Extent of each dimension.
  public int[] shape() {
    return shape.clone();
  }

  /// An element, counted row by row.
  public double value(long index) {
    return values[(int) index];
  }

  /// All elements, row by row, as single precision.
  public float[] floats() {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  /// All elements, row by row.
  public double[] doubles() {
    return values.clone();
  }

  @Override
  public String toString() {
    return name + " " + Arrays.toString(shape);
  }
}
