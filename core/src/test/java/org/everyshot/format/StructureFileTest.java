package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DensityMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructureFileTest {
  private static final String PDB =
      """
      HEADER    TEST                                    01-JAN-26   1ABC
      MODEL        1
      ATOM      1  CA AALA A   1      11.104   6.134  -6.504  0.60 12.50           C
      ATOM      2  CA BALA A   1      11.204   6.234  -6.604  0.40 13.50           C
      HETATM    3 ZN    ZN A   2      37.019  44.944  -7.260  1.00 23.38          ZN
      HETATM    4 CA    CA A   3       1.000   2.000   3.000
      ATOM      5  CA  GLY A   4       4.000   5.000   6.000
      ATOM      6 HG11 VAL A   5       4.000   5.000   6.000
      HETATM    7  UNK UNX A   6       4.000   5.000   6.000  1.00  0.00           X
      ENDMDL
      MODEL        2
      ATOM      1  CA  ALA A   1       0.000   0.000   0.000  1.00  0.00           C
      ENDMDL
      """;

  private static final String CIF =
      """
      data_1XYZ
      #
      loop_
      _atom_site.group_PDB
      _atom_site.type_symbol
      _atom_site.label_atom_id
      _atom_site.Cartn_x
      _atom_site.Cartn_y
      _atom_site.Cartn_z
      _atom_site.occupancy
      _atom_site.B_iso_or_equiv
      _atom_site.pdbx_PDB_model_num
      ATOM   N  N    1.0 2.0 3.0 1.00 10.5 1
      ATOM   C  "CA" 2.0 3.0 4.0 0.50 ?    1
      HETATM FE FE   5.0 6.0 -7.5 1.00 20.0 1
      ATOM   N  N    9.0 9.0 9.0 1.00 10.5 2
      #
      """;

  @TempDir Path folder;

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static AtomicModel atoms(Path file) {
    return (AtomicModel) StructureFile.read(file).structure();
  }

  @Nested
  class Pdb {
    @Test
    void columnsAlternatesAndTheFirstModelAreRead() throws IOException {
      AtomicModel atoms = atoms(write("a.pdb", PDB));
      assertEquals("1ABC", atoms.name());
      assertEquals(6, atoms.count());
      assertEquals(1, atoms.unknownAtoms());
      assertEquals(11.104, atoms.x(0));
      assertEquals(6.134, atoms.y(0));
      assertEquals(-6.504, atoms.z(0));
      assertEquals(0.4, atoms.occupancy(1));
      assertEquals(13.5, atoms.bFactor(1));
      assertEquals("Zn", atoms.element(2).symbol());
    }

    @Test
    void missingElementsFollowFromTheAtomsName() throws IOException {
      AtomicModel atoms = atoms(write("a.ent", PDB));
      assertEquals("Ca", atoms.element(3).symbol());
      assertEquals(1, atoms.occupancy(3));
      assertEquals(0, atoms.bFactor(3));
      assertEquals("C", atoms.element(4).symbol());
      assertEquals("H", atoms.element(5).symbol());
    }

    @Test
    void aBadCoordinateIsNamedWithItsLine() throws IOException {
      Path file = write("bad.pdb", PDB.replace("37.019", "37.0x9"));
      var fault = assertThrows(DamagedDataException.class, () -> StructureFile.read(file));
      assertTrue(
          String.valueOf(fault.getMessage()).contains("line 5, columns 31 to 38"),
          fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello\n", "ATOM  \n", "HETATM    1"})
    void whatHoldsNoAtomsIsDamaged(String text) throws IOException {
      Path file = write("none.pdb", text);
      assertThrows(DamagedDataException.class, () -> StructureFile.read(file));
    }

    /// Counts by `grep -c '^ATOM\\|^HETATM'`, zinc and calcium from the HETATM records.
    @Test
    void thermolysinHasItsAtoms() {
      Path file =
          Path.of(System.getProperty("everyshot.shared", "../../shared"))
              .resolve("data/pdb/2tli.pdb");
      assumeTrue(Files.exists(file), "shared data are not here");
      AtomicModel atoms = atoms(file);
      assertEquals("2TLI", atoms.name());
      assertEquals(2451 + 166, atoms.count());
      int zinc = 0;
      int calcium = 0;
      for (int a = 0; a < atoms.count(); a++) {
        zinc += atoms.element(a).symbol().equals("Zn") ? 1 : 0;
        calcium += atoms.element(a).symbol().equals("Ca") ? 1 : 0;
      }
      assertEquals(1, zinc);
      assertEquals(4, calcium);
    }
  }

  @Nested
  class Mmcif {
    @Test
    void atomSitesOfTheFirstModelAreRead() throws IOException {
      for (Path file :
          new Path[] {
            write("a.cif", CIF), write("a.cif.gz", gzip(CIF.getBytes(StandardCharsets.UTF_8)))
          }) {
        AtomicModel atoms = atoms(file);
        assertEquals("1XYZ", atoms.name());
        assertEquals(3, atoms.count());
        assertEquals("Fe", atoms.element(2).symbol());
        assertEquals(-7.5, atoms.z(2));
        assertEquals(0.5, atoms.occupancy(1));
        assertEquals(0, atoms.bFactor(1));
      }
    }

    /// Cut anywhere, the file reads as a shorter one or is refused; nothing else happens.
    @Test
    void everyTruncationIsReadOrRefused() throws IOException {
      for (int length = 0; length < CIF.length(); length += 7) {
        Path file = write("cut.cif", CIF.substring(0, length));
        try {
          assertTrue(atoms(file).count() <= 4);
        } catch (DamagedDataException e) {
          assertTrue(String.valueOf(e.getMessage()).contains("cut.cif"), e.getMessage());
        }
      }
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
      Path file = write("a.cif", CIF.replace("_atom_site.Cartn_y", "_atom_site.fract_y"));
      var fault = assertThrows(DamagedDataException.class, () -> StructureFile.read(file));
      assertTrue(String.valueOf(fault.getMessage()).contains("Cartn_y"), fault.getMessage());
    }

    @Test
    void aTruncatedArchiveIsDamaged() throws IOException {
      byte[] zipped = gzip(CIF.getBytes(StandardCharsets.UTF_8));
      Path file = write("cut.cif.gz", Arrays.copyOf(zipped, zipped.length / 2));
      assertThrows(DamagedDataException.class, () -> StructureFile.read(file));
    }
  }

  @Nested
  class Maps {
    /// 4 × 3 × 2 points stored with z fastest, then x, then y; cell 20 × 30 × 40 Å of 10 × 10 × 10.
    private byte[] map(ByteOrder order, int mode, int size) {
      ByteBuffer bytes = ByteBuffer.allocate(1024 + 8 + 24 * size).order(order);
      int[] words = {4, 3, 2, mode, 1, 0, 0, 10, 10, 10};
      for (int i = 0; i < words.length; i++) {
        bytes.putInt(4 * i, words[i]);
      }
      float[] cell = {20, 30, 40, 90, 90, 90};
      for (int i = 0; i < 6; i++) {
        bytes.putFloat(40 + 4 * i, cell[i]);
      }
      bytes.putInt(64, 3).putInt(68, 1).putInt(72, 2).putInt(92, 8);
      bytes.putFloat(196, 5);
      for (int p = 0; p < 24; p++) {
        int at = 1032 + p * size;
        switch (mode) {
          case 0 -> bytes.put(at, (byte) (p - 3));
          case 1 -> bytes.putShort(at, (short) (p - 3));
          case 6 -> bytes.putShort(at, (short) (p + 40000));
          default -> bytes.putFloat(at, p - 3);
        }
      }
      return bytes.array();
    }

    @Test
    void everyModeAndByteOrderIsRead() throws IOException {
      int[][] modes = {{0, 1}, {1, 2}, {2, 4}, {6, 2}};
      for (int[] mode : modes) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
          Path file = write("m.mrc", map(order, mode[0], mode[1]));
          var map = (DensityMap) StructureFile.read(file).structure();
          assertEquals(4, map.nx());
          assertEquals(3, map.ny());
          assertEquals(2, map.nz());
          // Point 2 · 4 + 1 = 9 of the file.
          assertEquals(mode[0] == 6 ? 40009 : 6, map.at(1, 2, 0));
        }
      }
    }

    @Test
    void axesFollowTheirOrder() throws IOException {
      var map =
          (DensityMap)
              StructureFile.read(write("m.map", map(ByteOrder.LITTLE_ENDIAN, 2, 4))).structure();
      // Fastest axis is the cell's c: 40 Å / 10; then a: 20 Å / 10; then b: 30 Å / 10.
      assertEquals(4, map.step(0, 2));
      assertEquals(2, map.step(1, 0));
      assertEquals(3, map.step(2, 1));
      assertEquals(24, map.voxelVolume(), 1e-9);
      assertEquals(5, map.origin(0));
      // Starts one point up its fastest axis too; where the origin is given, it alone counts.
      assertEquals(0, map.origin(2));
    }

    @Test
    void truncatedAndImpossibleMapsAreRefused() throws IOException {
      byte[] good = map(ByteOrder.LITTLE_ENDIAN, 2, 4);
      for (int length : new int[] {0, 100, 1023, 1024, 1031, 1040, good.length - 1}) {
        Path file = write("cut.mrc", Arrays.copyOf(good, length));
        assertThrows(DamagedDataException.class, () -> StructureFile.read(file), "" + length);
      }
      Path zipped = write("bomb.mrc.gz", gzip(Arrays.copyOf(good, 1024)));
      assertThrows(DamagedDataException.class, () -> StructureFile.read(zipped));
      byte[] huge = good.clone();
      ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 60000).putInt(4, 60000);
      Path file = write("huge.mrc", huge);
      assertThrows(DamagedDataException.class, () -> StructureFile.read(file));
      ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putInt(12, 4);
      Path complex = write("complex.mrc", good);
      assertThrows(UserInputException.class, () -> StructureFile.read(complex));
    }
  }

  @Test
  void theHashIsThatOfTheBytesOnDisk() throws Exception {
    byte[] zipped = gzip(PDB.getBytes(StandardCharsets.UTF_8));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(zipped);
    assertEquals(
        HexFormat.of().formatHex(digest), StructureFile.read(write("a.pdb.gz", zipped)).sha256());
  }

  @Test
  void unknownKindsAndMissingFilesAreTheUsersMatter() throws IOException {
    Path file = write("a.txt", PDB);
    assertThrows(UserInputException.class, () -> StructureFile.read(file));
    assertThrows(UserInputException.class, () -> StructureFile.read(folder.resolve("no.pdb")));
  }
}
