package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.everyshot.detector.Geometry;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  @TempDir Path folder;

  private static String text(Description seen) {
    var all = new StringBuilder();
    seen.lines()
        .forEach(line -> all.append(line.label()).append('\t').append(line.text()).append('\n'));
    return all.toString();
  }

  @Test
  void arraysAreDescribedByTheirHeader() {
    Path path = folder.resolve("x.npy");
    try (var npy = NpyWriter.create(path, NpyType.FLOAT64, 2, 3, 4)) {
      npy.append(new double[24]);
      npy.commit();
    }
    Description seen = Inspection.of(path, null);
    assertEquals("NumPy array", seen.format());
    assertEquals(List.of(2L, 3L, 4L), seen.json().get("shape"));
    assertTrue(text(seen).contains("2 shots of 3 rings × 4 azimuths"), () -> text(seen));
  }

  @Test
  void framesOfACxiFileAreCounted() {
    Path path = folder.resolve("x.cxi");
    Geometry geometry = Geometry.flat(5, 4, 1e-4, 0.1);
    try (var cxi = CxiWriter.create(path, geometry, false, 1, 1, "tiny")) {
      cxi.append(0, 0, new short[20], 9000, 0.1);
      cxi.append(1, 0, new short[20], 9200, 0.1);
      cxi.commit();
    }
    Description seen = Inspection.of(path, null);
    assertEquals("CXI", seen.format());
    assertEquals(2L, seen.json().get("frames"));
    assertEquals(9100.0, seen.json().get("photonEnergyEv"));
    String text = text(seen);
    assertTrue(text.contains("[2, 4, 5] uint16, chunks [1, 4, 5], shuffle + deflate"), text);
    assertTrue(text.contains("→ /entry_1/instrument_1/detector_1"), text);
    assertTrue(text.contains("units = eV"), text);
    assertTrue(text.contains("\"tiny\""), text);
  }

  @Test
  void aCorrelationShowsItsRange() {
    Path path = folder.resolve("C2.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      h5.write("/radial_points", new double[] {0.01, 0.02}, 2);
      h5.write("/xray_wavelength", 1.5);
      h5.write("/cross_correlation/I1I1", new double[2 * 2 * 8], 2, 2, 8);
      h5.commit();
    }
    Description seen = Inspection.of(path, null);
    assertEquals("angular correlation (C2.h5)", seen.format());
    assertEquals(1.5, seen.json().get("wavelength"));
    assertTrue(text(seen).contains("0.010000 to 0.020000 Å⁻¹"), () -> text(seen));
  }

  @Test
  void whatCannotBeReadDoesNotHideTheRest() {
    String text = text(Inspection.of(Path.of("src/test/resources/hdf5/latest.h5"), null));
    assertTrue(text.contains("/gzip\t[7, 9, 10] uint16"), text);
    assertTrue(text.contains("/nowhere"), text);
    assertTrue(text.contains("links lead in a circle"), text);
    Description virtual = Inspection.of(Path.of("src/test/resources/hdf5/virtual.h5"), null);
    assertTrue(text(virtual).contains("h5repack"), () -> text(virtual));
  }

  @Test
  void structuresAndGeometriesAreDescribed() throws IOException {
    String atom =
        "ATOM      1  CA  ALA A   1      11.104   6.134  -6.504  1.00  0.00           C\n";
    Path pdb = Files.writeString(folder.resolve("one.pdb"), atom + "END\n");
    Description atoms = Inspection.of(pdb, null);
    assertEquals("atomic model", atoms.format());
    assertEquals(1, atoms.json().get("atoms"));
    String lines =
        """
        clen = 0.1
        photon_energy = 9000
        adu_per_photon = 1
        res = 10000
        a/min_fs = 0
        a/max_fs = 4
        a/min_ss = 0
        a/max_ss = 3
        a/fs = x
        a/ss = y
        a/corner_x = 1
        a/corner_y = 1
        """;
    Description geometry = Inspection.of(Files.writeString(folder.resolve("a.geom"), lines), null);
    assertEquals("CrystFEL geometry", geometry.format());
    assertTrue(text(geometry).contains("a, 5 × 4 pixels of 100.0 µm"), () -> text(geometry));
  }

  @Test
  void emptyFilesAreDamaged() throws IOException {
    Path path = Files.createFile(folder.resolve("empty.h5"));
    assertThrows(DamagedDataException.class, () -> Inspection.of(path, null));
  }

  @Test
  void unknownAndAbsentFilesAreTheUsersToMend() throws IOException {
    Path path = Files.writeString(folder.resolve("notes.txt"), "nothing in here");
    var e = assertThrows(UserInputException.class, () -> Inspection.of(path, null));
    assertTrue(e.toString().contains("not a format that is known"), e::toString);
    assertThrows(UserInputException.class, () -> Inspection.of(folder.resolve("absent.h5"), null));
  }
}
