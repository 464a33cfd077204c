package org.everyshot.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Looks into a file of any format that this room reads, or a EuXFEL run folder.
public final class Inspection {
  /// Values of an array that are looked at.
  private static final int SAMPLE = 1 << 20;

  /// First bytes that tell the format.
  private static final int START = 64;

  private static final Pattern STRUCTURE =
      Pattern.compile(".*\\.(pdb|ent|cif|mmcif|mrc|map|ccp4)(\\.gz)?");

  private Inspection() {}

  /// Describes a file or run folder, or what is at a path within an HDF5 file.
  ///
  /// @param place a group or dataset of an HDF5 file; null for the whole file
  /// @throws UserInputException where there is none, or of a format that is not known
  /// @throws DamagedDataException where the file is damaged from its beginning
  public static Description of(Path path, @Nullable String place) {
    if (place != null) {
      return Hdf5Inspection.of(path, place);
    }
    if (Files.isDirectory(path)) {
      if (RunSource.isRun(path)) {
        return RunInspection.of(path);
      }
      throw new UserInputException(
          path + ": is a folder without EuXFEL detector files; name a file in it");
    }
    byte[] start = start(path);
    if (start.length == 0) {
      throw new DamagedDataException(path + ": is empty (0 bytes); copy or write it again");
    }
    if (begins(start, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
      return npy(path);
    }
    if (begins(start, 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n')) {
      return Hdf5Inspection.of(path, "/");
    }
    if (begins(start, 15, 0, 0, 0, 'e', 'v', 'e', 'r', 'y', 's', 'h', 'o', 't', ' ', 'm')) {
      return ModelInspection.of(path);
    }
    if (begins(start, 18, 0, 0, 0, 'e', 'v', 'e', 'r', 'y', 's', 'h', 'o', 't', ' ', 'n')) {
      return ModelInspection.ofNetworks(path);
    }
    if (begins(start, 'M', 'T', 'Z', ' ')) {
      return MtzInspection.of(path);
    }
    if (begins(start, 0x93, 0xBB, 'd', 'i', 'a', 'l', 's', ':', ':')) {
      return DialsInspection.table(path);
    }
    byte[] text = begins(start, 0x1F, 0x8B) ? inflated(path, start) : start;
    if (StreamMarks.at(text, 0, text.length, StreamHeader.MAGIC)) {
      return StreamInspection.of(path);
    }
    if (StreamMarks.at(start, 0, start.length, HklFile.MAGIC)) {
      return HklInspection.of(path);
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".geom")) {
      return GeometryInspection.of(path);
    }
    if (name.endsWith(".expt")
        || new String(start, StandardCharsets.ISO_8859_1).contains("\"ExperimentList\"")) {
      return DialsInspection.list(path);
    }
    if (MmcifReflections.isIn(path)) {
      return MmcifReflectionsInspection.of(path);
    }
    if (STRUCTURE.matcher(name).matches()) {
      return StructureInspection.of(path);
    }
    try {
      return Hdf5Inspection.of(path, "/"); // a user block may come first
    } catch (DamagedDataException e) {
      throw new UserInputException(
          path
              + ": not a format that is known: NumPy, HDF5, CrystFEL geometry (.geom), stream and"
              + " reflection list, MTZ, DIALS .refl and .expt, PDB, mmCIF, MRC, EuXFEL run",
          e);
    }
  }

  private static byte[] start(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(START);
    } catch (IOException e) {
      throw new UserInputException(
          path + (Files.exists(path) ? ": cannot be read" : ": no such file"), e);
    }
  }

  /// The first bytes of what gzip holds; `start` where it cannot be inflated.
  private static byte[] inflated(Path path, byte[] start) {
    try (var in = new GZIPInputStream(Files.newInputStream(path))) {
      return in.readNBytes(START);
    } catch (IOException e) {
      return start;
    }
  }

  private static boolean begins(byte[] start, int... magic) {
    boolean same = start.length >= magic.length;
    for (int i = 0; same && i < magic.length; i++) {
      same = (start[i] & 0xFF) == magic[i];
    }
    return same;
  }

  private static Description npy(Path path) {
    try (var file = NpyFile.open(path)) {
      List<Long> shape = file.shape();
      var out = new Description.Builder("NumPy array");
      out.add("shape", shape.toString(), "shape", shape);
      String type = file.type().name().toLowerCase(Locale.ROOT);
      out.add("type", type + (file.bigEndian() ? ", big-endian" : ""), "type", type);
      out.add(
          "order",
          file.fortran() ? "Fortran (first dimension fastest)" : "C (last dimension fastest)",
          "fortran",
          file.fortran());
      if (shape.size() == 3) {
        images(out, shape.get(0), shape.get(1), shape.get(2));
      }
      double[] sample = new double[(int) Math.min(file.size(), SAMPLE)];
      file.read(0, sample.length, sample, 0);
      values(out, sample, file.size());
      return out.build();
    }
  }

  /// What an array of three dimensions is as polar images.
  static void images(Description.Builder out, long shots, long rings, long azimuths) {
    out.line(
        "as polar images",
        String.format(Locale.ROOT, "%,d shots of %d rings × %d azimuths", shots, rings, azimuths));
  }

  /// Range, mean and missing values.
  ///
  /// @param size of the array that the values are the first of
  static void values(Description.Builder out, double[] sample, long size) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double sum = 0;
    long finite = 0;
    for (double value : sample) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        sum += value;
        finite++;
      }
    }
    String which =
        sample.length < size
            ? String.format(Locale.ROOT, "first %,d values", sample.length)
            : "values";
    if (finite == 0) {
      out.line(which, "none is finite");
      return;
    }
    long missing = sample.length - finite;
    out.line(
        which,
        String.format(
            Locale.ROOT,
            "%.4g to %.4g, mean %.4g, %,d missing or infinite",
            low,
            high,
            sum / finite,
            missing));
    out.put("range", List.of(low, high)).put("mean", sum / finite).put("missing", missing);
  }
}
