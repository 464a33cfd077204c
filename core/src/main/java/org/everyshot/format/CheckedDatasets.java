package org.everyshot.format;

import java.util.Arrays;
import java.util.Map;
import org.everyshot.fault.DamagedDataException;

/// Datasets and attributes of a file of our own, each of the shape that it must have.
final class CheckedDatasets {
  private final Hdf5File file;

  CheckedDatasets(Hdf5File file) {
    this.file = file;
  }

  Hdf5File file() {
    return file;
  }

  boolean has(String where) {
    return file.find(where) != null;
  }

  /// Length of a list.
  int extent(String where) {
    Hdf5Array array = file.require(where);
    if (array.rank() != 1 || array.extent(0) > Integer.MAX_VALUE) {
      throw damaged(where, "shape " + array.shape());
    }
    return (int) array.extent(0);
  }

  double[] doubles(String where, int... shape) {
    return shaped(where, shape).doubles();
  }

  long[] longs(String where, int... shape) {
    return shaped(where, shape).longs();
  }

  /// A dataset of that shape; a single number has any shape of one value.
  Hdf5Array shaped(String where, int... shape) {
    Hdf5Array array = file.require(where);
    long size = 1;
    boolean same = array.rank() == shape.length;
    for (int d = 0; d < shape.length; d++) {
      size *= shape[d];
      same &= array.rank() == shape.length && array.extent(d) == shape[d];
    }
    if (!same && !(size == 1 && array.size() == 1)) {
      throw damaged(where, "shape " + array.shape() + " instead of " + Arrays.toString(shape));
    }
    return array;
  }

  double number(String place, Map<String, Object> attributes, String name) {
    if (attributes.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw damaged(place, "no number " + name);
  }

  DamagedDataException damaged(String where, String what) {
    return new DamagedDataException(
        file.path() + ": " + where + ": " + what + "; damaged or incomplete, copy it again");
  }
}
