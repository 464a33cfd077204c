package org.everyshot.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Team;
import org.everyshot.format.InvariantsFile;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.Invariants;
import org.everyshot.simulation.Shape;
import org.everyshot.simulation.TrueCorrelation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Simulated shots of two spheres to their invariants, whose closed form is known.
class ExtractTest {
  private static final double WAVELENGTH = 1.3;
  private static final int RINGS = 24;

  @TempDir static Path shared;
  @TempDir private Path folder;
  private static Path correlation = Path.of("");

  @BeforeAll
  static void correlateShots() {
    Path shots = shared.resolve("shots.h5");
    correlation = shared.resolve("C2.h5");
    Ran simulated =
        Ran.everyshot(
            "simulate",
            "fxs",
            "--shape",
            "two-spheres",
            "--shots",
            4000,
            "--photons",
            20000,
            "--rings",
            RINGS,
            "--azimuths",
            64,
            "--q-max",
            0.2,
            "--wavelength-angstrom",
            WAVELENGTH,
            "--particles-fixed",
            "--out",
            shots,
            "--threads",
            2);
    assertEquals(0, simulated.status(), simulated.err());
    Ran correlated =
        Ran.everyshot(
            "correlate",
            shots,
            "--self-term",
            "subtract",
            "--wavelength-angstrom",
            WAVELENGTH,
            "--no-pictures",
            "--out",
            correlation,
            "--threads",
            2);
    assertEquals(0, correlated.status(), correlated.err());
  }

  private Ran extract(Object... more) {
    List<Object> words = new ArrayList<>(List.of("extract", correlation, "--json"));
    words.addAll(List.of(more));
    return Ran.everyshot(words.toArray());
  }

  /// The largest extent is 120 Å; a search in steps of about 10 % may end a step off.
  @Test
  void theDiameterIsFoundAndSaid() {
    Path out = folder.resolve("invariants.h5");
    Ran ran = extract("--diameter-angstrom", "auto", "--out", out);
    assertEquals(0, ran.status(), ran.err());
    double diameter =
        ((Number) Objects.requireNonNull(ran.json().get("diameterAngstrom"))).doubleValue();
    assertTrue(diameter > 100 && diameter < 140, "diameter " + diameter);
    assertTrue(ran.out().contains("the least whose held-out χ²"), ran.out());
    for (String name : List.of("", "-curves", "-spectra", "-halves", "-filtered", "-diameter")) {
      assertTrue(Files.exists(folder.resolve("invariants" + name + ".png")), name);
    }
  }

  /// B_2 and B_4 against the closed form on the scale of the mean intensity; 4,000 shots of 20,000
  /// photons allow a few per cent.
  @Test
  void invariantsOfTwoSpheresComeOutOfTheirShots() {
    Path out = folder.resolve("invariants.h5");
    Ran ran = extract("--diameter-angstrom", 120, "--no-pictures", "--out", out);
    assertEquals(0, ran.status(), ran.err());
    ExtractedInvariants found = InvariantsFile.read(out);
    Invariants whole = found.whole();
    double[] q = whole.radialPoints();
    var grid = new PolarGrid(q[0], q[RINGS - 1], RINGS, 64);
    var truth =
        new TrueCorrelation(Shape.TWO_SPHERES.particle(0.21, new Team(1)), grid, WAVELENGTH, 40);
    double scale = whole.averageIntensity()[0] / truth.meanIntensity(0);
    for (int l = 2; l <= 4; l += 2) {
      double[] values = whole.values(whole.indexOf(l));
      double off = 0;
      double size = 0;
      for (int k = 0; k < values.length; k++) {
        double expected = scale * scale * truth.invariant(l, k / RINGS, k % RINGS);
        off += Math.pow(values[k] - expected, 2);
        size += expected * expected;
      }
      assertEquals(0, Math.sqrt(off / size), 0.05, "degree " + l);
    }
    Map<String, ?> json = ran.json();
    double all = ((Number) Objects.requireNonNull(json.get("chiSquare"))).doubleValue();
    double filtered = ((Number) Objects.requireNonNull(json.get("chiSquareHeldOut"))).doubleValue();
    double first =
        ((Number) Objects.requireNonNull(json.get("chiSquareHeldOutTier1"))).doubleValue();
    // What few shots add to all angles alike is fitted too: χ² ends well below 1.
    assertTrue(all < 1.1, "χ² " + all);
    assertTrue(filtered < first, filtered + " with all tiers, " + first + " with tier 1");
  }

  /// What a mean shot holds beside one particle is told apart: three particles, pulses that jitter
  /// and a background that is as bright as they are. 3,000 shots allow a few per cent; background
  /// left in would be a factor of four, the number of particles one of three, jitter one of 1.25.
  @Test
  void oneParticleIsWhatComesOut() {
    Path streamed = folder.resolve("C2.h5");
    Path exact = folder.resolve("true.h5");
    Ran simulated =
        Ran.everyshot(
            "simulate",
            "fxs",
            "--shape",
            "two-spheres",
            "--shots=3000",
            "--particles=3",
            "--jitter=0.5",
            "--background=1",
            "--photons=40000",
            "--rings=" + RINGS,
            "--azimuths=64",
            "--q-max=0.1",
            "--wavelength-angstrom=" + WAVELENGTH,
            "--correlate",
            "--self-term=subtract",
            "--no-pictures",
            "--out",
            streamed,
            "--true-invariants",
            exact,
            "--threads=2");
    assertEquals(0, simulated.status(), simulated.err());
    Path out = folder.resolve("invariants.h5");
    Ran ran =
        Ran.everyshot(
            "extract",
            streamed,
            "--diameter-angstrom=120",
            "--particles=3",
            "--beam-jitter=0.5",
            "--background=" + 40000 * 0.5 / (RINGS * 64),
            "--no-pictures",
            "--out",
            out);
    assertEquals(0, ran.status(), ran.err());
    Invariants found = InvariantsFile.read(out).whole();
    Invariants truth = InvariantsFile.read(exact).whole();
    for (int ring : new int[] {1, RINGS / 3, RINGS / 2}) {
      double scale = Math.pow(found.averageIntensity()[ring] / truth.averageIntensity()[ring], 2);
      int at = ring * RINGS + ring;
      double b0 = truth.values(truth.indexOf(0))[at];
      assertEquals(1, found.values(found.indexOf(0))[at] / (scale * b0), 1e-5);
      double b2 = truth.values(truth.indexOf(2))[at];
      assertEquals(0, (found.values(found.indexOf(2))[at] / scale - b2) / b0, 0.1 * b2 / b0);
    }
  }

  @Test
  void aBackgroundThatIsNoneIsRefused() {
    Ran ran = extract("--diameter-angstrom", 120, "--background", "none.h5");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("--background none.h5"), ran.err());
  }

  /// The simulator's own exact invariants are those of the closed form, to single precision.
  @Test
  void simulatedTruthHoldsTheExactInvariants() {
    Path file = folder.resolve("truth.h5");
    Ran ran =
        Ran.everyshot(
            "simulate",
            "fxs",
            "--shape",
            "two-spheres",
            "--shots",
            1,
            "--rings",
            4,
            "--q-max",
            0.1,
            "--true-invariants",
            file,
            "--out",
            folder.resolve("one.h5"));
    assertEquals(0, ran.status(), ran.err());
    Invariants truth = InvariantsFile.read(file).whole();
    double[] q = truth.radialPoints();
    var closed =
        new TrueCorrelation(
            Shape.TWO_SPHERES.particle(0.11, new Team(1)),
            new PolarGrid(q[0], q[3], 4, 8),
            WAVELENGTH,
            20);
    for (int l = 0; l <= 12; l += 2) {
      double[] values = truth.values(truth.indexOf(l));
      for (int k = 0; k < 16; k++) {
        double scale =
            Math.sqrt(closed.invariant(0, k / 4, k / 4) * closed.invariant(0, k % 4, k % 4));
        assertEquals(closed.invariant(l, k / 4, k % 4), values[k], 1e-6 * scale);
      }
    }
  }

  @Test
  void theSameBitsComeFromAnyNumberOfThreads() {
    Invariants[] found = new Invariants[2];
    for (int threads = 1; threads <= 2; threads++) {
      Path out = folder.resolve("invariants" + threads + ".h5");
      Ran ran =
          extract("--diameter-angstrom", 120, "--no-pictures", "--out", out, "--threads", threads);
      assertEquals(0, ran.status(), ran.err());
      found[threads - 1] = InvariantsFile.read(out).whole();
    }
    assertArrayEquals(found[0].degrees(), found[1].degrees());
    for (int i = 0; i < found[0].degrees().length; i++) {
      assertArrayEquals(found[0].values(i), found[1].values(i));
      assertArrayEquals(found[0].sigma(i), found[1].sigma(i));
    }
  }

  /// Ring 3 is masked: missing in the result, and no harm to the others.
  @Test
  void aRingWithoutDataIsMissingInTheResult() throws IOException {
    byte[] mask = new byte[RINGS * 64];
    Arrays.fill(mask, (byte) 1);
    Arrays.fill(mask, 3 * 64, 4 * 64, (byte) 0);
    String header =
        "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, 64), }".formatted(RINGS);
    var npy = new ByteArrayOutputStream();
    npy.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    npy.writeBytes((header + " ".repeat(117 - header.length()) + "\n").getBytes(US_ASCII));
    npy.writeBytes(mask);
    Path file = Files.write(folder.resolve("mask.npy"), npy.toByteArray());
    Path gapped = folder.resolve("C2.h5");
    Ran correlated =
        Ran.everyshot(
            "correlate",
            shared.resolve("shots.h5"),
            "--mask",
            file,
            "--self-term",
            "subtract",
            "--wavelength-angstrom",
            WAVELENGTH,
            "--no-pictures",
            "--out",
            gapped);
    assertEquals(0, correlated.status(), correlated.err());
    Path out = folder.resolve("invariants.h5");
    Ran ran = Ran.everyshot("extract", gapped, "--diameter-angstrom", 120, "--out", out, "--json");
    assertEquals(0, ran.status(), ran.err());
    double heldOut =
        ((Number) Objects.requireNonNull(ran.json().get("chiSquareHeldOut"))).doubleValue();
    assertTrue(heldOut < 2, "held-out χ² " + heldOut);
    Invariants found = InvariantsFile.read(out).whole();
    Path complete = folder.resolve("complete.h5");
    Ran other = extract("--diameter-angstrom", 120, "--no-pictures", "--out", complete);
    assertEquals(0, other.status(), other.err());
    double[] expected = InvariantsFile.read(complete).whole().values(1);
    double[] values = found.values(1);
    double most = Arrays.stream(expected).max().orElseThrow();
    for (int k = 0; k < values.length; k++) {
      if (k / RINGS == 3 || k % RINGS == 3) {
        assertTrue(Double.isNaN(values[k]));
      } else {
        int p = k / RINGS;
        int r = k % RINGS;
        double scale = Math.sqrt(Math.abs(expected[p * RINGS + p] * expected[r * RINGS + r]));
        assertEquals(expected[k], values[k], 0.1 * scale + 1e-3 * most);
      }
    }
  }

  @Test
  void badOptionsAreRefusedInALine() {
    Path out = folder.resolve("invariants.h5");
    for (String diameter : List.of("-3", "0", "wide")) {
      Ran ran = extract("--diameter-angstrom", diameter, "--out", out);
      assertEquals(2, ran.status());
      assertTrue(ran.err().contains("expected angstroms, or auto"), ran.err());
    }
    Ran tiers = extract("--diameter-angstrom", 120, "--tiers", "2", "--out", out);
    assertEquals(2, tiers.status());
    assertTrue(tiers.err().contains("expected auto, 1"), tiers.err());
    assertFalse(Files.exists(out));
  }
}
