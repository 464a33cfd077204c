package org.everyshot.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Amplitudes of Friedel mates, from a merged MTZ file of any program.
///
/// Columns are found by their types, in this order: two amplitudes G (F(+), F(−)); two intensities
/// K (I(+), I(−)), whose roots are taken, 0 below zero; an amplitude F with an anomalous
/// difference D; an amplitude F with a row of its own for each mate.
public final class FriedelPairs {
  private final UniqueReflections unique;
  private final float[] amplitude;
  private final double wavelengthAngstrom;
  private final String columns;
  private int pairs;
  private int absent;

  private FriedelPairs(UniqueReflections unique, double wavelengthAngstrom, String columns) {
    this.unique = unique;
    this.amplitude = new float[2 * unique.count()];
    Arrays.fill(amplitude, Float.NaN);
    this.wavelengthAngstrom = wavelengthAngstrom;
    this.columns = columns;
  }

  /// How a row gives its two amplitudes.
  private enum Way {
    AMPLITUDES,
    INTENSITIES,
    DIFFERENCE,
    ROWS
  }

  private record Choice(Way way, int first, int second) {}

  /// Reads all pairs.
  ///
  /// @param dMinAngstrom reflections beyond are left out; 0 for none
  /// @throws UserInputException where the file holds no Friedel pairs, or lacks cell or group
  public static FriedelPairs read(Path path, double dMinAngstrom) {
    try (MtzFile file = MtzFile.open(path)) {
      MtzHeader header = file.header();
      UnitCell cell = header.cell();
      SpaceGroup group = header.group();
      if (cell == null || group == null) {
        throw new UserInputException(
            path
                + ": its header gives no "
                + (cell == null ? "cell" : "space group")
                + "; expected a merged MTZ file");
      }
      if (header.unmerged()) {
        throw new UserInputException(
            path + ": holds unmerged observations; merge them first: everyshot merge --anomalous");
      }
      Choice choice = choose(path, header);
      return read(file, cell, group, choice, dMinAngstrom);
    }
  }

  private static Choice choose(Path path, MtzHeader header) {
    int[] amplitudes = two(header, 'G', "F");
    int[] intensities = two(header, 'K', "I");
    int f = header.findType('F');
    int d = header.findType('D');
    if (amplitudes != null) {
      return new Choice(Way.AMPLITUDES, amplitudes[0], amplitudes[1]);
    } else if (intensities != null) {
      return new Choice(Way.INTENSITIES, intensities[0], intensities[1]);
    } else if (f >= 0 && d >= 0) {
      return new Choice(Way.DIFFERENCE, f, d);
    } else if (f >= 0) {
      return new Choice(Way.ROWS, f, f);
    }
    throw noPairs(path, header);
  }

  /// The two columns of a type, or labelled (+) and (−); null where there are none.
  private static int @Nullable [] two(MtzHeader header, char type, String letter) {
    int plus = -1;
    int minus = -1;
    List<MtzColumn> all = header.columns();
    for (int c = 0; c < all.size(); c++) {
      String label = all.get(c).label();
      boolean labelled = label.equals(letter + "(+)") || label.equals(letter + "(-)");
      if (all.get(c).type() != type && !labelled) {
        continue;
      }
      boolean negative =
          label.contains("(-)")
              || label.endsWith("-")
              || label.toLowerCase(Locale.ROOT).endsWith("minus");
      if (negative && minus < 0) {
        minus = c;
      } else if (!negative && plus < 0) {
        plus = c;
      } else if (minus < 0) {
        minus = c;
      }
    }
    return plus >= 0 && minus >= 0 ? new int[] {plus, minus} : null;
  }

  private static UserInputException noPairs(Path path, MtzHeader header) {
    List<String> labels = header.columns().stream().map(c -> c.label() + ":" + c.type()).toList();
    return new UserInputException(
        String.format(
            "%s: no Friedel pairs among its columns %s; expected F(+) F(-) or I(+) I(-), as"
                + " everyshot merge --anomalous writes",
            path, String.join(" ", labels)));
  }

  private static FriedelPairs read(
      MtzFile file, UnitCell cell, SpaceGroup group, Choice choice, double dMin) {
    float[][] c = file.columns(0, 1, 2, choice.first, choice.second);
    double[] metric = cell.reciprocalMetric();
    double limit = dMin > 0 ? 1 / (dMin * dMin) : Double.POSITIVE_INFINITY;
    double highest = 0;
    for (int row = 0; row < c[0].length; row++) {
      if (Math.max(Math.abs(c[0][row]), Math.max(Math.abs(c[1][row]), Math.abs(c[2][row]))) > 1e5
          || Float.isNaN(c[0][row] + c[1][row] + c[2][row])) {
        throw new DamagedDataException(
            String.format(
                Locale.ROOT,
                "%s: row %d: index %s %s %s, expected whole numbers",
                file.path(),
                row + 1,
                c[0][row],
                c[1][row],
                c[2][row]));
      }
      double s = inverseSquare(metric, c, row);
      if (s <= limit && !(Float.isNaN(c[3][row]) && Float.isNaN(c[4][row]))) {
        highest = Math.max(highest, s);
      }
    }
    if (highest == 0) {
      throw new UserInputException(file.path() + ": holds no amplitude to this resolution");
    }
    PlausibleExtent.check(file.path(), c[0].length, highest, cell);
    UniqueReflections unique =
        UniqueReflections.of(group, cell, 1 / Math.sqrt(highest) * (1 - 1e-9));
    MtzHeader header = file.header();
    String names = header.columns().get(choice.first).label();
    if (choice.second != choice.first) {
      names += ", " + header.columns().get(choice.second).label();
    }
    var pairs = new FriedelPairs(unique, header.wavelengthAngstrom(), names);
    for (int row = 0; row < c[0].length; row++) {
      if (inverseSquare(metric, c, row) <= highest) {
        pairs.take(choice.way, c, row);
      }
    }
    for (int row = 0; row < unique.count(); row++) {
      double difference = pairs.amplitude[2 * row] - pairs.amplitude[2 * row + 1];
      pairs.pairs += !unique.centric(row) && !Double.isNaN(difference) ? 1 : 0;
    }
    if (pairs.pairs == 0) {
      throw noPairs(file.path(), header);
    }
    return pairs;
  }

  private static double inverseSquare(double[] m, float[][] c, int row) {
    double h = c[0][row];
    double k = c[1][row];
    double l = c[2][row];
    return m[0] * h * h + m[1] * k * k + m[2] * l * l + m[3] * k * l + m[4] * h * l + m[5] * h * k;
  }

  private void take(Way way, float[][] c, int row) {
    int slot = unique.slot((int) c[0][row], (int) c[1][row], (int) c[2][row]);
    if (slot < 0) {
      absent++;
      return;
    }
    float a = c[3][row];
    float b = c[4][row];
    switch (way) {
      case AMPLITUDES -> {
        put(slot, a);
        put(slot ^ 1, b);
      }
      case INTENSITIES -> {
        put(slot, root(a));
        put(slot ^ 1, root(b));
      }
      case DIFFERENCE -> {
        put(slot, a + b / 2);
        put(slot ^ 1, a - b / 2);
      }
      case ROWS -> put(slot, a);
    }
  }

  private static float root(float intensity) {
    return (float) Math.sqrt(Math.max(0, intensity));
  }

  /// Keeps an amplitude; a centric one, whichever mate it is said to be of, is the reflection's.
  private void put(int slot, float value) {
    int to = unique.centric(slot / 2) ? slot & ~1 : slot;
    if (!Float.isNaN(value)) {
      amplitude[to] = value;
    }
  }

  /// The reflections.
  public UniqueReflections unique() {
    return unique;
  }

  /// |F| of every slot: 2·row for F(h), 2·row + 1 for F(−h); NaN where missing.
  public float[] amplitude() {
    return amplitude;
  }

  /// Wavelength, Å; NaN where the file gives none.
  public double wavelengthAngstrom() {
    return wavelengthAngstrom;
  }

  /// Labels of the columns that were read.
  public String columns() {
    return columns;
  }

  /// Acentric reflections with both mates.
  public int pairs() {
    return pairs;
  }

  /// Rows of reflections that the space group forbids.
  public int absent() {
    return absent;
  }
}
