package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.invariants.DegreeReport;
import org.everyshot.invariants.DiameterScan;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.FitQuality;
import org.everyshot.invariants.Invariants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvariantsFileTest {
  private static final double[] Q = {0.02, 0.05, 0.11};
  private static final int[] DEGREES = {0, 2, 6};

  @TempDir private Path folder;

  private static double[][] table(double first) {
    double[][] values = new double[DEGREES.length][9];
    for (int l = 0; l < values.length; l++) {
      for (int k = 0; k < 9; k++) {
        values[l][k] = first + 100 * l + k;
      }
    }
    values[1][4] = Double.NaN;
    return values;
  }

  /// A half has twice the variance of the whole.
  private static double[][] halfErrors() {
    double[][] errors = table(0.25);
    for (double[] row : errors) {
      for (int k = 0; k < row.length; k++) {
        row[k] *= Math.sqrt(2);
      }
    }
    return errors;
  }

  static ExtractedInvariants sample() {
    double[] mean = {3, 2, 1};
    return new ExtractedInvariants(
        new Invariants(Q, DEGREES, table(0.5), table(0.25), mean),
        new Invariants(Q, DEGREES, table(0.75), halfErrors(), mean),
        new Invariants(Q, DEGREES, table(0.125), halfErrors(), new double[] {4, 5, 6}),
        1.3,
        71,
        List.of(
            new DegreeReport(2, new double[] {9, 1, -1}, 1, 1, 7, true, true, 0.9, 7.5),
            new DegreeReport(
                6, new double[] {4, 2}, Double.NaN, 2, 5, true, false, Double.NaN, Double.NaN)),
        new FitQuality(1.1, 1.3, 1.2, Double.NaN, 1e-6, 3, 0.4),
        new DiameterScan(new double[] {50, 70}, new double[] {2, 1}, new double[] {0.1, 0}),
        List.of("diameter 71 Å: as asked for", "second"));
  }

  private Path written() {
    Path path = folder.resolve("invariants.h5");
    InvariantsFile.write(path, sample(), Map.of("version", "1"));
    return path;
  }

  @Test
  void whatIsWrittenIsReadBackToTheBit() {
    ExtractedInvariants read = InvariantsFile.read(written());
    ExtractedInvariants expected = sample();
    assertSame(expected.whole(), read.whole());
    assertSame(Objects.requireNonNull(expected.half1()), Objects.requireNonNull(read.half1()));
    assertSame(Objects.requireNonNull(expected.half2()), Objects.requireNonNull(read.half2()));
    assertEquals(1.3, read.wavelengthAngstrom());
    assertEquals(71, read.diameterAngstrom());
    assertEquals(expected.quality(), read.quality());
    assertEquals(expected.remarks(), read.remarks());
    assertEquals(2, read.reports().size());
    for (int i = 0; i < 2; i++) {
      DegreeReport a = expected.reports().get(i);
      DegreeReport b = read.reports().get(i);
      assertEquals(a.degree(), b.degree());
      assertArrayEquals(a.eigenvalues(), b.eigenvalues());
      assertEquals(a.noiseFloor(), b.noiseFloor());
      assertEquals(a.rank(), b.rank());
      assertEquals(a.terms(), b.terms());
      assertEquals(a.tiers(), b.tiers());
      assertEquals(a.halfAgreement(), b.halfAgreement());
      assertEquals(a.evidence(), b.evidence());
    }
    DiameterScan scan = Objects.requireNonNull(read.scan());
    assertArrayEquals(new double[] {50, 70}, scan.diameters());
    assertArrayEquals(new double[] {2, 1}, scan.chiSquare());
    assertArrayEquals(new double[] {0.1, 0}, scan.errors());
  }

  private static void assertSame(Invariants expected, Invariants read) {
    assertArrayEquals(expected.radialPoints(), read.radialPoints());
    assertArrayEquals(expected.degrees(), read.degrees());
    assertArrayEquals(expected.averageIntensity(), read.averageIntensity());
    for (int l = 0; l < DEGREES.length; l++) {
      assertArrayEquals(expected.values(l), read.values(l));
      assertArrayEquals(expected.sigma(l), read.sigma(l));
    }
  }

  @Test
  void invariantsWithoutErrorsHalvesOrReportsAreReadBack() {
    var bare = new Invariants(Q, DEGREES, table(1), null, new double[] {3, 2, 1});
    Path path = folder.resolve("bare.h5");
    InvariantsFile.write(path, ExtractedInvariants.of(bare, 1.5, 80), Map.of());
    ExtractedInvariants read = InvariantsFile.read(path);
    assertSame(bare, read.whole());
    assertNull(read.half1());
    assertNull(read.whole().sigma(0));
    assertNull(read.scan());
    assertTrue(read.reports().isEmpty());
    assertTrue(Double.isNaN(read.quality().chiSquare()));
  }

  /// jHDF, an independent reader, finds the documented names, shapes and units.
  @Test
  void othersFindTheDocumentedDatasets() {
    try (var file = new HdfFile(written())) {
      assertArrayEquals(
          new int[] {3, 3, 3}, file.getDatasetByPath("/invariants/B").getDimensions());
      assertArrayEquals(
          new int[] {3, 3, 3}, file.getDatasetByPath("/invariants/sigma").getDimensions());
      assertArrayEquals(DEGREES, (int[]) file.getDatasetByPath("/invariants/degree").getData());
      assertEquals(
          "angstrom^-1", file.getDatasetByPath("/radial_points").getAttribute("units").getData());
      assertNotNull(file.getDatasetByPath("/everyshot/half1/B"));
    }
  }

  @Test
  void inspectSaysWhatTheFileHolds() {
    Description description = Inspection.of(written(), null);
    assertEquals("rotational invariants", description.format());
    String lines = description.lines().toString();
    assertTrue(lines.contains("0 to 6"), lines);
    assertTrue(lines.contains("71"), lines);
  }

  @Test
  void otherFilesAreRefusedInALine() {
    Path path = folder.resolve("other.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      h5.write("/invariants/B", new double[] {1, 2}, 2);
      h5.commit();
    }
    var refusal = assertThrows(UserInputException.class, () -> InvariantsFile.read(path));
    assertTrue(String.valueOf(refusal.getMessage()).contains("expected a file that everyshot"));
  }

  @Test
  void shapesThatDisagreeAreDamage() {
    Path path = folder.resolve("shapes.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      h5.group("/everyshot").attribute("invariants_version", 1);
      h5.write("/radial_points", Q, 3);
      h5.write("/average_intensity", Q, 3);
      h5.write("/invariants/degree", DEGREES, 3);
      h5.write("/invariants/B", new double[12], 3, 2, 2);
      h5.commit();
    }
    assertThrows(DamagedDataException.class, () -> InvariantsFile.read(path));
  }

  /// Any change of a byte is found out, or harmless: no other error comes of it.
  @Test
  void damagedBytesNeverEndInAnotherError() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    Path path = folder.resolve("damaged.h5");
    for (int at = 0; at < whole.length; at += 37) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x5A;
      Files.write(path, damaged);
      try {
        InvariantsFile.read(path);
      } catch (UserInputException | DamagedDataException e) {
        assertNotNull(e.getMessage());
      }
    }
  }
}
