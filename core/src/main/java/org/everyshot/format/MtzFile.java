package org.everyshot.format;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// An MTZ file, merged or not, of either byte order: its header in memory, its reflections on
/// disk, where any thread reads as many as it wants.
///
/// Reflections are rows of 32-bit numbers, one for each column; a missing one is NaN here,
/// whatever stands for it in the file.
/// Source: CCP4, MTZ format.
public final class MtzFile implements AutoCloseable {
  /// Byte at which reflections begin.
  static final int DATA = 80;

  private static final int BLOCK = 1 << 18;
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Path path;
  private final FileBytes file;
  private final boolean little;
  private final MtzHeader header;
  private final int width;

  private MtzFile(Path path, FileBytes file, boolean little, MtzHeader header) {
    this.path = path;
    this.file = file;
    this.little = little;
    this.header = header;
    this.width = header.columns().size();
  }

  /// Opens a file and reads its header.
  ///
  /// @throws UserInputException where there is no such file
  /// @throws DamagedDataException where it is no MTZ file, or its header promises what is not
  /// there
  public static MtzFile open(Path path) {
    FileBytes file;
    try {
      file = FileBytes.open(path);
    } catch (IOException e) {
      throw new UserInputException(
          path + (Files.exists(path) ? ": cannot be read" : ": no such file"), e);
    }
    try {
      return open(path, file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static MtzFile open(Path path, FileBytes file) {
    if (file.size() < DATA) {
      throw new DamagedDataException(
          path + ": " + file.size() + " bytes; an MTZ file begins with " + DATA);
    }
    byte[] start = file.read(0, DATA);
    if (start[0] != 'M' || start[1] != 'T' || start[2] != 'Z' || start[3] != ' ') {
      throw new DamagedDataException(path + ": byte 0: expected 'MTZ '");
    }
    int stamp = (start[8] & 0xF0) >> 4;
    boolean little = stamp == 4 || (stamp != 1 && plausible(headerAt(start, true), file.size()));
    long headerAt = headerAt(start, little);
    if (!plausible(headerAt, file.size())) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s: byte 4: header at byte %d of %d; the file is cut short or damaged",
              path,
              headerAt,
              file.size()));
    }
    ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    MtzHeader header = MtzHeaderReader.read(path.toString(), file, order, headerAt);
    long promised = DATA + 4L * header.columns().size() * header.rows();
    if (promised != headerAt) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s: %d reflections of %d columns end at byte %d, the header begins at byte %d",
              path,
              header.rows(),
              header.columns().size(),
              promised,
              headerAt));
    }
    return new MtzFile(path, file, little, header);
  }

  private static boolean plausible(long headerAt, long size) {
    return headerAt >= DATA && headerAt <= size - DATA;
  }

  /// Byte at which the header begins, from the word that says it, counted from 1.
  private static long headerAt(byte[] start, boolean little) {
    int word = word(start, 4, little);
    long first = word(start, 12, little) & 0xFFFFFFFFL;
    long second = word(start, 16, little) & 0xFFFFFFFFL;
    long words = word == -1 ? (little ? first | second << 32 : first << 32 | second) : word;
    return words > 0 && words < 1L << 60 ? 4 * (words - 1) : -1;
  }

  private static int word(byte[] in, int at, boolean little) {
    return little ? (int) LITTLE.get(in, at) : (int) BIG.get(in, at);
  }

  public Path path() {
    return path;
  }

  public MtzHeader header() {
    return header;
  }

  /// Number of reflections.
  public long rows() {
    return header.rows();
  }

  /// Whether numbers are stored with the most significant byte first.
  public boolean bigEndian() {
    return !little;
  }

  /// Reads rows `first` to `first + count`, row by row, into `out` from its beginning.
  public void rows(long first, int count, float[] out) {
    if (first < 0 || count < 0 || first + count > rows()) {
      throw new IllegalArgumentException("rows " + first + "+" + count + " of " + rows());
    }
    byte[] block = new byte[(int) Math.min(BLOCK, 4L * width * count)];
    long values = (long) width * count;
    long from = DATA + 4L * width * first;
    for (long done = 0; done < values; ) {
      int n = (int) Math.min(block.length / 4, values - done);
      file.read(from + 4 * done, block, 0, 4 * n);
      decode(block, n, out, (int) done);
      done += n;
    }
  }

  private void decode(byte[] block, int values, float[] out, int to) {
    for (int i = 0; i < values; i++) {
      out[to + i] =
          Float.intBitsToFloat(
              little ? (int) LITTLE.get(block, 4 * i) : (int) BIG.get(block, 4 * i));
    }
    float missing = header.missing();
    if (!Float.isNaN(missing)) {
      for (int i = to; i < to + values; i++) {
        out[i] = out[i] == missing ? Float.NaN : out[i];
      }
    }
  }

  /// The whole column of a label.
  ///
  /// @throws UserInputException where there is none
  public float[] column(String label) {
    return columns(header.require(path.toString(), label))[0];
  }

  /// Whole columns by position, read together.
  public float[][] columns(int... wanted) {
    if (rows() > Integer.MAX_VALUE - 64) {
      throw new UserInputException(path + ": " + rows() + " reflections; read them in parts");
    }
    int rows = (int) rows();
    float[][] out = new float[wanted.length][rows];
    int together = Math.max(1, BLOCK / 4 / width);
    float[] block = new float[Math.min(rows, together) * width];
    for (int first = 0; first < rows; first += together) {
      int n = Math.min(together, rows - first);
      rows(first, n, block);
      for (int w = 0; w < wanted.length; w++) {
        float[] column = out[w];
        for (int r = 0, i = wanted[w]; r < n; r++, i += width) {
          column[first + r] = block[i];
        }
      }
    }
    return out;
  }

  @Override
  public void close() {
    file.close();
  }
}
