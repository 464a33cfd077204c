package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.UserInputException;
import org.everyshot.math.RandomStream;
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

  /// Writes rows of H K L M/ISYM BATCH I SIGI, and FRACTIONCALC where they have eight numbers.
  private Path parts(float[]... rows) {
    Path file = folder.resolve("parts.mtz");
    var cell = new UnitCell(50, 60, 70, 90, 90, 90);
    List<MtzColumn> columns = new ArrayList<>();
    for (String label : List.of("H H", "K H", "L H", "M/ISYM Y", "BATCH B", "I J", "SIGI Q")) {
      int space = label.indexOf(' ');
      char type = label.charAt(space + 1);
      columns.add(new MtzColumn(label.substring(0, space), type, type == 'H' ? 0 : 1));
    }
    if (rows[0].length > columns.size()) {
      columns.add(new MtzColumn("FRACTIONCALC", 'R', 1));
    }
    var datasets = List.of(MtzDataset.base(cell), new MtzDataset(1, "", "", "", cell, 1));
    MtzHeader header =
        MtzHeader.toWrite("", cell, SpaceGroup.of("P 21 21 21"), columns, datasets, List.of());
    try (MtzWriter out = MtzWriter.create(file, header)) {
      for (float[] row : rows) {
        out.append(row, 0, 1);
      }
      out.commit();
    }
    return file;
  }

  /// M/ISYM = 256 M + ISYM, with M other than 0 for a part of a reflection.
  @Test
  void partsOnConsecutiveImagesAreAddedUp() throws Exception {
    Path file =
        parts(
            new float[] {1, 2, 3, 1, 1, 5, 1}, // whole
            new float[] {9, 2, 3, 257, 1, 5, 1}, // on image 0, too, for all that is known
            new float[] {9, 2, 3, 257, 2, 5, 1},
            new float[] {1, 2, 3, 258, 2, 20, 3},
            new float[] {1, 2, 3, 258, 3, 50, 4},
            new float[] {1, 2, 3, 258, 4, 7, 12},
            new float[] {1, 2, 3, 257, 3, 1, 1}, // the Friedel mate of those above
            new float[] {1, 2, 3, 257, 4, 2, 1},
            new float[] {1, 2, 4, 258, 3, 5, 1}, // alone
            new float[] {4, 4, 4, 257, 2, 5, 1}, // without the part on image 4
            new float[] {4, 4, 4, 257, 3, 5, 1},
            new float[] {4, 4, 4, 257, 5, 5, 1},
            new float[] {-0f, 2, 7, 258, 2, 5, 1}, // −0 is 0
            new float[] {0, 2, 7, 258, 3, 5, 1},
            new float[] {1, 2, 5, 2, 5, 6, 1}); // whole
    var ledger = new LossLedger();
    try (MtzSource source = MtzSource.open(file, ledger)) {
      ReflectionTable table = read(source);
      assertEquals(5, table.size());
      assertEquals(5, table.stills());
      assertEquals(2, table.end(2) - table.begin(2), "both sums stand on image 3");
      int sum = table.begin(2);
      assertEquals(77, table.intensity()[sum]);
      assertEquals(13, table.sigma()[sum], 1e-5);
      assertEquals(-3, table.l()[sum]);
      assertEquals(3, table.intensity()[sum + 1]);
      assertEquals(3, table.l()[sum + 1]);
      assertTrue(
          Objects.requireNonNull(source.partials())
              .endsWith(
                  "3 reflections were added up from 7 parts on images one after the other;"
                      + " 6 parts are left out"));
    }
    assertEquals(java.util.Map.of(MtzPartials.CUT, 6L), ledger.balance().dropped());
    assertEquals(11, ledger.balance().received());
    assertEquals(0, ledger.balance().inFlight());
  }

  @Test
  void fractionsTellWhetherPartsAreAWhole() throws Exception {
    Path file =
        parts(
            new float[] {1, 2, 3, 257, 1, 20, 3, 0.3f},
            new float[] {1, 2, 3, 257, 2, 50, 4, 0.68f},
            new float[] {1, 2, 4, 257, 1, 20, 3, 0.3f},
            new float[] {1, 2, 4, 257, 2, 20, 3, 0.3f},
            new float[] {1, 2, 5, 257, 2, 20, 3, 0.97f}, // what lacks is less than 5 %
            new float[] {1, 2, 6, 257, 1, 20, 3, 0.5f},
            new float[] {1, 2, 6, 257, 2, Float.NaN, 3, 0.5f});
    var ledger = new LossLedger();
    try (MtzSource source = MtzSource.open(file, ledger)) {
      ReflectionTable table = read(source);
      assertEquals(2, table.size());
      assertEquals(2, table.end(1) - table.begin(1), "the greater fraction is on image 2");
      assertEquals(70, table.intensity()[0]);
      assertEquals(5, table.sigma()[0], 1e-5);
      assertEquals(20, table.intensity()[1]);
    }
    assertEquals(java.util.Map.of(MtzPartials.NOT_WHOLE, 4L), ledger.balance().dropped());
  }

  /// A series of which each reflection is cut in two or three parts reads as the whole one does,
  /// in any order of rows.
  @Test
  void aSeriesInPartsReadsAsTheWhole() throws Exception {
    var random = new RandomStream(5, 0, 0);
    List<float[]> whole = new ArrayList<>();
    List<float[]> cut = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      float[] row = {i % 7, i % 11, 1 + i, 1 + i % 8, 2 + i % 20, 100 * i, 4};
      whole.add(row);
      int parts = 2 + i % 2;
      float left = row[5];
      for (int p = 0; p < parts; p++) {
        float[] part = row.clone();
        part[3] += 256;
        part[4] += p - (parts - 1) / 2;
        part[5] = p == parts - 1 ? left : Math.round(left * random.uniform());
        part[6] = 4 / (float) Math.sqrt(parts);
        left -= part[5];
        cut.add(part);
      }
    }
    whole.add(new float[] {30, 0, 0, 1, 1, 1, 1}); // images before and after
    whole.add(new float[] {30, 0, 0, 1, 22, 1, 1});
    whole.add(new float[] {30, 0, 0, 1, 23, 1, 1});
    cut.addAll(whole.subList(300, 303));
    Collections.shuffle(cut, new Random(3));
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    collect(parts(whole.toArray(float[][]::new)), expected);
    collect(parts(cut.toArray(float[][]::new)), found);
    assertEquals(expected, found);
    assertEquals(303, found.size());
  }

  private static void collect(Path file, List<String> out) throws Exception {
    try (MtzSource source = MtzSource.open(file, new LossLedger())) {
      ReflectionTable t = read(source);
      for (int s = 0; s < t.stills(); s++) {
        for (int r = t.begin(s); r < t.end(s); r++) {
          out.add(
              String.format(
                  Locale.ROOT,
                  "%d: %d %d %d %.0f %.3f",
                  s,
                  t.h()[r],
                  t.k()[r],
                  t.l()[r],
                  t.intensity()[r],
                  t.sigma()[r]));
        }
      }
    }
    Collections.sort(out);
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
