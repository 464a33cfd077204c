package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.merging.MergedReflections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedMtzTest {
  private static final UnitCell CELL = new UnitCell(40, 40, 60.5, 90, 90, 120);
  private static final SpaceGroup GROUP = SpaceGroup.of("P 61 2 2");
  private static final UniqueReflections UNIQUE = UniqueReflections.of(GROUP, CELL, 3);

  @TempDir Path folder;

  /// Random values; a slot in five is empty.
  static MergedReflections random(boolean anomalous) {
    var random = new SplittableRandom(3);
    int slots = 2 * UNIQUE.count();
    float[][] columns = new float[4][slots];
    int[] count = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      boolean none =
          random.nextInt(5) == 0 || (slot % 2 == 1 && (!anomalous || UNIQUE.centric(slot / 2)));
      for (float[] column : columns) {
        column[slot] = none ? Float.NaN : (float) random.nextDouble(0, 1e4);
      }
      count[slot] = none ? 0 : 1 + random.nextInt(50);
    }
    return new MergedReflections.Builder(UNIQUE, anomalous)
        .amplitudes(columns[0], columns[1])
        .intensities(columns[2], columns[3])
        .counts(count)
        .build();
  }

  private static int[] free() {
    int[] free = new int[UNIQUE.count()];
    Arrays.setAll(free, row -> row % 20);
    return free;
  }

  private static String columns(MtzFile file) {
    return file.header().columns().stream()
        .map(c -> c.label() + ":" + c.type())
        .collect(Collectors.joining(" "));
  }

  private Path written(MergedReflections merged) {
    Path file = folder.resolve("merged.mtz");
    MergedMtz.write(file, merged, free(), 1.2713, "title", List.of("history"));
    return file;
  }

  @Test
  void columnsComeInTheAgreedOrderWithTheirTypes() {
    try (MtzFile file = MtzFile.open(written(random(false)))) {
      assertEquals("H:H K:H L:H F:F SIGF:Q I:J SIGI:Q N:I FreeR_flag:I", columns(file));
      assertEquals(1.2713, file.header().wavelengthAngstrom(), 1e-5);
    }
    try (MtzFile file = MtzFile.open(written(random(true)))) {
      assertEquals(
          "H:H K:H L:H F(+):G SIGF(+):L F(-):G SIGF(-):L I(+):K SIGI(+):M I(-):K SIGI(-):M"
              + " N(+):I N(-):I FreeR_flag:I",
          columns(file));
      float[] plus = file.column("F(+)");
      float[] minus = file.column("F(-)");
      float[][] index = file.columns(0, 1, 2);
      for (int r = 0; r < plus.length; r++) {
        int h = (int) index[0][r];
        int k = (int) index[1][r];
        int l = (int) index[2][r];
        assertTrue(GROUP.asymmetricUnit().contains(h, k, l));
        if (GROUP.centric(h, k, l)) {
          assertEquals(plus[r], minus[r]);
        }
      }
    }
  }

  @Test
  void whatIsWrittenReadsBack() {
    for (boolean anomalous : new boolean[] {false, true}) {
      MergedReflections merged = random(anomalous);
      MergedMtz back = MergedMtz.read(written(merged));
      MergedReflections read = back.reflections();
      assertEquals(anomalous, read.anomalous());
      assertEquals(0, back.ignored());
      assertEquals(1.2713, back.wavelengthAngstrom(), 1e-5);
      int at = 0;
      for (int row = 0; row < UNIQUE.count(); row++) {
        int slot = read.unique().slot(UNIQUE.h(row), UNIQUE.k(row), UNIQUE.l(row));
        for (int mate = 0; mate < 2 && slot >= 0; mate++) {
          assertEquals(merged.amplitude()[2 * row + mate], read.amplitude()[slot + mate]);
          assertEquals(merged.sigmaAmplitude()[2 * row + mate], read.sigmaAmplitude()[slot + mate]);
          assertEquals(merged.intensity()[2 * row + mate], read.intensity()[slot + mate]);
          assertEquals(merged.sigmaIntensity()[2 * row + mate], read.sigmaIntensity()[slot + mate]);
          assertEquals(merged.count()[2 * row + mate], read.count()[slot + mate]);
          at += read.count()[slot + mate] > 0 ? 1 : 0;
        }
        if (slot >= 0 && MergedMtz.filled(merged, 2 * row)) {
          assertEquals(row % 20, back.freeFlag().get(slot / 2));
        }
      }
      assertEquals(Arrays.stream(merged.count()).filter(n -> n > 0).count(), at);
    }
  }

  @Test
  void mmcifReadsBackToTheSameBits() {
    for (boolean anomalous : new boolean[] {false, true}) {
      MergedReflections merged = random(anomalous);
      Path file = folder.resolve("merged.cif");
      MmcifWriter.write(file, merged, free(), 1.2713, "merged");
      MmcifReflections back = MmcifReflections.read(file);
      assertEquals("merged", back.block());
      assertEquals(CELL, back.cell());
      assertNotNull(back.group());
      assertEquals(GROUP, back.group());
      assertEquals(1.2713, back.wavelengthAngstrom());
      float[] plus = back.column(anomalous ? "pdbx_F_plus" : "F_meas_au");
      float[] minus = back.column(anomalous ? "pdbx_I_minus_sigma" : "intensity_sigma");
      float[] flags = back.column("pdbx_r_free_flag");
      assertNotNull(plus);
      assertNotNull(minus);
      assertNotNull(flags);
      for (int r = 0; r < back.rows(); r++) {
        int row = UNIQUE.slot(back.index(0)[r], back.index(1)[r], back.index(2)[r]) / 2;
        int mate = anomalous && !UNIQUE.centric(row) ? 1 : 0;
        assertEquals(merged.amplitude()[2 * row], plus[r]);
        assertEquals(merged.sigmaIntensity()[2 * row + mate], minus[r]);
        assertEquals(row % 20, flags[r]);
        assertEquals(row % 20 == 0 ? 'f' : 'o', back.status()[r]);
      }
    }
  }

  /// What CIF allows: quotes, text fields, comments, uncertainties, several categories and loops.
  @Test
  void mmcifOfAnyLayoutReads() throws Exception {
    Path file = folder.resolve("any.cif");
    Files.writeString(
        file,
        """
        # a comment
        data_first
        _entry.id 'it''s' # no reflections here
        data_second
        _cell.length_a 40.00(2)
        _cell.length_b 50
        _cell.length_c 60
        _cell.angle_alpha 90 _cell.angle_beta 90 _cell.angle_gamma 90
        _symmetry.space_group_name_H-M "P 21 21 21"
        _struct.title
        ;a text
        _refln.index_h
        ;
        loop_
        _diffrn_radiation_wavelength.id
        _diffrn_radiation_wavelength.wavelength
        1 0.9795
        loop_ _refln.index_h _refln.index_k
        _refln.index_l _refln.F_meas_au _refln.status _refln.other
        1 2 3 1.25e2(3) o 'a b'
        -1 2 3
        . x ?
        """);
    MmcifReflections read = MmcifReflections.read(file);
    assertEquals("second", read.block());
    assertEquals(new UnitCell(40, 50, 60, 90, 90, 90), read.cell());
    assertNotNull(read.group());
    assertEquals(19, read.group().number());
    assertEquals(0.9795, read.wavelengthAngstrom());
    assertEquals(2, read.rows());
    float[] amplitude = read.column("F_meas_au");
    assertNotNull(amplitude);
    assertArrayEquals(new float[] {125, Float.NaN}, amplitude);
    assertArrayEquals(new int[] {1, -1}, read.index(0));
    assertEquals('x', read.status()[1]);
    assertEquals("other", read.names().get(5));
  }

  /// Truncated or with bytes changed, a file is read or refused in one line, never more.
  @Test
  void damagedMmcifIsRefusedInOneLine() throws Exception {
    Path file = folder.resolve("merged.cif");
    MmcifWriter.write(file, random(true), free(), 1.2713, "merged");
    byte[] good = Arrays.copyOf(Files.readAllBytes(file), 4000);
    var random = new SplittableRandom(29);
    int refused = 0;
    for (int trial = 0; trial < 1000; trial++) {
      byte[] bad = Arrays.copyOf(good, trial % 2 == 0 ? random.nextInt(good.length) : good.length);
      for (int i = 0; i < trial % 5 && bad.length > 0; i++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, bad);
      try {
        MmcifReflections.read(file);
      } catch (DamagedDataException e) {
        refused++;
        assertFalse(String.valueOf(e.getMessage()).contains("\n"), e.getMessage());
      }
    }
    assertTrue(refused > 300, "refused " + refused);
  }
}
