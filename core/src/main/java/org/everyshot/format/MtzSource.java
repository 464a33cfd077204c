package org.everyshot.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.jspecify.annotations.Nullable;

/// Stills in an unmerged MTZ file: one for each number in its column BATCH or among its batch
/// headers, in ascending order.
///
/// Intensities are those of the columns I and SIGI, else of the first column of type J and the Q
/// after it. Where there is M/ISYM, indices are turned back to those observed; what it marks as
/// parts of a reflection that goes on over other images is added up ([MtzPartials]). XDET and YDET
/// give positions, PANEL the panel, WAVELENGTH or LAMBDA the wavelength of each reflection. Cell,
/// orientation and wavelength of a still come from its batch header; files without these headers
/// are fine, the stills have no orientation then.
///
/// A file that is sorted by BATCH is read as it goes; of any other, the columns in use are held in
/// memory, which is less than the file.
public final class MtzSource implements Source<ReflectionTable> {
  private static final int STILLS = 32;
  private static final String FRACTION = "FRACTIONCALC";
  private static final float FARTHEST = 1 << 20;

  /// Title of a batch that names its image: key in hexadecimal digits, then the name.
  static final String IMAGE = "image ";

  /// Places of what is used of a row; the index comes first.
  private static final int INTENSITY = 3;

  private static final int SIGMA = 4;
  private static final int ISYM = 5;
  private static final int X = 6;
  private static final int Y = 7;
  private static final int PANEL = 8;
  private static final int WAVELENGTH = 9;
  private static final int USES = 10;

  private final MtzFile file;
  private final LossLedger reflections;
  private final int[] column;
  private final SymmetryOperation[] back;

  /// Number, first row (in the order of `order`) of each still; and the end.
  private final int[] numbers;

  private final int[] begin;
  private final int @Nullable [] order;
  private final float @Nullable [] @Nullable [] held;
  private final @Nullable MtzPartials partials;
  private final Map<Integer, MtzBatch> batches = new HashMap<>();
  private final SliceCutter cutter;

  private MtzSource(MtzFile file, LossLedger reflections) {
    this.file = file;
    this.reflections = reflections;
    this.column = uses();
    this.back =
        file.header().operations().stream()
            .map(SymmetryOperation::inverse)
            .toArray(SymmetryOperation[]::new);
    file.header().batches().forEach(one -> this.batches.put(one.number(), one));
    int batches = file.header().findType('B');
    float[][] read = column[ISYM] < 0 ? file.columns(batches) : file.columns(batches, column[ISYM]);
    float[] batch = read[0];
    boolean sorted = true;
    for (int r = 0; r < batch.length; r++) {
      float value = batch[r];
      if (!(value == Math.rint(value) && Math.abs(value) < 1 << 24)) {
        throw new DamagedDataException(
            file.path() + ": reflection " + r + ": batch " + value + ", expected a whole number");
      }
      sorted &= r == 0 || value >= batch[r - 1];
    }
    if (sorted) {
      order = null;
      held = null;
    } else {
      order = order(batch);
      held = hold();
    }
    numbers = numbers(batch);
    begin = new int[numbers.length + 1];
    int s = 0;
    for (int r = 0; r < batch.length; r++) {
      int number = (int) batch[order == null ? r : order[r]];
      for (; numbers[s] != number; s++) {
        begin[s + 1] = r;
      }
    }
    Arrays.fill(begin, s + 1, begin.length, batch.length);
    int[] ofParts = {0, 1, 2, column[INTENSITY], column[SIGMA], file.header().find(FRACTION)};
    partials = read.length < 2 ? null : MtzPartials.of(file, batch, read[1], ofParts, numbers);
    this.cutter = SliceCutter.bySlice(numbers.length, STILLS);
  }

  /// @param reflections counts reflections: received, rejected by reason, passed on
  /// @throws UserInputException where the file is merged, or has no intensities
  public static MtzSource open(Path path, LossLedger reflections) {
    MtzFile file = MtzFile.open(path);
    try {
      if (file.header().findType('B') < 0) {
        throw new UserInputException(
            path
                + ": no column of type B, so its reflections are merged already; expected unmerged"
                + " ones");
      }
      return new MtzSource(file, reflections);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private int[] uses() {
    MtzHeader header = file.header();
    int[] at = new int[USES];
    Arrays.fill(at, -1);
    at[0] = 0;
    at[1] = 1;
    at[2] = 2;
    int intensity = header.find("I");
    int sigma = header.find("SIGI");
    if (intensity < 0 || sigma < 0) {
      intensity = header.findType('J');
      sigma = intensity + 1;
    }
    boolean pair =
        intensity >= 0
            && sigma < header.columns().size()
            && header.columns().get(sigma).type() == 'Q';
    if (!pair) {
      throw new UserInputException(
          file.path() + ": no intensities, a column of type J with a Q after it");
    }
    at[INTENSITY] = intensity;
    at[SIGMA] = sigma;
    at[ISYM] = header.findType('Y');
    at[X] = header.find("XDET");
    at[Y] = header.find("YDET");
    at[PANEL] = header.find("PANEL");
    for (int c = 0; c < header.columns().size(); c++) {
      String label = header.columns().get(c).label().toUpperCase(Locale.ROOT);
      if (label.equals("WAVELENGTH") || label.equals("LAMBDA")) {
        at[WAVELENGTH] = c;
      }
    }
    return at;
  }

  /// Numbers of all batches that have reflections or a header, ascending.
  private int[] numbers(float[] batch) {
    List<MtzBatch> headers = file.header().batches();
    float[] all = Arrays.copyOf(batch, batch.length + headers.size());
    for (int i = 0; i < headers.size(); i++) {
      all[batch.length + i] = headers.get(i).number();
    }
    Arrays.sort(all);
    int different = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[different++] = all[i];
      }
    }
    int[] out = new int[different];
    for (int i = 0; i < different; i++) {
      out[i] = (int) all[i];
    }
    return out;
  }

  /// Rows sorted by batch; those of one batch in the order of the file.
  private static int[] order(float[] batch) {
    long[] keys = new long[batch.length];
    for (int r = 0; r < keys.length; r++) {
      keys[r] = ((long) batch[r] << 32) + r;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int r = 0; r < order.length; r++) {
      order[r] = (int) keys[r];
    }
    return order;
  }

  private float[][] hold() {
    int[] wanted = Arrays.stream(column).filter(c -> c >= 0).distinct().toArray();
    float[][] read = file.columns(wanted);
    float[][] out = new float[file.header().columns().size()][0];
    for (int w = 0; w < wanted.length; w++) {
      out[wanted[w]] = read[w];
    }
    return out;
  }

  /// What was made of parts of reflections, in a line for the user; null where there are none.
  public @Nullable String partials() {
    return partials == null
        ? null
        : String.format(
            Locale.ROOT,
            "%s: %,d reflections were added up from %,d parts on images one after the other;"
                + " %,d parts are left out",
            file.path(),
            partials.sums(),
            partials.summed(),
            partials.leftOut());
  }

  /// What the file says of cell, symmetry, wavelength and history.
  public MtzHeader header() {
    return file.header();
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.of(numbers.length);
  }

  @Override
  public @Nullable Slice next() {
    return cutter.next();
  }

  @Override
  public ReflectionTable read(Slice slice) {
    var out = new ReflectionTable.Builder(slice);
    int[] index = new int[3];
    float[] values = new float[column.length];
    int first = (int) slice.first();
    for (int s = first; s < first + slice.count(); s++) {
      out.still(still(numbers[s]));
      int count = begin[s + 1] - begin[s];
      int before = out.size();
      int width = file.header().columns().size();
      int together = Math.max(1, (1 << 16) / width);
      float[] rows = new float[order == null ? Math.min(count, together) * width : 0];
      for (int r = 0; r < count; r++) {
        int row = order == null ? begin[s] + r : order[begin[s] + r];
        if (order == null) {
          if (r % together == 0) {
            file.rows(begin[s] + r, Math.min(together, count - r), rows);
          }
          int from = r % together * width;
          for (int u = 0; u < column.length; u++) {
            values[u] = column[u] < 0 ? Float.NaN : rows[from + column[u]];
          }
        } else {
          gather(row, values);
        }
        add(row, values, index, out);
      }
      reflections.processed(out.size() - before);
    }
    return out.build();
  }

  private void gather(int row, float[] values) {
    for (int u = 0; u < column.length; u++) {
      float[] whole = held == null || column[u] < 0 ? null : held[column[u]];
      values[u] = whole == null ? Float.NaN : whole[row];
    }
  }

  private void add(int row, float[] values, int[] index, ReflectionTable.Builder out) {
    String reason = null;
    if (partials != null && MtzPartials.marks(values[ISYM])) {
      int part = partials.part(row);
      if (partials.added(part)) {
        return; // received with the row that holds the sum
      }
      reason = partials.reason(part);
      values[INTENSITY] = partials.intensity(part);
      values[SIGMA] = partials.sigma(part);
      values[ISYM] %= 256;
    }
    reflections.received(1);
    float intensity = values[INTENSITY];
    float sigma = values[SIGMA];
    reason = reason == null ? index(values, index) : reason;
    if (reason == null) {
      reason = Unusable.reason(index[0], index[1], index[2], intensity, sigma);
    }
    if (reason != null) {
      reflections.dropped(reason, 1);
      return;
    }
    float panel = values[PANEL];
    out.add(
        index[0],
        index[1],
        index[2],
        intensity,
        sigma,
        values[X],
        values[Y],
        panel >= 0 && panel <= Short.MAX_VALUE ? (int) panel : -1);
    if (column[WAVELENGTH] >= 0) {
      out.wavelength(values[WAVELENGTH]);
    }
  }

  /// The index as observed; returns why there is none, or null.
  private @Nullable String index(float[] values, int[] index) {
    for (int i = 0; i < 3; i++) {
      float value = values[i];
      if (!(value == Math.rint(value) && Math.abs(value) < FARTHEST)) {
        return "Miller index not whole";
      }
      index[i] = (int) value;
    }
    if (column[ISYM] < 0) {
      return null;
    }
    float flags = values[ISYM];
    int isym = flags >= 0 && flags < 256 ? (int) flags : 0;
    if (isym < 1 || isym > 2 * back.length) {
      return "M/ISYM names no symmetry operation";
    }
    back[(isym - 1) / 2].map(index[0], index[1], index[2], index);
    if (isym % 2 == 0) {
      index[0] = -index[0];
      index[1] = -index[1];
      index[2] = -index[2];
    }
    return null;
  }

  private Still still(int number) {
    MtzBatch batch = batches.get(number);
    double wavelength = batch == null ? 0 : batch.wavelengthAngstrom();
    wavelength = wavelength > 0 ? wavelength : file.header().wavelengthAngstrom();
    String name = file.path().getFileName() + "//" + number;
    long key = Still.key(name);
    if (batch != null && batch.title().startsWith(IMAGE)) {
      String title = batch.title();
      int space = title.indexOf(' ', IMAGE.length());
      try {
        key = Long.parseUnsignedLong(title, IMAGE.length(), Math.max(space, 0), 16);
        name = title.substring(space + 1);
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        key = Still.key(name); // another program's title
      }
    }
    return new Still(
        name,
        key,
        wavelength,
        batch == null ? null : batch.orientation(),
        batch == null ? null : batch.cell());
  }

  @Override
  public void close() {
    file.close();
  }
}
