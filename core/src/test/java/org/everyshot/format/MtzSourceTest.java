package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MtzSourceTest {
  @TempDir Path folder;

  private static ReflectionTable read(MtzSource source) throws Exception {
    Slice slice = source.next();
    assertNotNull(slice);
    return source.read(slice);
  }

  /// Counts as spec'd: 839 observations on three images; gemmi turns indices back
  /// by M/ISYM, and so do we.
  @Test
  void lysozymeReadsWithItsCounts() throws Exception {
    Path file = Shared.file("mtz/conventional.mtz");
    var ledger = new LossLedger();
    try (MtzSource source = MtzSource.open(file, ledger)) {
      assertEquals(3, source.shots().getAsLong());
      ReflectionTable table = read(source);
      assertEquals(839, ledger.balance().received());
      assertEquals(839, ledger.balance().processed());
      assertEquals(839, table.size());
      assertEquals(3, table.stills());
      assertNull(table.still(0).orientation());
      assertEquals("conventional.mtz//2", table.still(1).name());
      MtzHeader header = source.header();
      assertEquals("P 43 21 2", Objects.requireNonNull(header.group()).name());
      assertEquals(new UnitCell(79.3306, 79.3306, 37.7968, 90, 90, 90), header.cell());
      long sum = 0;
      for (int r = 0; r < table.size(); r++) {
        sum += (1 + r % 7) * (31L * table.h()[r] + 17L * table.k()[r] + 7L * table.l()[r]);
      }
      // gemmi 0.7.5, switch_to_original_hkl(), the same sum in order of batch
      assertEquals(GEMMI_SUM, sum);
    }
  }

  private static final long GEMMI_SUM = -411827;

  @Test
  void mergedFileIsRefused() {
    Path file = folder.resolve("merged.mtz");
    var cell = new UnitCell(10, 10, 10, 90, 90, 90);
    MtzHeader header =
        MtzHeader.toWrite(
            "",
            cell,
            SpaceGroup.of("P 1"),
            List.of(
                new MtzColumn("H", 'H', 0), new MtzColumn("K", 'H', 0), new MtzColumn("L", 'H', 0)),
            List.of(MtzDataset.base(cell)),
            List.of());
    try (MtzWriter out = MtzWriter.create(file, header)) {
      out.append(new float[] {1, 0, 0}, 0, 1);
      out.commit();
    }
    assertThrows(UserInputException.class, () -> MtzSource.open(file, new LossLedger()).close());
  }

  /// M/ISYM = 256 M + ISYM, with M other than 0 for a part of a reflection.
  @Test
  void partsOfReflectionsAreLeftOutAndCounted() throws Exception {
    Path file = folder.resolve("parts.mtz");
    var cell = new UnitCell(50, 60, 70, 90, 90, 90);
    List<MtzColumn> columns =
        List.of(
            new MtzColumn("H", 'H', 0),
            new MtzColumn("K", 'H', 0),
            new MtzColumn("L", 'H', 0),
            new MtzColumn("M/ISYM", 'Y', 1),
            new MtzColumn("BATCH", 'B', 1),
            new MtzColumn("I", 'J', 1),
            new MtzColumn("SIGI", 'Q', 1));
    var datasets = List.of(MtzDataset.base(cell), new MtzDataset(1, "", "", "", cell, 1));
    MtzHeader header =
        MtzHeader.toWrite("", cell, SpaceGroup.of("P 21 21 21"), columns, datasets, List.of());
    try (MtzWriter out = MtzWriter.create(file, header)) {
      out.append(new float[] {1, 2, 3, 1, 1, 5, 1}, 0, 1);
      out.append(new float[] {1, 2, 3, 257, 1, 5, 1}, 0, 1);
      out.append(new float[] {1, 2, 4, 258, 2, 5, 1}, 0, 1);
      out.append(new float[] {1, 2, 4, 2, 2, 5, 1}, 0, 1);
      out.commit();
    }
    var ledger = new LossLedger();
    try (MtzSource source = MtzSource.open(file, ledger)) {
      ReflectionTable table = read(source);
      assertEquals(2, table.size());
      assertEquals(-4, table.l()[1]);
    }
    assertEquals(
        java.util.Map.of("part of a reflection, by M/ISYM: the rest is on other images", 2L),
        ledger.balance().dropped());
  }

  /// Stills of any orientation, name and index come back: indices exactly, the orientation to the
  /// single precision of batch headers.
  @Test
  void stillsWrittenReadBack() throws Exception {
    for (boolean polychromatic : new boolean[] {false, true}) {
      ReflectionTable table = Stills.random(41, polychromatic);
      Path file = folder.resolve("stills.mtz");
      try (MtzStillsWriter out =
          MtzStillsWriter.create(
              file, "stills", Stills.CELL, Stills.GROUP, 1.27, polychromatic, List.of())) {
        out.append(table);
        out.commit();
      }
      try (MtzSource source = MtzSource.open(file, new LossLedger())) {
        int at = 0;
        int row = 0;
        for (Slice slice = source.next(); slice != null; slice = source.next()) {
          ReflectionTable back = source.read(slice);
          for (int s = 0; s < back.stills(); s++, at++) {
            Stills.assertSame(table.still(at), back.still(s), 1e-6);
            row = Stills.assertSameRows(table, row, back, s);
          }
        }
        assertEquals(41, at);
        assertEquals(table.size(), row);
      }
    }
  }

  /// A file sorted by index, as CCP4 leaves it, gives the same stills as one sorted by batch.
  @Test
  void orderOfRowsDoesNotMatter() throws Exception {
    ReflectionTable table = Stills.random(7, false);
    Path byBatch = folder.resolve("batch.mtz");
    try (MtzStillsWriter out =
        MtzStillsWriter.create(
            byBatch, "stills", Stills.CELL, Stills.GROUP, 1.27, false, List.of())) {
      out.append(table);
      out.commit();
    }
    Path byIndex = folder.resolve("index.mtz");
    try (MtzFile in = MtzFile.open(byBatch)) {
      int rows = (int) in.rows();
      int width = in.header().columns().size();
      float[] all = new float[rows * width];
      in.rows(0, rows, all);
      Integer[] order = new Integer[rows];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (p, q) -> Float.compare(all[p * width], all[q * width]));
      try (MtzWriter out = MtzWriter.create(byIndex, in.header())) {
        for (int row : order) {
          out.append(all, row * width, 1);
        }
        in.header().batches().forEach(out::batch);
        out.commit();
      }
    }
    try (MtzSource a = MtzSource.open(byBatch, new LossLedger());
        MtzSource b = MtzSource.open(byIndex, new LossLedger())) {
      ReflectionTable p = read(a);
      ReflectionTable q = read(b);
      assertEquals(p.stills(), q.stills());
      for (int s = 0; s < p.stills(); s++) {
        assertEquals(
            p.still(s),
            new Still(
                p.still(s).name(),
                q.still(s).key(),
                q.still(s).wavelengthAngstrom(),
                q.still(s).orientation(),
                q.still(s).cell()));
        assertArrayEquals(sorted(p, s), sorted(q, s));
      }
    }
  }

  private static String[] sorted(ReflectionTable t, int s) {
    String[] rows = new String[t.end(s) - t.begin(s)];
    for (int i = 0; i < rows.length; i++) {
      int r = t.begin(s) + i;
      rows[i] = t.h()[r] + " " + t.k()[r] + " " + t.l()[r] + " " + t.intensity()[r];
    }
    Arrays.sort(rows);
    return rows;
  }

  /// U of a batch header is a rotation, and turned by B of Busing and Levy it is the orientation.
  @Test
  void batchHeaderHoldsARotation() {
    Still still = Stills.random(1, false).still(0);
    MtzBatch batch =
        MtzBatch.still(1, "", 1, still.cell(), still.orientation(), still.wavelengthAngstrom());
    float[] reals = batch.reals();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double dot = 0;
        for (int c = 0; c < 3; c++) {
          dot += reals[6 + 3 * i + c] * reals[6 + 3 * j + c];
        }
        assertEquals(i == j ? 1 : 0, dot, 1e-6);
      }
    }
    assertEquals(-1, reals[80]);
    Orientation orientation = Objects.requireNonNull(still.orientation());
    // The beam is file x: its share of a* is U's first row times B's first column.
    double aStar = MtzBatch.busingLevy(Objects.requireNonNull(still.cell()))[0];
    assertEquals(orientation.z(1, 0, 0), reals[6] * aStar, 1e-9);
  }
}
