package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.everyshot.format.Hdf5Writer;
import org.everyshot.format.NpyType;
import org.everyshot.format.NpyWriter;
import org.everyshot.format.NumberArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad input: one clear line, the right exit status, nothing half-written. Good input: a result.
class CorrelateTest {
  private static final int RINGS = 6;
  private static final int AZIMUTHS = 16;

  @TempDir Path folder;
  private Path out = Path.of("");

  @BeforeEach
  void nameOutput() {
    out = folder.resolve("result/C2.h5");
  }

  /// Writes a NumPy file of format version 1.0.
  private Path npy(String name, String shape, float[] values) throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(shape);
    byte[] text =
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(10 + text.length + 4 * values.length);
    file.order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0);
    file.putShort((short) text.length).put(text);
    for (float value : values) {
      file.putFloat(value);
    }
    return Files.write(folder.resolve(name), file.array());
  }

  private Path images(String name, int shots) throws IOException {
    return npy(name, "%d, %d, %d".formatted(shots, RINGS, AZIMUTHS), values(shots));
  }

  private static float[] values(int shots) {
    var random = new Random(7);
    float[] values = new float[shots * RINGS * AZIMUTHS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(10);
    }
    return values;
  }

  private Ran correlate(Object... more) {
    List<Object> words = new ArrayList<>(List.of("correlate", "--out", out, "--threads", 2));
    words.addAll(List.of("--q-min", 0.01, "--q-max", 0.1, "--json"));
    words.addAll(Arrays.asList(more));
    return Ran.everyshot(words.toArray());
  }

  /// One line on standard error that holds all of `expected`; no output file, finished or not.
  private void assertRefused(int status, Ran ran, String... expected) throws IOException {
    assertEquals(status, ran.status(), ran.err());
    assertEquals(1, ran.errors().size(), ran.err());
    for (String part : expected) {
      assertTrue(ran.err().contains(part), ran.err());
    }
    assertEquals((long) status, ran.json().get("exit"));
    if (Files.isDirectory(folder.resolve("result"))) {
      try (var left = Files.list(folder.resolve("result"))) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  @Test
  void polarImagesBecomeACorrelationAndPictures() throws IOException {
    Ran ran = correlate(images("a.npy", 40));
    assertEquals(0, ran.status(), ran.err());
    assertTrue(Files.size(out) > 1000);
    for (Path picture : PictureFiles.files(out)) {
      assertTrue(Files.size(picture) > 1000, picture::toString);
    }
    assertEquals(40L, ran.json().get("shots"));
    @SuppressWarnings("unchecked")
    var ledger = (Map<String, Object>) ran.json().get("ledger");
    assertNotNull(ledger);
    assertEquals(40L, ledger.get("processed"));
    assertEquals(0L, ledger.get("inFlight"));
    assertTrue(ran.out().contains("wrote " + out), ran.out());
  }

  /// Floats are widened on their way into the Fourier step, doubles are there already; a background
  /// makes doubles of floats. Totals of these numbers are exact, in whatever order they are added.
  @Test
  void doublePrecisionTakesFloatsForTheDoublesThatTheyAre() throws IOException {
    Path floats = folder.resolve("f4.npy");
    Path doubles = folder.resolve("f8.npy");
    Path nothing = folder.resolve("nothing.npy");
    try (var f4 = NpyWriter.create(floats, NpyType.FLOAT32, -1, RINGS, AZIMUTHS);
        var f8 = NpyWriter.create(doubles, NpyType.FLOAT64, -1, RINGS, AZIMUTHS);
        var zero = NpyWriter.create(nothing, NpyType.FLOAT32, RINGS, AZIMUTHS)) {
      var random = new Random(8);
      for (int i = 0; i < 41 * RINGS * AZIMUTHS; i++) {
        float value = i == 700 ? Float.NaN : random.nextFloat();
        f4.append(value);
        f8.append((double) value);
      }
      zero.append(new float[RINGS * AZIMUTHS]);
      f4.commit();
      f8.commit();
      zero.commit();
    }
    double[] expected = correlation(doubles);
    assertArrayEquals(expected, correlation(floats));
    assertArrayEquals(expected, correlation(floats, "--background", nothing));
  }

  private double[] correlation(Path images, Object... more) {
    List<Object> words = new ArrayList<>(List.of(images, "--precision", "double", "--force"));
    words.addAll(Arrays.asList(more));
    Ran ran = correlate(words.toArray());
    assertEquals(0, ran.status(), ran.err());
    return NumberArray.read(out, "/cross_correlation/I1I1").doubles();
  }

  @Test
  void aSavedCorrelationIsMergedIn() throws IOException {
    Path first = folder.resolve("first.h5");
    out = folder.resolve("second.h5");
    Path a = images("a.npy", 30);
    assertEquals(0, correlate(a, "--out", first, "--no-pictures").status());
    Ran ran = correlate(a, first);
    assertEquals(0, ran.status(), ran.err());
    assertEquals(60L, ran.json().get("shots"));
    Path both = folder.resolve("both.h5");
    Ran alone = correlate(first, out, "--out", both);
    assertEquals(90L, alone.json().get("shots"), alone.err());
    assertRefused(2, correlate(first, first, "--out", folder.resolve("x.h5")), "given twice");
  }

  @Test
  void shotsAreScaledToTheProfileOfTheSavedCorrelationThatTheyJoin() throws IOException {
    Path first = folder.resolve("first.h5");
    Path a = images("a.npy", 30);
    assertEquals(0, correlate(a, "--normalize=total", "--out", first, "--no-pictures").status());
    Path fewer = images("fewer.npy", 20);
    Path both = folder.resolve("both.h5");
    Ran ran = correlate(fewer, first, "--normalize=total", "--out", both);
    assertEquals(0, ran.status(), ran.err());
    assertEquals(50L, ran.json().get("shots"));
    Path profile = folder.resolve("profile.h5");
    Ran other = correlate(fewer, first, "--normalize=profile", "--out", profile);
    assertRefused(2, other, "normalize profile (this) and total (" + first);
  }

  /// Gaps, which --friedel refuses, would be found in the first shot.
  @Test
  void aSavedCorrelationOfOtherSettingsIsRefusedBeforeTheRun() throws IOException {
    Path first = folder.resolve("first.h5");
    assertEquals(0, correlate(images("a.npy", 30), "--out", first, "--no-pictures").status());
    float[] values = values(8);
    values[3] = Float.NaN;
    Path gaps = npy("gaps.npy", "8, 6, 16", values);
    assertRefused(2, correlate(gaps, first, "--friedel"), "cannot merge correlations", "harmonics");
  }

  @Test
  void ringsThatAreThereInPartAreTold() throws IOException {
    float[] values = values(8);
    for (int s = 0; s < 8; s++) {
      values[s * RINGS * AZIMUTHS + 21] = Float.NaN;
    }
    Path gaps = npy("gaps.npy", "8, 6, 16", values);
    String advice = "rings have gaps; --correct inter";
    assertTrue(correlate(gaps, "--no-pictures").err().contains(advice));
    assertFalse(correlate(gaps, "--no-pictures", "--correct", "inter").err().contains(advice));
    Arrays.fill(values, 0, AZIMUTHS, Float.NaN);
    for (int s = 0; s < 8; s++) {
      int ring = (s * RINGS + 1) * AZIMUTHS;
      Arrays.fill(values, ring, ring + AZIMUTHS, Float.NaN);
    }
    Path ringless = npy("ringless.npy", "8, 6, 16", values);
    assertFalse(correlate(ringless, "--no-pictures").err().contains(advice));
  }

  @Test
  void imagesWithoutAnyValueAreCountedNotUsed() throws IOException {
    float[] values = values(8);
    Arrays.fill(values, RINGS * AZIMUTHS, 2 * RINGS * AZIMUTHS, Float.NaN);
    values[5] = Float.NaN;
    Ran ran = correlate(npy("nan.npy", "8, 6, 16", values), "--no-pictures");
    assertEquals(0, ran.status(), ran.err());
    assertEquals(7L, ran.json().get("shots"));
    assertTrue(ran.out().contains("image without any value 1"), ran.out());
  }

  @Test
  void nothingButMissingValuesIsRefused() throws IOException {
    float[] values = new float[2 * RINGS * AZIMUTHS];
    Arrays.fill(values, Float.NaN);
    Ran ran = correlate(npy("nan.npy", "2, 6, 16", values));
    assertRefused(2, ran, "no shot could be used", "image without any value 2");
  }

  @Test
  void aTruncatedFileIsDamaged() throws IOException {
    Path whole = images("a.npy", 10);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(bytes, bytes.length - 100));
    assertRefused(3, correlate(cut), "cut.npy");
  }

  @Test
  void anEmptyFileIsDamaged() throws IOException {
    assertRefused(3, correlate(Files.createFile(folder.resolve("empty.npy"))), "empty.npy");
  }

  @Test
  void aWrongShapeIsRefused() throws IOException {
    assertRefused(2, correlate(npy("flat.npy", "24,", new float[24])), "flat.npy", "shape");
  }

  @Test
  void inputsOfDifferentGridsAreRefused() throws IOException {
    Path other = npy("other.npy", "2, 3, 16", new float[96]);
    assertRefused(2, correlate(images("a.npy", 4), other), "6 rings", "3 rings");
  }

  @Test
  void ringCentresMustBeGiven() throws IOException {
    Ran ran = Ran.everyshot("correlate", images("a.npy", 2), "--out", out);
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("need --q-min and --q-max"), ran.err());
    assertRefused(2, correlate(images("a.npy", 2), "--q-min", 0.2), "--q-min 0.2");
  }

  /// Ring centres beside the images count where they are those of a grid; options come first.
  @Test
  void ringCentresBesideTheImagesMustRiseInEqualSteps() throws IOException {
    double[] even = {0.01, 0.02, 0.03, 0.04, 0.05, 0.06};
    double[] falling = {0.06, 0.05, 0.04, 0.03, 0.02, 0.01};
    double[] squares = {0.01, 0.04, 0.09, 0.16, 0.25, 0.36};
    double[] unknown = even.clone();
    unknown[2] = Double.NaN;
    for (double[] q : List.of(falling, squares, unknown)) {
      Ran refused = Ran.everyshot("correlate", besideRings(q), "--out", out, "--json");
      assertRefused(2, refused, "ring centres q beside it", "equal steps", "--q-min");
    }
    Ran beyond =
        Ran.everyshot("correlate", besideRings(even), "--q-min", 1, "--out", out, "--json");
    assertRefused(2, beyond, "rings from 1.000 to 0.06000", "--q-max");
    assertEquals(0, correlate(besideRings(squares)).status(), "both options given");
    Ran ran = Ran.everyshot("correlate", besideRings(even), "--out", out, "--force");
    assertEquals(0, ran.status(), ran.err());
    assertArrayEquals(even, NumberArray.read(out, "/radial_points").doubles(), 1e-15);
    double[] rounded = {0.012, 0.024, 0.037, 0.049, 0.062, 0.074};
    assertEquals(
        0, Ran.everyshot("correlate", besideRings(rounded), "--out", out, "--force").status());
  }

  @Test
  void noInputIsLostToAResultOrACheckpoint() throws IOException {
    besideRings(new double[] {0.01, 0.02, 0.03, 0.04, 0.05, 0.06});
    Path safe = Files.createDirectory(folder.resolve("safe"));
    Path shots = Files.copy(folder.resolve("rings.h5"), safe.resolve("C2.h5"));
    assertRefused(2, correlate(shots + ":/run/images", "--checkpoint", safe), "is an input");
    Path mask = npy("mask.npy", RINGS + ", " + AZIMUTHS, new float[RINGS * AZIMUTHS]);
    Path images = images("shots.npy", 20);
    out = mask;
    assertRefused(2, correlate(images, "--mask", mask, "--force"), mask + ": is an input");
    out = folder.resolve("D2.h5");
    assertEquals(0, correlate(images, "--no-pictures").status());
    String rows = out + ":/cross_correlation/I1I1";
    assertRefused(2, correlate(rows, "--no-pictures", "--force"), out + ": is an input");
    assertEquals(0, correlate(out, "--no-pictures", "--force").status(), "the result holds it");
  }

  private String besideRings(double[] q) {
    Path file = folder.resolve("rings.h5");
    try (var writer = Hdf5Writer.create(file)) {
      writer.write("/run/images", new double[20 * RINGS * AZIMUTHS], 20, RINGS, AZIMUTHS);
      writer.write("/run/q", q, RINGS);
      writer.commit();
    }
    return file + ":/run/images";
  }

  /// Shots that are all alike, or one alone, tell of no ring how far it scatters.
  @Test
  void shotsWithoutScatterCanBeNormalisedToTheirProfile() throws IOException {
    float[] alike = new float[20 * RINGS * AZIMUTHS];
    Arrays.fill(alike, 3);
    Path images = npy("alike.npy", "20, %d, %d".formatted(RINGS, AZIMUTHS), alike);
    Ran ran = correlate(images, "--normalize", "profile", "--no-pictures");
    assertEquals(0, ran.status(), ran.err());
    assertEquals(20L, ran.json().get("shots"));
    double[] c2 = NumberArray.read(out, "/cross_correlation/I1I1").doubles();
    assertEquals(9, c2[0], 1e-5);
  }

  /// As of a bad pixel that is marked by the largest number of its type.
  @Test
  void valuesTooLargeToMultiplyAreTheUsersMatter() throws IOException {
    float[] values = values(20);
    values[5] = Float.MAX_VALUE;
    Path images = npy("large.npy", "20, %d, %d".formatted(RINGS, AZIMUTHS), values);
    assertRefused(2, correlate(images), "too large", "--mask", "--precision double");
  }

  @Test
  void aWavelengthThatCannotBeIsRefused() throws IOException {
    Path images = images("a.npy", 20);
    for (Object wavelength : List.of(-1, 0, 1000, "NaN")) {
      Ran ran = correlate(images, "--wavelength-angstrom=" + wavelength);
      assertRefused(2, ran, "--wavelength-angstrom", "expected 0 to 1000");
    }
  }

  @Test
  void aMissingFileOrAnotherFormatIsNamed() throws IOException {
    assertRefused(2, correlate(folder.resolve("nowhere.npy")), "nowhere.npy: no such file");
    Path text = Files.writeString(folder.resolve("notes.txt"), "dear diary, today the beam came");
    assertRefused(2, correlate(text), "notes.txt", "neither NumPy nor HDF5");
  }

  @Test
  void anImpossibleChoiceIsRefusedWithTheChoices() throws IOException {
    Ran ran = Ran.everyshot("correlate", images("a.npy", 2), "--normalize", "totl");
    assertEquals(2, ran.status());
    assertEquals(1, ran.errors().size(), ran.err());
    assertTrue(ran.err().contains("none, total, profile; did you mean total?"), ran.err());
  }

  @Test
  void anExistingOutputIsKeptWithoutForce() throws IOException {
    Path a = images("a.npy", 20);
    Path there = Files.writeString(folder.resolve("C2.h5"), "precious");
    Ran refused = correlate(a, "--out", there);
    assertEquals(2, refused.status());
    assertTrue(refused.err().contains("add --force"), refused.err());
    assertEquals("precious", Files.readString(there));
    assertEquals(0, correlate(a, "--out", there, "--force").status());
    assertTrue(Files.size(there) > 1000);
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
    // The superuser may write into any folder but those that the kernel makes up.
    Path target = Files.isWritable(locked) ? Path.of("/proc/self") : locked;
    assumeTrue(Files.isDirectory(target), "no folder here that nobody may write");
    Ran ran = correlate(images("a.npy", 2), "--out", target.resolve("C2.h5"));
    assertRefused(2, ran, "cannot be written", "--out");
  }

  @Test
  void aFullDiskIsOneLineAndLeavesNothing() throws IOException, InterruptedException {
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        done("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", small.toString()),
        "mounting a small file system is not permitted here");
    try {
      Ran ran = correlate(images("a.npy", 20), "--out", small.resolve("C2.h5"));
      assertRefused(2, ran, "full");
      try (var left = Files.list(small)) {
        assertEquals(List.of(), left.toList());
      }
    } finally {
      assertTrue(done("umount", small.toString()));
    }
  }

  private static boolean done(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Test
  void theResultDoesNotDependOnThreads() throws IOException {
    Path a = images("a.npy", 300);
    Path one = folder.resolve("one.h5");
    Path two = folder.resolve("two.h5");
    Ran single = correlate(a, "--out", one, "--no-pictures", "--threads", 1);
    Ran couple = correlate(a, "--out", two, "--no-pictures", "--threads", 2);
    assertEquals(0, single.status(), single.err());
    assertEquals(single.json().get("relativeSigma"), couple.json().get("relativeSigma"));
    assertFalse(Boolean.TRUE.equals(couple.json().get("interrupted")));
  }
}
