package org.everyshot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.AsymmetricUnit;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.jspecify.annotations.Nullable;

/// Writes stills as an unmerged MTZ file: a batch for each, with its cell, orientation and
/// wavelength.
///
/// Indices are brought into the asymmetric unit, and M/ISYM says how, as CCP4 wants it. A batch's
/// title holds the key and the name of its image, so that half-sets stay the same. Written aside
/// and renamed by [#commit()].
public final class MtzStillsWriter implements AutoCloseable {
  private static final int BLOCK = 1 << 12;

  private final MtzWriter out;
  private final AsymmetricUnit unit;
  private final boolean polychromatic;
  private final int width;
  private final float[] rows;
  private int stills;
  private long refused;

  private MtzStillsWriter(MtzWriter out, AsymmetricUnit unit, boolean polychromatic) {
    this.out = out;
    this.unit = unit;
    this.polychromatic = polychromatic;
    this.width = polychromatic ? 11 : 10;
    this.rows = new float[BLOCK * width];
  }

  /// @param cell cell of the whole file
  /// @param wavelengthAngstrom wavelength of the whole file
  /// @param polychromatic whether each reflection has its own wavelength
  /// @param history what to note of the file's origin
  public static MtzStillsWriter create(
      Path destination,
      String title,
      UnitCell cell,
      SpaceGroup group,
      double wavelengthAngstrom,
      boolean polychromatic,
      List<String> history) {
    List<MtzColumn> columns =
        new ArrayList<>(
            List.of(
                new MtzColumn("H", 'H', 0),
                new MtzColumn("K", 'H', 0),
                new MtzColumn("L", 'H', 0),
                new MtzColumn("M/ISYM", 'Y', 1),
                new MtzColumn("BATCH", 'B', 1),
                new MtzColumn("I", 'J', 1),
                new MtzColumn("SIGI", 'Q', 1),
                new MtzColumn("XDET", 'R', 1),
                new MtzColumn("YDET", 'R', 1),
                new MtzColumn("PANEL", 'I', 1)));
    if (polychromatic) {
      columns.add(new MtzColumn("WAVELENGTH", 'R', 1));
    }
    var datasets =
        List.of(
            MtzDataset.base(cell, wavelengthAngstrom),
            new MtzDataset(1, "everyshot", "crystal", "stills", cell, wavelengthAngstrom));
    MtzHeader header = MtzHeader.toWrite(title, cell, group, columns, datasets, history);
    return new MtzStillsWriter(
        MtzWriter.create(destination, header), group.asymmetricUnit(), polychromatic);
  }

  /// Adds the stills of a table.
  public void append(ReflectionTable table) {
    for (int s = 0; s < table.stills(); s++) {
      stills++;
      out.batch(batch(stills, table.still(s)));
      for (int r = table.begin(s); r < table.end(s); r += BLOCK) {
        rows(table, r, Math.min(BLOCK, table.end(s) - r));
      }
    }
  }

  private void rows(ReflectionTable table, int from, int count) {
    int[] index = new int[3];
    int at = 0;
    for (int r = from; r < from + count; r++) {
      int isym = unit.map(table.h()[r], table.k()[r], table.l()[r], index);
      if (isym == 0) {
        refused++;
        continue;
      }
      rows[at] = index[0];
      rows[at + 1] = index[1];
      rows[at + 2] = index[2];
      rows[at + 3] = isym;
      rows[at + 4] = stills;
      rows[at + 5] = table.intensity()[r];
      rows[at + 6] = table.sigma()[r];
      rows[at + 7] = table.fs()[r];
      rows[at + 8] = table.ss()[r];
      rows[at + 9] = table.panel()[r];
      if (polychromatic) {
        float[] wavelength = table.wavelength();
        rows[at + 10] = wavelength == null ? Float.NaN : wavelength[r];
      }
      at += width;
    }
    out.append(rows, 0, at / width);
  }

  private static MtzBatch batch(int number, Still still) {
    String title = String.format(Locale.ROOT, "%s%016x ", MtzSource.IMAGE, still.key());
    int room = 70 - title.length();
    String name = still.name();
    title += name.length() <= room ? name : name.substring(name.length() - room);
    double wavelength = still.wavelengthAngstrom();
    return MtzBatch.still(
        number,
        title,
        1,
        cell(still.cell(), still.orientation()),
        still.orientation(),
        wavelength > 0 ? wavelength : 0);
  }

  /// The cell of a still; where only its orientation is known, what follows from it.
  private static @Nullable UnitCell cell(
      @Nullable UnitCell cell, @Nullable Orientation orientation) {
    return cell != null || orientation == null ? cell : orientation.cell();
  }

  /// Number of stills so far.
  public int stills() {
    return stills;
  }

  /// Number of reflections so far.
  public long reflections() {
    return out.rows();
  }

  /// Number of reflections whose index is too large for any crystal, and that are left out.
  public long refused() {
    return refused;
  }

  /// Makes the file appear at its destination.
  public void commit() {
    out.commit();
  }

  @Override
  public void close() {
    out.close();
  }
}
