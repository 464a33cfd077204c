package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.format.DialsSource;
import org.everyshot.format.MtzSource;
import org.everyshot.format.StreamSource;
import org.everyshot.merging.ReflectionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateSfxTest {
  private static final String PDB =
      """
      HEADER    A TEST                                  01-JAN-00   1TST
      CRYST1   40.000   40.000   60.000  90.00  90.00 120.00 P 61 2 2     12
      ATOM      1  CA  ALA A   1      11.104   6.134  -6.504  1.00 12.50           C
      ATOM      2  O   ALA A   1      14.204   6.234  16.604  1.00 13.50           O
      ATOM      3  SD  MET A   2      10.204  12.234  12.604  1.00 13.50           S
      HETATM    4 ZN    ZN A   3      17.019  14.944  -7.260  1.00 13.38          ZN
      """;

  @TempDir Path folder;

  private static Ran sfx(Object... options) {
    Object[] words = new Object[options.length + 3];
    words[0] = "simulate";
    words[1] = "sfx";
    words[2] = "--quiet";
    System.arraycopy(options, 0, words, 3, options.length);
    return Ran.everyshot(words);
  }

  private Path structure() throws IOException {
    Path file = folder.resolve("test.pdb");
    Files.writeString(file, PDB);
    return file;
  }

  /// Rows of all stills, in the order of the stills.
  private record Rows(List<String> indices, List<double[]> values) {}

  private static Rows rows(Source<ReflectionTable> source) throws IOException {
    var indices = new ArrayList<String>();
    var values = new ArrayList<double[]>();
    int image = 0;
    try (source) {
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        ReflectionTable table = source.read(slice);
        for (int s = 0; s < table.stills(); s++, image++) {
          for (int i = table.begin(s); i < table.end(s); i++) {
            indices.add(
                String.format(
                    Locale.ROOT,
                    "%05d %4d %4d %4d",
                    image,
                    table.h()[i],
                    table.k()[i],
                    table.l()[i]));
            values.add(
                new double[] {
                  table.intensity()[i],
                  table.sigma()[i],
                  table.fs()[i],
                  table.ss()[i],
                  table.panel()[i],
                  table.still(s).half(),
                  table.still(s).wavelengthAngstrom()
                });
          }
        }
      }
    }
    return sorted(indices, values);
  }

  private static Rows sorted(List<String> indices, List<double[]> values) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < indices.size(); i++) {
      order.add(i);
    }
    order.sort((a, b) -> indices.get(a).compareTo(indices.get(b)));
    return new Rows(
        order.stream().map(indices::get).toList(), order.stream().map(values::get).toList());
  }

  @Test
  void aStreamAPairAndAnMtzHoldTheSameReflections() throws IOException {
    Path stream = folder.resolve("x.stream");
    Path refl = folder.resolve("x.refl");
    Path mtz = folder.resolve("x.mtz");
    String out = stream + "," + refl + "," + mtz;
    Ran ran =
        sfx("--structure", structure(), "--images", 70, "--dmin", 1.8, "--out", out, "--json");
    assertEquals(0, ran.status(), ran.err());

    Rows ofStream = rows(StreamSource.open(stream, new LossLedger(), new LossLedger(), line -> {}));
    Rows ofDials = rows(DialsSource.open(refl, new LossLedger()));
    Rows ofMtz = rows(MtzSource.open(mtz, new LossLedger()));
    assertTrue(ofStream.indices.size() > 1000, "reflections " + ofStream.indices.size());
    assertEquals(ofStream.indices, ofDials.indices);
    assertEquals(ofStream.indices, ofMtz.indices);
    for (int i = 0; i < ofMtz.values.size(); i++) {
      double[] a = ofStream.values.get(i);
      double[] b = ofDials.values.get(i);
      double[] c = ofMtz.values.get(i);
      // MTZ holds the float itself; DIALS I and the variance in double precision; the stream two
      // decimals of I, sigma and positions, where sigma is 45 photons and more.
      assertEquals(c[0], b[0], 0);
      assertEquals(c[1], b[1], 4e-7 * c[1]);
      assertEquals(c[0], a[0], 0.00501 + 1e-7 * Math.abs(c[0]));
      assertEquals(c[1], a[1], 0.00501);
      for (double[] other : List.of(a, b)) {
        assertEquals(c[2], other[2], 0.0051);
        assertEquals(c[3], other[3], 0.0051);
        assertEquals(c[4], other[4], 0);
        assertEquals(c[5], other[5], 0);
        assertEquals(c[6], other[6], 1e-6);
      }
    }
  }

  @Test
  void theTruthHoldsEveryStillsParameters() throws IOException {
    Path out = folder.resolve("x.mtz");
    Ran ran =
        sfx("--structure", structure(), "--images", 300, "--dmin", 3, "--out", out, "--seed", 5);
    assertEquals(0, ran.status(), ran.err());
    try (var hdf = new HdfFile(folder.resolve("x-truth.h5"))) {
      double[] scale = (double[]) hdf.getDatasetByPath("/truth/scale").getData();
      assertEquals(300, scale.length);
      double mean = Arrays.stream(scale).map(Math::log).average().orElseThrow();
      assertEquals(0, mean, 4 * 0.7 / Math.sqrt(300));
      double[][][] axes = (double[][][]) hdf.getDatasetByPath("/truth/true_orientation").getData();
      double[][] first = axes[0];
      // c* has the length 1/c in a hexagonal cell.
      double length = Math.hypot(Math.hypot(first[0][2], first[1][2]), first[2][2]);
      assertEquals(1 / 60.0, length, 1e-12);
      assertEquals("P 61 2 2", hdf.getByPath("/truth").getAttribute("space_group").getData());
    }
    assertTrue(Files.size(folder.resolve("x-truth.mtz")) > 1000);
  }

  @Test
  void threadsChangeNothingAndSeedsEverything() throws IOException {
    Path pdb = structure();
    Path one = folder.resolve("1.stream");
    Path four = folder.resolve("4.stream");
    Path other = folder.resolve("5.stream");
    Object[] shared = {"--structure", pdb, "--images", 100, "--dmin", 2.5};
    assertEquals(0, sfx(with(shared, "--threads", 1, "--out", one)).status());
    assertEquals(0, sfx(with(shared, "--threads", 4, "--out", four)).status());
    assertEquals(0, sfx(with(shared, "--seed", 2, "--out", other)).status());
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(four));
    assertNotEquals(-1, Files.mismatch(one, other));
  }

  private static Object[] with(Object[] shared, Object... more) {
    var words = new ArrayList<Object>(List.of(shared));
    Collections.addAll(words, more);
    return words.toArray();
  }

  @Test
  void withoutAStructureAmplitudesAreRandom() {
    Path out = folder.resolve("r.mtz");
    Ran ran =
        sfx(
            "--cell",
            30,
            40,
            50,
            90,
            90,
            90,
            "--space-group",
            "P212121",
            "--images",
            5,
            "--dmin",
            3,
            "--out",
            out,
            "--json");
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("\"spaceGroup\":\"P 21 21 21\""), ran.out());
  }

  @Test
  void whatCannotBeSimulatedIsSaidInOneLine() throws IOException {
    refused("nothing to simulate", "--out", folder.resolve("x.mtz"));
    refused("ends in .stream", "--structure", structure(), "--out", folder.resolve("x.h5"));
    refused(
        "does not have the symmetry of P 61 2 2",
        "--structure",
        structure(),
        "--cell",
        40,
        41,
        60,
        90,
        90,
        120,
        "--out",
        folder.resolve("x.mtz"));
    refused(
        "off a flat detector",
        "--structure",
        structure(),
        "--dmin",
        0.8,
        "--out",
        folder.resolve("x.mtz"));
    refused(
        "determinant 2.0",
        "--structure",
        structure(),
        "--reindex",
        "2h,k,l",
        "--out",
        folder.resolve("x.mtz"));
    refused(
        "mosaicity in degrees -1.0",
        "--structure",
        structure(),
        "--mosaicity-degrees",
        -1,
        "--out",
        folder.resolve("x.mtz"));
    try (var left = Files.list(folder)) {
      assertFalse(left.anyMatch(file -> file.toString().contains("x")), "something was written");
    }
  }

  private static void refused(String expected, Object... options) {
    Ran ran = sfx(options);
    assertEquals(2, ran.status(), ran.err());
    assertEquals(1, ran.err().strip().lines().count(), ran.err());
    assertTrue(ran.err().contains(expected), ran.err());
  }
}
