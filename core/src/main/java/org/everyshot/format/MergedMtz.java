package org.everyshot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.MergedReflections;

/// Merged reflections as an MTZ file.
///
/// Columns: `F SIGF I SIGI N FreeR_flag`; with Friedel mates apart `F(+) SIGF(+) F(-) SIGF(-) I(+)
/// SIGI(+) I(-) SIGI(-) N(+) N(-) FreeR_flag`, in this order, as Phenix pairs columns by their
/// places. One row for each unique reflection that was measured; what is missing is NaN, and
/// centric reflections stand in both halves. The indices belong to dataset 0, HKL_base, the rest
/// to dataset 1, which has the wavelength.
///
/// @param reflections the amplitudes and intensities
/// @param freeFlag class of each unique reflection, 0 being free; −1 where the file has none
/// @param wavelengthAngstrom wavelength; NaN where the file has none
/// @param ignored rows of the file that are absent by symmetry, or repeated
public record MergedMtz(
    MergedReflections reflections,
    List<Integer> freeFlag,
    double wavelengthAngstrom,
    long ignored) {
  private static final int BLOCK = 1 << 12;

  public MergedMtz {
    freeFlag = List.copyOf(freeFlag);
  }

  /// Writes merged reflections.
  ///
  /// @param freeFlag class of each unique reflection, 0 being free
  /// @param wavelengthAngstrom wavelength of the data
  /// @param history what to note of their origin
  public static void write(
      Path destination,
      MergedReflections merged,
      int[] freeFlag,
      double wavelengthAngstrom,
      String title,
      List<String> history) {
    UniqueReflections unique = merged.unique();
    UnitCell cell = unique.cell();
    double wavelength = wavelengthAngstrom > 0 ? wavelengthAngstrom : 0;
    var datasets =
        List.of(
            MtzDataset.base(cell, wavelength),
            new MtzDataset(1, "everyshot", "crystal", "merged", cell, wavelength));
    List<MtzColumn> columns = columns(merged.anomalous());
    MtzHeader header =
        MtzHeader.toWrite(title, cell, unique.group(), columns, datasets, history)
            .sortedBy(1, 2, 3);
    int width = columns.size();
    float[] block = new float[BLOCK * width];
    try (MtzWriter out = MtzWriter.create(destination, header)) {
      int at = 0;
      for (int row : rowsByIndex(merged)) {
        block[at] = unique.h(row);
        block[at + 1] = unique.k(row);
        block[at + 2] = unique.l(row);
        if (merged.anomalous()) {
          anomalous(merged, row, block, at + 3);
        } else {
          mean(merged, 2 * row, block, at + 3);
        }
        block[at + width - 1] = freeFlag[row];
        at += width;
        if (at == block.length) {
          out.append(block, 0, BLOCK);
          at = 0;
        }
      }
      out.append(block, 0, at / width);
      out.commit();
    }
  }

  private static List<MtzColumn> columns(boolean anomalous) {
    String labels =
        anomalous
            ? "F(+) SIGF(+) F(-) SIGF(-) I(+) SIGI(+) I(-) SIGI(-) N(+) N(-) FreeR_flag"
            : "F SIGF I SIGI N FreeR_flag";
    String types = anomalous ? "GLGLKMKMIII" : "FQJQII";
    List<MtzColumn> columns = new ArrayList<>();
    for (String index : List.of("H", "K", "L")) {
      columns.add(new MtzColumn(index, 'H', 0));
    }
    for (String label : labels.split(" ", -1)) {
      columns.add(new MtzColumn(label, types.charAt(columns.size() - 3), 1));
    }
    return columns;
  }

  /// Rows that hold anything, sorted by h, k, l.
  private static int[] rowsByIndex(MergedReflections merged) {
    UniqueReflections unique = merged.unique();
    return IntStream.range(0, unique.count())
        .filter(row -> filled(merged, 2 * row) || filled(merged, 2 * row + 1))
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(unique::h)
                .thenComparingInt(unique::k)
                .thenComparingInt(unique::l))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// Whether a slot holds anything.
  static boolean filled(MergedReflections merged, int slot) {
    return merged.count()[slot] > 0
        || !Float.isNaN(merged.intensity()[slot])
        || !Float.isNaN(merged.amplitude()[slot]);
  }

  private static void mean(MergedReflections merged, int slot, float[] out, int at) {
    out[at] = merged.amplitude()[slot];
    out[at + 1] = merged.sigmaAmplitude()[slot];
    out[at + 2] = merged.intensity()[slot];
    out[at + 3] = merged.sigmaIntensity()[slot];
    out[at + 4] = merged.count()[slot];
  }

  private static void anomalous(MergedReflections merged, int row, float[] out, int at) {
    int plus = 2 * row;
    int minus = merged.unique().centric(row) ? plus : plus + 1;
    out[at] = merged.amplitude()[plus];
    out[at + 1] = merged.sigmaAmplitude()[plus];
    out[at + 2] = merged.amplitude()[minus];
    out[at + 3] = merged.sigmaAmplitude()[minus];
    out[at + 4] = merged.intensity()[plus];
    out[at + 5] = merged.sigmaIntensity()[plus];
    out[at + 6] = merged.intensity()[minus];
    out[at + 7] = merged.sigmaIntensity()[minus];
    out[at + 8] = merged.count()[plus];
    out[at + 9] = merged.count()[minus];
  }

  /// Reads a merged file, ours or another program's: by types, Friedel mates apart where there are
  /// columns for them (F: G with L, I: K with M), else F with Q and J with Q. Rows may be in any
  /// asymmetric unit.
  ///
  /// @throws UserInputException where it is unmerged, or has neither amplitudes nor intensities,
  ///     or neither cell nor space group
  public static MergedMtz read(Path path) {
    try (MtzFile file = MtzFile.open(path)) {
      return read(file);
    }
  }

  private static MergedMtz read(MtzFile file) {
    MtzHeader header = file.header();
    UnitCell cell = header.cell();
    SpaceGroup group = header.group();
    if (cell == null || group == null || header.unmerged()) {
      throw new UserInputException(
          file.path()
              + (header.unmerged()
                  ? ": unmerged reflections; merge them first"
                  : ": no unit cell or no known space group in the header"));
    }
    var found = MergedColumns.find(file);
    float[][] columns = file.columns(found.wanted());
    double dMin = found.highestResolution(columns, cell);
    UniqueReflections unique = UniqueReflections.of(group, cell, dMin);
    return found.fill(columns, unique, header.wavelengthAngstrom());
  }
}
