package org.everyshot.format;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// Calls jHDF such that whatever it makes of a damaged or foreign file ends in one clear line.
final class Hdf5Fault {
  private Hdf5Fault() {}

  /// @param place dataset or group, for the message
  static <T> T guarded(Path file, String place, Supplier<T> work) {
    try {
      return work.get();
    } catch (UserInputException | DamagedDataException e) {
      throw e;
    } catch (RuntimeException e) {
      throw read(file, place, e);
    } catch (StackOverflowError | OutOfMemoryError | InternalError | AssertionError e) {
      // A length or an address that cannot be, taken at its word.
      throw damaged(file, place, e.getClass().getSimpleName(), e);
    }
  }

  private static RuntimeException read(Path file, String place, RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof UnsupportedHdfException
          || (cause instanceof HdfFilterException && message.contains("not available"))) {
        return new UserInputException(
            file
                + ": "
                + shown(place)
                + ": stored in a way that cannot be read ("
                + oneLine(message)
                + "); rewrite it with h5repack -f GZIP=1 -l CHUNK=… (one frame per chunk)",
            failure);
      }
    }
    return damaged(file, place, String.valueOf(failure.getMessage()), failure);
  }

  static DamagedDataException damaged(Path file, String place, String what, Throwable cause) {
    return new DamagedDataException(
        file
            + ": "
            + shown(place)
            + ": damaged or incomplete ("
            + oneLine(what)
            + "); copy it again",
        cause);
  }

  /// The root group's path is empty where paths of groups end without a slash.
  private static String shown(String place) {
    return place.isEmpty() ? "/" : place;
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() > 160 ? line.substring(0, 160) + "…" : line;
  }
}
