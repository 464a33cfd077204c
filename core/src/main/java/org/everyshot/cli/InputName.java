package org.everyshot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.NumberArray;
import org.jspecify.annotations.Nullable;

/// An input as the user names it: a file or folder, or a dataset in a file, `FILE.h5:/path`.
///
/// @param path file or folder, which exists
/// @param dataset absolute path of a dataset; null where the whole file is meant
record InputName(Path path, @Nullable String dataset) {
  /// What kind of input it is, by its first bytes.
  enum Kind {
    NUMPY,
    HDF5,
    FOLDER
  }

  private static final byte[] NUMPY_MARK = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final byte[] HDF5_MARK = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  /// @throws UserInputException where there is no such file
  static InputName parse(String typed) {
    if (Files.exists(Path.of(typed))) {
      return new InputName(Path.of(typed), null);
    }
    int colon = typed.lastIndexOf(":/");
    if (colon > 0 && Files.isRegularFile(Path.of(typed.substring(0, colon)))) {
      return new InputName(Path.of(typed.substring(0, colon)), typed.substring(colon + 1));
    }
    throw new UserInputException(typed + ": no such file or folder");
  }

  /// @throws UserInputException where the kind is not known
  Kind kind() throws IOException {
    if (Files.isDirectory(path)) {
      return Kind.FOLDER;
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(HDF5_MARK.length);
    }
    if (start.length == 0) {
      throw new DamagedDataException(path + ": is empty (0 bytes); copy or write it again");
    }
    if (Arrays.equals(start, HDF5_MARK)) {
      return Kind.HDF5;
    }
    if (Arrays.equals(Arrays.copyOf(start, NUMPY_MARK.length), NUMPY_MARK)) {
      return Kind.NUMPY;
    }
    throw new UserInputException(
        path + ": neither NumPy nor HDF5 by its first bytes; everyshot inspect may say what it is");
  }

  /// Whether this is a whole file that holds a saved correlation, as far as a glance tells.
  ///
  /// @throws UserInputException where the kind is not known
  boolean isCorrelation() throws IOException {
    return dataset == null
        && kind() == Kind.HDF5
        && NumberArray.find(path, "/everyshot/harmonic_orders") != null;
  }

  /// As the user would type it.
  String typed() {
    return dataset == null ? path.toString() : path + ":" + dataset;
  }
}
