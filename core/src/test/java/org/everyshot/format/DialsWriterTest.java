package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.everyshot.detector.Geometry;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialsWriterTest {
  @TempDir Path folder;

  private Path written(ReflectionTable table, boolean polychromatic) {
    Path expt = folder.resolve("stills.expt");
    var geometry = Geometry.flat(194, 185, 1.1e-4, 0.13);
    try (DialsWriter out = DialsWriter.create(expt, Stills.GROUP, geometry, 0.13, polychromatic)) {
      out.append(table);
      out.commit();
    }
    return expt;
  }

  /// Doubles in text and files: orientation to rounding, all else exactly; nothing is left beside.
  @Test
  void stillsWrittenReadBack() throws Exception {
    for (boolean polychromatic : new boolean[] {false, true}) {
      ReflectionTable table = Stills.random(70, polychromatic);
      Path expt = written(table, polychromatic);
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(2, files.count());
      }
      try (DialsSource source = DialsSource.open(expt, new LossLedger())) {
        assertEquals(70, source.shots().getAsLong());
        int at = 0;
        int row = 0;
        for (Slice slice = source.next(); slice != null; slice = source.next()) {
          ReflectionTable back = source.read(slice);
          for (int s = 0; s < back.stills(); s++, at++) {
            Stills.assertSame(table.still(at), back.still(s), 1e-12);
            row = Stills.assertSameRows(table, row, back, s);
          }
        }
        assertEquals(table.size(), row);
      }
    }
  }

  /// What we predict for the real file's stills is what DIALS predicted, to the rounding of sums
  /// of numbers near 1.
  @Test
  void predictionsEqualThoseOfDials() throws Exception {
    Path real = Shared.file("dials/stills.refl");
    ReflectionTable table;
    try (DialsSource source = DialsSource.open(real, new LossLedger())) {
      Slice slice = source.next();
      assertNotNull(slice);
      table = source.read(slice);
    }
    Path expt = written(table, false);
    DialsReflections ours = DialsReflections.read(expt.resolveSibling("stills.refl"));
    DialsReflections theirs = DialsReflections.read(real);
    try (FileBytes a = ours.open();
        FileBytes b = theirs.open()) {
      byte[] turned = ours.bytes(a, "delpsical.rad", 0, ours.rows());
      byte[] s1 = ours.bytes(a, "s1", 0, ours.rows());
      byte[] d = ours.bytes(a, "d", 0, ours.rows());
      byte[] turnedThere = theirs.bytes(b, "delpsical.rad", 0, theirs.rows());
      byte[] s1There = theirs.bytes(b, "s1", 0, theirs.rows());
      byte[] dThere = theirs.bytes(b, "d", 0, theirs.rows());
      byte[] flags = theirs.bytes(b, "flags", 0, theirs.rows());
      int at = 0;
      for (int r = 0; r < theirs.rows(); r++) {
        if ((DialsReflections.large(flags, r) & 1 << 18) != 0) {
          continue; // background failed: rejected
        }
        double angle = DialsReflections.real(turnedThere, r);
        assertEquals(angle, DialsReflections.real(turned, at), 1e-12);
        double spacing = DialsReflections.real(dThere, r);
        assertEquals(spacing, DialsReflections.real(d, at), 1e-9 * spacing);
        for (int c = 0; c < 3; c++) {
          double there = DialsReflections.real(s1There, 3 * r + c);
          assertEquals(there, DialsReflections.real(s1, 3 * at + c), 1e-9);
        }
        at++;
      }
      assertEquals(ours.rows(), at);
    }
  }

  @Test
  void stillWithoutOrientationIsRefused() {
    var rows = new ReflectionTable.Builder(null);
    rows.still(new Still("a", 1, 1.0, null, null));
    Path file = folder.resolve("none.refl");
    try (DialsWriter out = DialsWriter.create(file, Stills.GROUP, null, 0, false)) {
      assertThrows(UserInputException.class, () -> out.append(rows.build()));
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void missingPartnerIsNamed() throws IOException {
    Path expt = written(Stills.random(3, false), false);
    Files.delete(expt);
    Path refl = folder.resolve("stills.refl");
    var e = assertThrows(UserInputException.class, () -> DialsSource.open(refl, new LossLedger()));
    assertTrue(String.valueOf(e.getMessage()).contains("its .expt is missing"));
  }

  /// Truncated or with bytes changed, a pair is read or refused in one line, never more.
  @Test
  void damagedPairsAreRefusedInOneLine() throws Exception {
    Path expt = written(Stills.random(3, false), false);
    Path refl = folder.resolve("stills.refl");
    var random = new SplittableRandom(23);
    int refused = 0;
    for (Path victim : new Path[] {refl, expt}) {
      byte[] good = Files.readAllBytes(victim);
      for (int trial = 0; trial < 1000; trial++) {
        byte[] bad = good.clone();
        int length = trial % 3 == 0 ? random.nextInt(bad.length) : bad.length;
        for (int i = 0; trial % 3 != 0 && i < 1 + trial % 4; i++) {
          int range = trial % 3 == 1 ? Math.min(500, bad.length) : bad.length;
          bad[random.nextInt(range)] = (byte) random.nextInt(256);
        }
        Files.write(victim, Arrays.copyOf(bad, length));
        try (DialsSource source = DialsSource.open(refl, new LossLedger())) {
          for (Slice slice = source.next(); slice != null; slice = source.next()) {
            source.read(slice);
          }
        } catch (DamagedDataException e) {
          refused++;
          assertFalse(String.valueOf(e.getMessage()).contains("\n"), e.getMessage());
        }
      }
      Files.write(victim, good);
    }
    assertTrue(refused > 800, "refused " + refused);
  }
}
