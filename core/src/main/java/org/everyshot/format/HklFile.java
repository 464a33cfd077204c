package org.everyshot.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// A CrystFEL reflection list (`.hkl`): merged intensities under a point group, as text.
///
/// Columns are found by their titles, so that lists without sigma, phase or count are read too;
/// what a list does not have is NaN, and 0 for the count. Friedel mates that are kept apart are
/// rows of their own, (h k l) and (−h −k −l).
///
/// Source: CrystFEL, `libcrystfel/src/reflist-utils.c`, list format 2.0.
public final class HklFile {
  static final byte[] MAGIC = StreamMarks.ascii("CrystFEL reflection list version ");

  private static final String TITLES = "   h    k    l          I    phase   sigma(I)   nmeas";
  private static final byte[] SYMMETRY = StreamMarks.ascii("Symmetry: ");
  private static final byte[] END = StreamMarks.ascii("End of reflections");
  private static final long LARGEST = 1_000_000_000;

  private final String symmetry;
  private final List<String> columns;
  private final int[] h;
  private final int[] k;
  private final int[] l;
  private final float[] intensity;
  private final float[] sigma;
  private final int[] measurements;
  private int size;

  private HklFile(String symmetry, List<String> columns, int most) {
    this.symmetry = symmetry;
    this.columns = List.copyOf(columns);
    this.h = new int[most];
    this.k = new int[most];
    this.l = new int[most];
    this.intensity = new float[most];
    this.sigma = new float[most];
    this.measurements = new int[most];
  }

  /// Reads a reflection list.
  ///
  /// @throws UserInputException where there is none, or it is no CrystFEL list of version 2
  /// @throws DamagedDataException where a line is not what its columns say, or the end is missing
  public static HklFile read(Path path) {
    byte[] bytes = bytes(path);
    int to = bytes.length - 1;
    if (!StreamMarks.at(bytes, 0, to, MAGIC) || bytes[MAGIC.length] != '2') {
      throw new UserInputException(
          path
              + ": byte 0: expected 'CrystFEL reflection list version 2.0'; reflections of other"
              + " programs are read from MTZ or mmCIF");
    }
    var cursor = new TextCursor();
    cursor.open(bytes, 0);
    cursor.nextLine();
    String symmetry = "";
    if (StreamMarks.at(bytes, cursor.at(), to, SYMMETRY)) {
      symmetry = line(bytes, cursor).substring(SYMMETRY.length).strip();
    }
    int titlesAt = cursor.at();
    List<String> titles = List.of(line(bytes, cursor).strip().split("\\s+", -1));
    if (titles.size() < 4 || !titles.subList(0, 4).equals(List.of("h", "k", "l", "I"))) {
      throw new DamagedDataException(
          path + ": byte " + titlesAt + ": expected column titles that begin with h k l I");
    }
    // Each column takes a letter and a space at least, so that empty lines claim no memory.
    int most = Math.min(lines(bytes, cursor.at(), to), bytes.length / (2 * titles.size()) + 1);
    var list = new HklFile(symmetry, titles, most);
    list.readRows(path, bytes, cursor, to);
    return list;
  }

  /// The file's bytes, and a line feed.
  private static byte[] bytes(Path path) {
    try {
      long size = Files.size(path);
      if (size > LARGEST) {
        throw new UserInputException(
            path + ": " + size + " bytes; a reflection list has at most " + LARGEST);
      }
      byte[] bytes = Arrays.copyOf(Files.readAllBytes(path), (int) size + 1);
      bytes[(int) size] = '\n';
      return bytes;
    } catch (NoSuchFileException e) {
      throw new UserInputException(path + ": no such file", e);
    } catch (IOException e) {
      throw new UserInputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String line(byte[] bytes, TextCursor cursor) {
    int from = cursor.at();
    if (from >= bytes.length) {
      return "";
    }
    cursor.nextLine();
    return new String(bytes, from, cursor.at() - 1 - from, StandardCharsets.UTF_8);
  }

  private static int lines(byte[] bytes, int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  private void readRows(Path path, byte[] bytes, TextCursor cursor, int to) {
    int sigmaColumn = Math.max(columns.indexOf("sigma(I)"), columns.indexOf("sigma"));
    int countColumn = Math.max(columns.indexOf("nmeas"), columns.indexOf("counts"));
    while (cursor.at() < to) {
      int begin = cursor.at();
      if (StreamMarks.at(bytes, begin, to, END)) {
        return;
      }
      if (size == h.length) {
        break;
      }
      h[size] = cursor.index();
      k[size] = cursor.index();
      l[size] = cursor.index();
      intensity[size] = (float) cursor.decimal();
      sigma[size] = Float.NaN;
      for (int c = 4; c < columns.size(); c++) {
        if (c == sigmaColumn) {
          sigma[size] = (float) cursor.decimal();
        } else if (c == countColumn) {
          measurements[size] = (int) Math.min(Integer.MAX_VALUE, cursor.decimal());
        } else {
          cursor.skipWord();
        }
      }
      int next = cursor.peek();
      if (cursor.bad() || (next != '\n' && next != '\r')) {
        throw new DamagedDataException(
            path
                + ": byte "
                + begin
                + ": expected "
                + String.join(" ", columns)
                + " of a reflection, or 'End of reflections'");
      }
      cursor.nextLine();
      size++;
    }
    throw new DamagedDataException(
        path + ": ends at byte " + to + " without 'End of reflections'; copy or write it again");
  }

  /// Point group, as CrystFEL names it, such as `422` (Friedel mates apart) or `4/mmm`; empty where
  /// the list does not say.
  public String symmetry() {
    return symmetry;
  }

  /// Titles of the columns.
  public List<String> columns() {
    return columns;
  }

  /// Number of reflections; arrays may be longer.
  public int size() {
    return size;
  }

  public int[] h() {
    return h;
  }

  public int[] k() {
    return k;
  }

  public int[] l() {
    return l;
  }

  /// Merged intensity.
  public float[] intensity() {
    return intensity;
  }

  /// Its standard deviation; NaN where the list does not have it.
  public float[] sigma() {
    return sigma;
  }

  /// Measurements that were merged; 0 where the list does not say.
  public int[] measurements() {
    return measurements;
  }

  /// Gathers a reflection list and writes it, aside and renamed by [#commit(List)].
  public static final class Writer implements AutoCloseable {
    private final AsideFile file;
    private final StreamText text;

    private Writer(Path path, String symmetry) {
      file = AsideFile.create(path);
      text = new StreamText(file);
      text.line("CrystFEL reflection list version 2.0");
      text.line("Symmetry: " + symmetry);
      text.line(TITLES);
    }

    /// Adds a reflection.
    ///
    /// @param measurements how many were merged
    public void add(int h, int k, int l, double intensity, double sigma, int measurements) {
      text.whole(h, 4);
      text.blank();
      text.whole(k, 4);
      text.blank();
      text.whole(l, 4);
      text.blank();
      int decimals = StreamWriter.decimals((float) sigma);
      text.decimal(intensity, decimals, 10);
      text.text("        - ");
      text.decimal(sigma, decimals, 10);
      text.blank();
      text.whole(measurements, 7);
      text.newLine();
    }

    /// Ends the list and makes it appear at its place.
    ///
    /// @param notes lines that follow the list: what wrote it
    public void commit(List<String> notes) {
      text.line("End of reflections");
      notes.forEach(text::line);
      text.flush();
      file.commit();
    }

    /// Removes what was written, unless it was committed.
    @Override
    public void close() {
      file.close();
    }
  }

  /// Begins to write a reflection list.
  ///
  /// @param symmetry point group, as CrystFEL names it
  public static Writer write(Path path, String symmetry) {
    return new Writer(path, symmetry);
  }
}
