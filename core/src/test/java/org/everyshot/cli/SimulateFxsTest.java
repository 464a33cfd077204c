package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.everyshot.format.StructureFile;
import org.everyshot.structure.DensityMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateFxsTest {
  /// Two panels of 6 × 4 pixels side by side, with photon energy and camera length in the file.
  private static final String GEOM =
      """
      photon_energy = /LCLS/photon_energy_eV
      clen = /LCLS/detector_1/EncoderValue
      coffset = 0.5
      adu_per_photon = 10
      res = 500
      dim0 = %
      dim1 = ss
      dim2 = fs
      data = /entry_1/data_1/data
      left/min_fs = 0
      left/max_fs = 5
      left/min_ss = 0
      left/max_ss = 3
      left/corner_x = -6
      left/corner_y = -2
      left/fs = x
      left/ss = y
      right/min_fs = 6
      right/max_fs = 11
      right/min_ss = 0
      right/max_ss = 3
      right/corner_x = 0
      right/corner_y = -2
      right/fs = x
      right/ss = y
      """;

  private static final String PDB =
      """
      ATOM      1  CA  ALA A   1      11.104   6.134  -6.504  1.00 12.50           C
      ATOM      2  O   ALA A   1      31.204   6.234  16.604  1.00 13.50           O
      HETATM    3 ZN    ZN A   2      37.019  44.944  -7.260  1.00 23.38          ZN
      """;

  @TempDir Path folder;

  private static Ran fxs(Object... options) {
    Object[] words = new Object[options.length + 3];
    words[0] = "simulate";
    words[1] = "fxs";
    words[2] = "--quiet";
    System.arraycopy(options, 0, words, 3, options.length);
    return Ran.everyshot(words);
  }

  private static Object read(Path file, String dataset) {
    try (var hdf = new HdfFile(file.toAbsolutePath())) {
      return hdf.getDatasetByPath(dataset).getData();
    }
  }

  @Test
  void aPolarStackHoldsPhotonsGridAndTruth() {
    Path out = folder.resolve("shots.h5");
    Ran ran =
        fxs(
            "--shape",
            "two-spheres",
            "--shots",
            40,
            "--particles",
            2,
            "--photons",
            900,
            "--rings",
            10,
            "--azimuths",
            16,
            "--q-max",
            0.1,
            "--out",
            out,
            "--json");
    assertEquals(0, ran.status(), ran.err());
    assertEquals(40L, ran.json().get("shots"));
    var images = (float[][][]) read(out, "/polar/images");
    assertEquals(40, images.length);
    assertEquals(10, images[0].length);
    assertEquals(16, images[0][0].length);
    double[] q = (double[]) read(out, "/polar/q");
    assertEquals(0.1, q[9], 1e-12);
    assertEquals(0.01, q[0], 1e-12);
    int[] particles = (int[]) read(out, "/truth/particles");
    assertEquals(
        Arrays.stream(particles).sum(), ((double[][]) read(out, "/truth/orientations")).length);
    assertEquals(40, particles.length);
  }

  @Test
  void theSameSeedGivesTheSameShotsWhateverTheThreads() throws IOException {
    Path one = folder.resolve("one.npy");
    Path two = folder.resolve("two.npy");
    Path other = folder.resolve("other.npy");
    Object[] options = {
      "--shape", "sphere", "--shots", 100, "--photons", 50, "--rings", 5, "--azimuths", 8, "--out"
    };
    fxs(with(options, one, "--threads", 1));
    fxs(with(options, two, "--threads", 3));
    fxs(with(options, other, "--seed", 2));
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    assertFalse(Arrays.equals(Files.readAllBytes(one), Files.readAllBytes(other)));
    assertTrue(Files.exists(folder.resolve("one-truth.h5")));
  }

  private static Object[] with(Object[] options, Object... more) {
    Object[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  @Test
  void framesLieWhereTheGeometryExpectsThem() throws IOException {
    Path geometry = Files.writeString(folder.resolve("d.geom"), GEOM);
    Path structure = Files.writeString(folder.resolve("s.pdb"), PDB);
    Path out = folder.resolve("frames.cxi");
    Ran ran =
        fxs(
            "--structure",
            structure,
            "--detector",
            geometry,
            "--shots",
            3,
            "--photons",
            5000,
            "--distance-mm",
            100,
            "--wavelength-angstrom",
            2,
            "--out",
            out);
    assertEquals(0, ran.status(), ran.err());
    Object frames = read(out, "/entry_1/data_1/data");
    var values = (int[][][]) frames;
    assertEquals(3, values.length);
    assertEquals(4, values[0].length);
    assertEquals(12, values[0][0].length);
    long sum = 0;
    for (int[] row : values[0]) {
      for (int value : row) {
        assertEquals(0, value % 10); // ten ADU for a photon
        sum += value / 10;
      }
    }
    // Mean 5000 over orientations; three atoms scatter within a factor of two of it.
    assertTrue(sum > 2000 && sum < 10_000, "photons " + sum);
    double[] energy = (double[]) read(out, "/LCLS/photon_energy_eV");
    assertEquals(12398.419843320025 / 2, energy[2], 1e-9);
    // 100 mm = −400 mm + 0.5 m.
    assertEquals(-400, ((double[]) read(out, "/LCLS/detector_1/EncoderValue"))[0], 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "--shape cube --q-max 0.1, two-spheres",
    "--structure no-such-file.pdb, no such file",
    "--shape sphere --photons few, --photons few",
    "--shape sphere --q-max 99, 4π/λ",
    "--shape sphere --shots 0, at least 1",
    "--shape sphere --jitter -1, jitter",
    "--shape sphere --detector none.geom, no such geometry",
    "--shape sphere --self-term subtract, --self-term without --correlate",
    "--shape sphere --correlate --detector some.geom, expected polar",
    "--shape sphere --true-density t.mrc, no map of sphere",
    "--shots 10, --structure"
  })
  void wrongOptionsAreSaidInOneLine(String options, String expected) {
    Path out = folder.resolve("x.h5");
    Ran ran = fxs(with(options.split(" ", -1), "--out", out.toString()));
    assertEquals(2, ran.status(), ran.err());
    assertEquals(1, ran.errors().size(), ran.err());
    assertTrue(ran.err().contains(expected), ran.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void correlatingShotsAsTheyAreMadeEqualsStoringThem() throws IOException {
    Path mask = folder.resolve("mask.npy");
    byte[] header =
        "\u0093NUMPY\u0001\u0000F\u0000{'descr': '|u1', 'fortran_order': False, 'shape': (6, 8), }"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] array = Arrays.copyOf(header, 80 + 48);
    Arrays.fill(array, header.length, 80, (byte) ' ');
    Arrays.fill(array, 80, array.length, (byte) 1);
    array[79] = '\n';
    array[80 + 19] = 0;
    Files.write(mask, array);
    Path stored = folder.resolve("shots.h5");
    Path later = folder.resolve("later.h5");
    Path atOnce = folder.resolve("at-once.h5");
    Object[] shots = {
      "--shape",
      "two-spheres",
      "--shots",
      300,
      "--photons",
      700,
      "--rings",
      6,
      "--azimuths",
      8,
      "--q-max",
      0.1,
      "--out"
    };
    fxs(with(shots, stored));
    Object[] method = {"--mask", mask, "--self-term", "subtract"};
    Ran ran = Ran.everyshot(with(method(stored, later), method));
    assertEquals(0, ran.status(), ran.err());
    Ran streamed = fxs(with(with(shots, atOnce, "--correlate", "--threads", 2), method));
    assertEquals(0, streamed.status(), streamed.err());
    assertTrue(Files.exists(folder.resolve("at-once.png")));
    assertArrayEquals(
        (double[][][]) read(later, "/cross_correlation/I1I1"),
        (double[][][]) read(atOnce, "/cross_correlation/I1I1"));
    assertArrayEquals(
        (double[]) read(later, "/average_intensity"),
        (double[]) read(atOnce, "/average_intensity"));
  }

  private static Object[] method(Path input, Path out) {
    return new Object[] {"correlate", "--quiet", "--no-pictures", input, "--out", out};
  }

  @Test
  void aKnownBackgroundIsTakenOffWhatIsStreamed() {
    Path out = folder.resolve("C2.h5");
    Ran ran =
        fxs(
            with(
                new Object[] {"--shape", "sphere", "--shots", 64, "--photons", "none"},
                "--background",
                3,
                "--rings",
                4,
                "--azimuths",
                8,
                "--q-max",
                0.05,
                "--particles-fixed",
                "--correlate",
                "--no-pictures",
                "--subtract-background",
                "--out",
                out));
    assertEquals(0, ran.status(), ran.err());
    double[] mean = (double[]) read(out, "/average_intensity");
    double volume = 4 * Math.PI * 27000 / 3;
    double y = 0.0125 * 30;
    double form = 3 * (Math.sin(y) - y * Math.cos(y)) / (y * y * y);
    // Single precision of images that are four times as bright.
    assertEquals(1, mean[0] / (volume * volume * form * form), 1e-5);
  }

  @Test
  void theDensityOfAtomsIsWritten() throws IOException {
    Path structure = Files.writeString(folder.resolve("s.pdb"), PDB);
    Path density = folder.resolve("truth.mrc");
    Ran ran =
        fxs(
            "--structure",
            structure,
            "--shots",
            2,
            "--rings",
            4,
            "--azimuths",
            8,
            "--q-max",
            0.2,
            "--true-density",
            density,
            "--out",
            folder.resolve("x.h5"));
    assertEquals(0, ran.status(), ran.err());
    var map = (DensityMap) StructureFile.read(density).structure();
    double sum = 0;
    for (float value : map.values()) {
      sum += value;
    }
    // Carbon, oxygen, zinc; the table's form factors are within 0.1 % of the atomic number at 0.
    assertEquals(6 + 8 + 30, sum * map.voxelVolume(), 0.06);
  }

  @Test
  void theDensityOfAVesselIsWritten() throws IOException {
    Path density = folder.resolve("truth.mrc");
    Ran ran =
        fxs(
            "--shape",
            "vessel",
            "--shots",
            1,
            "--rings",
            4,
            "--azimuths",
            8,
            "--q-max",
            0.3,
            "--true-density",
            density,
            "--out",
            folder.resolve("x.h5"));
    assertEquals(0, ran.status(), ran.err());
    var map = (DensityMap) StructureFile.read(density).structure();
    double sum = 0;
    for (float value : map.values()) {
      sum += value;
    }
    // Two lumps of 2400 electrons; 220 blobs of 400 less those in a cone of 38°, whose share of
    // the sphere is (1 − cos 38°)/2, to about two blobs.
    double electrons = 2 * 2400 + 220 * 0.5 * (1 + Math.cos(Math.toRadians(38))) * 400;
    assertEquals(1, sum * map.voxelVolume() / electrons, 0.01);
  }

  @Test
  void anExistingOutputIsNotOverwritten() throws IOException {
    Path out = Files.writeString(folder.resolve("shots.h5"), "mine");
    Ran ran = fxs("--shape", "sphere", "--shots", 2, "--out", out);
    assertEquals(2, ran.status());
    assertEquals("mine", Files.readString(out));
  }

  @Test
  void aTooLargeTableIsTheUsersMatter() throws IOException {
    Path structure =
        Files.writeString(folder.resolve("far.pdb"), PDB.replace("  37.019", "9999.019"));
    Ran ran = fxs("--structure", structure, "--q-max", 1, "--out", folder.resolve("x.h5"));
    assertEquals(2, ran.status(), ran.err());
    assertTrue(ran.err().contains("lower --q-max"), ran.err());
  }

  @Test
  void valuesBeyondWhatCountsHoldAreCounted() throws IOException {
    Path geometry =
        Files.writeString(
            folder.resolve("d.geom"), GEOM.replace("adu_per_photon = 10", "adu_per_photon = 1e5"));
    Object[] options = {"simulate", "fxs", "--shape", "sphere", "--detector", geometry};
    Object[] more = {
      "--distance-mm", 100, "--shots", 2, "--out", folder.resolve("frames.cxi"), "--json"
    };
    Ran ran = Ran.everyshot(with(options, more));
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.err().contains("exceeded 65,535 ADU"), ran.err());
    boolean counted = ran.json().get("clippedValues") instanceof Long values && values > 0;
    assertTrue(counted, ran.out());
  }
}
