package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.everyshot.format.InvariantsFile;
import org.everyshot.format.StructureFile;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.FitQuality;
import org.everyshot.invariants.Invariants;
import org.everyshot.reconstruction.Blobs;
import org.everyshot.reconstruction.Density;
import org.everyshot.reconstruction.ExactInvariants;
import org.everyshot.structure.DensityMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconstructTest {
  private static final double DIAMETER = 60;

  @TempDir Path folder;

  private Path invariants(boolean halves) {
    return invariants(halves, Blobs.random(8, 14, 5, 3).density(32, 3));
  }

  private Path invariants(boolean halves, Density density) {
    double[] q = new double[16];
    for (int k = 0; k < q.length; k++) {
      q[k] = 0.3 * (k + 0.5) / q.length;
    }
    Invariants exact = ExactInvariants.of(density, q, 8);
    Path file = folder.resolve("invariants.h5");
    ExtractedInvariants extracted =
        new ExtractedInvariants(
            exact,
            halves ? exact : null,
            halves ? exact : null,
            1.5,
            DIAMETER,
            List.of(),
            FitQuality.UNKNOWN,
            null,
            List.of());
    InvariantsFile.write(file, extracted, Map.of());
    return file;
  }

  private static Ran reconstruct(Path input, Path out, Object... more) {
    Object[] words = new Object[11 + more.length];
    Object[] always = {
      "reconstruct",
      input,
      "--out",
      out,
      "--json",
      "--quiet",
      "--restarts",
      2,
      "--iterations",
      "1x10+5,5",
      "--null-restarts=1"
    };
    System.arraycopy(always, 0, words, 0, always.length);
    System.arraycopy(more, 0, words, always.length, more.length);
    return Ran.everyshot(words);
  }

  @Test
  @SuppressWarnings("unchecked")
  void writesDensityHalvesNullFiguresAndPictures() throws Exception {
    Path out = folder.resolve("found");
    Ran ran = reconstruct(invariants(true), out);
    assertEquals(0, ran.status(), ran.err());
    for (String name : List.of("density.mrc", "half1.mrc", "half2.mrc", "null.mrc")) {
      var map = (DensityMap) StructureFile.read(out.resolve(name)).structure();
      int half = map.nx() / 2;
      assertEquals(-half * map.step(0, 0), map.origin(0), 1e-4);
    }
    for (String name : List.of("reconstruction", "surface", "sections", "fsc", "errors")) {
      assertTrue(Files.size(out.resolve(name + ".png")) > 10_000, name);
    }
    Map<String, @Nullable Object> json = ran.json();
    assertEquals(2L, json.get("restarts"));
    assertEquals(false, json.get("handKnown"));
    Map<String, Object> halfData =
        (Map<String, Object>) Objects.requireNonNull(json.get("halfData"));
    assertTrue(
        (Double) Objects.requireNonNull(halfData.get("mean")) > 0.5,
        "mean " + halfData.get("mean"));
    assertTrue(
        Objects.requireNonNull(json.get("verdict")).toString().contains("mirror image"),
        "" + json.get("verdict"));
    String metrics = Files.readString(out.resolve("metrics.json"));
    assertTrue(
        metrics.contains("\"dataPerResolutionCell\"") && metrics.contains("\"errors\""), metrics);
  }

  /// Two bodies on a line are their own mirror image.
  @Test
  void ofTwoBodiesNoHandIsMissed() {
    double[][] two = {{-12, 0, 0, 1, 5}, {10, 0, 0, 1, 6}};
    Path input = invariants(true, Blobs.of(two).density(32, 3));
    Ran ran = reconstruct(input, folder.resolve("two"), "--no-pictures");
    assertEquals(0, ran.status(), ran.err());
    String verdict = String.valueOf(ran.json().get("verdict"));
    assertTrue(verdict.contains("all but its own mirror image (FSC "), verdict);
    assertFalse(verdict.contains("hand is not known"), verdict);
  }

  @Test
  void restartsAreCountedByWhatTheyAreOf() {
    assertEquals("1 restart", Reconstruct.counted(1, 0, 0));
    assertEquals("12 restarts", Reconstruct.counted(12, 0, 0));
    assertEquals(
        "8 restarts (3 of the density, 1 of each half of the data, 3 of the null)",
        Reconstruct.counted(3, 1, 3));
    Ran ran =
        Ran.everyshot(
            "reconstruct",
            invariants(true),
            "--restarts=3",
            "--iterations=1x2+1,1",
            "--no-pictures",
            "--out",
            folder.resolve("three"));
    assertTrue(ran.err().contains(Reconstruct.counted(3, 1, 3) + " on "), ran.err());
  }

  @Test
  @Tag("long")
  void oneThreadAndTwoGiveTheSameBits() throws Exception {
    Path input = invariants(false);
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    assertEquals(0, reconstruct(input, one, "--threads", 1, "--no-pictures").status());
    assertEquals(0, reconstruct(input, two, "--threads", 2, "--no-pictures").status());
    for (String name : List.of("density.mrc", "half1.mrc", "half2.mrc", "null.mrc")) {
      assertArrayEquals(
          Files.readAllBytes(one.resolve(name)), Files.readAllBytes(two.resolve(name)), name);
    }
  }

  @Test
  void ringsOfUnequalStepsAreRefused() {
    double[] q = {0.01, 0.02, 0.03, 0.05};
    var uneven =
        new Invariants(q, new int[] {0}, new double[][] {new double[16]}, null, new double[4]);
    Path file = folder.resolve("uneven.h5");
    InvariantsFile.write(file, ExtractedInvariants.of(uneven, 1.5, DIAMETER), Map.of());
    Ran ran = reconstruct(file, folder.resolve("none"));
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("equal steps"), ran.err());
  }

  @Test
  void nonsenseIsRefusedInOneLine() {
    Path input = invariants(false);
    Path out = folder.resolve("none");
    assertEquals(2, reconstruct(input, out, "--iterations", "40").status());
    assertEquals(2, reconstruct(input, out, "--generations", "3").status());
    assertEquals(2, reconstruct(input, out, "--grid", "17").status());
    assertEquals(2, reconstruct(input, out, "--grid", "16").status());
    assertEquals(2, reconstruct(input, out, "--diameter-angstrom", "-3").status());
    Ran large = reconstruct(input, out, "--diameter-angstrom", "90000");
    assertEquals(2, large.status());
    assertTrue(large.err().contains("points along each edge"), large.err());
    Ran ran = reconstruct(folder.resolve("absent.h5"), out);
    assertEquals(2, ran.status());
    assertEquals(1, ran.errors().size(), ran.err());
  }
}
