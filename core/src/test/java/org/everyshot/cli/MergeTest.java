package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Slice;
import org.everyshot.format.MtzFile;
import org.everyshot.format.MtzStillsWriter;
import org.everyshot.math.RandomStream;
import org.everyshot.merging.FreeFlags;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.everyshot.simulation.CrystalTruth;
import org.everyshot.simulation.SerialExperiment;
import org.everyshot.simulation.SimulatedStills;
import org.everyshot.simulation.StillSimulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
  private static final int STILLS = 150;
  private static final double WAVELENGTH = 1.27;

  private static final UniqueReflections UNIQUE =
      UniqueReflections.of(SpaceGroup.of("P 61 2 2"), new UnitCell(60, 60, 80, 90, 90, 120), 4);

  @TempDir private static Path folder;

  private static Path input;

  @BeforeAll
  static void simulate() throws IOException {
    input = folder.resolve("stills.mtz");
    var truth = CrystalTruth.random(UNIQUE, 14, 0.03, 5);
    var simulator = new StillSimulator(truth, SerialExperiment.usual(WAVELENGTH, 5));
    try (var stills = new SimulatedStills(simulator, STILLS);
        var out =
            MtzStillsWriter.create(
                input, "stills", UNIQUE.cell(), UNIQUE.group(), WAVELENGTH, false, List.of())) {
      for (Slice slice = stills.next(); slice != null; slice = stills.next()) {
        out.append(stills.read(slice));
      }
      out.commit();
    }
  }

  private static long number(Map<String, ?> map, String name, String inner) {
    Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(map.get(name));
    return ((Number) Objects.requireNonNull(fields.get(inner))).longValue();
  }

  private static void assertColumns(Path mtz, String labels, String types) {
    try (MtzFile file = MtzFile.open(mtz)) {
      var columns = file.header().columns();
      assertEquals(labels, String.join(" ", columns.stream().map(c -> c.label()).toList()));
      assertEquals(types, String.join("", columns.stream().map(c -> "" + c.type()).toList()));
      assertEquals(WAVELENGTH, file.header().wavelengthAngstrom(), 1e-5);
      assertEquals("P 61 2 2", String.valueOf(file.header().group()));
    }
  }

  @Test
  void anAnomalousMergeFillsItsFolder() throws IOException {
    Path out = folder.resolve("anomalous");
    Ran ran =
        Ran.everyshot(
            "merge",
            input,
            "--dmin",
            "4",
            "--anomalous",
            "--method",
            "scaled",
            "--out",
            out,
            "--json");
    assertEquals(0, ran.status(), ran.err());
    assertColumns(
        out.resolve("merged.mtz"),
        "H K L F(+) SIGF(+) F(-) SIGF(-) I(+) SIGI(+) I(-) SIGI(-) N(+) N(-) FreeR_flag",
        "HHHGLGLKMKMIII");
    Map<String, ?> json = ran.json();
    assertEquals(STILLS, number(json, "images", "received"));
    assertEquals(0, number(json, "images", "inFlight"));
    assertEquals(0, number(json, "reflections", "inFlight"));
    assertTrue(number(json, "images", "processed") > 0.6 * STILLS, ran.out());
    for (String name :
        List.of(
            "merged.hkl", "merged.cif", "stats.json", "history.csv", "merging.png", "wilson.png")) {
      assertTrue(Files.size(out.resolve(name)) > 100, name);
    }
    List<String> history = Files.readAllLines(out.resolve("history.csv"));
    assertTrue(history.getFirst().startsWith("pass,images,seconds,ccHalf,"), history.getFirst());
    assertTrue(history.getLast().startsWith("5,"), history.getLast());
  }

  @Test
  void aBayesianMergeLeavesAModelToStartFrom() throws IOException {
    Path first = folder.resolve("bayes");
    Ran ran = Ran.everyshot("merge", input, "--dmin", "4", "--out", first, "--json");
    assertEquals(0, ran.status(), ran.err());
    assertTrue(number(ran.json(), "images", "processed") > 0.8 * STILLS, ran.out());
    assertColumns(first.resolve("merged.mtz"), "H K L F SIGF I SIGI N FreeR_flag", "HHHFQJQII");
    List<String> history = Files.readAllLines(first.resolve("history.csv"));
    assertTrue(history.getFirst().contains("ccPred"), history.getFirst());
    assertTrue(history.getLast().startsWith("3,"), history.getLast());
    Path model = first.resolve("model.bin");
    Ran described = Ran.everyshot("inspect", model);
    assertTrue(described.out().contains("state of a Bayesian merge"), described.out());
    assertTrue(described.out().contains("P 61 2 2"), described.out());
    List<String> images = Files.readAllLines(first.resolve("images.csv"));
    assertEquals(number(ran.json(), "images", "processed"), images.size() - 1L);
    assertTrue(images.getLast().contains("good") || images.getLast().contains("doubtful"));
    Path second = folder.resolve("warm");
    Ran warm =
        Ran.everyshot(
            "merge", input, "--dmin", "4", "--warm-start", model, "--passes", "1", "--out", second);
    assertEquals(0, warm.status(), warm.err());
    assertTrue(Files.size(second.resolve("merged.mtz")) > 1000, warm.out());
    Files.write(model, new byte[] {1, 0, 0, 0, 9, 9});
    Ran damaged =
        Ran.everyshot(
            "merge", input, "--dmin", "4", "--warm-start", model, "--out", folder.resolve("no"));
    assertEquals(3, damaged.status(), damaged.err());
  }

  @Test
  void aMergeByNetworksLeavesAModelToStartFrom() throws IOException {
    Path first = folder.resolve("networks");
    Object[] words = {
      "merge",
      input,
      "--dmin",
      "4",
      "--model",
      "network",
      "--network",
      "blocks=1,samples=2",
      "--passes",
      "1",
      "--no-pictures",
      "--out",
      first
    };
    Ran ran = Ran.everyshot(words);
    assertEquals(0, ran.status(), ran.err());
    assertColumns(first.resolve("merged.mtz"), "H K L F SIGF I SIGI N FreeR_flag", "HHHFQJQII");
    Path model = first.resolve("model.bin");
    Ran described = Ran.everyshot("inspect", model);
    assertTrue(described.out().contains("merge by networks"), described.out());
    assertOneLine("add --model network", "--warm-start", model.toString());
    words[words.length - 1] = folder.resolve("networks2");
    Object[] again = Arrays.copyOf(words, words.length + 2);
    again[words.length] = "--warm-start";
    again[words.length + 1] = model;
    Ran warm = Ran.everyshot(again);
    assertEquals(0, warm.status(), warm.err());
  }

  @Test
  void aHybridMergeTellsWhatItsNetworkGained() throws IOException {
    Path out = folder.resolve("hybrid");
    Ran ran =
        Ran.everyshot(
            "merge", input, "--dmin", "4", "--model", "hybrid", "--no-pictures", "--out", out);
    assertEquals(0, ran.status(), ran.err());
    List<String> history = Files.readAllLines(out.resolve("history.csv"));
    assertTrue(history.getFirst().contains("correctionLogLikelihood"), history.getFirst());
    assertTrue(history.getLast().startsWith("7,"), history.getLast());
  }

  @Test
  void aMergeGoesOnFromItsCheckpoint() throws IOException {
    Path safe = folder.resolve("safe");
    Path first = folder.resolve("checkpointed");
    Path second = folder.resolve("resumed");
    Ran ran =
        Ran.everyshot(
            "merge", input, "--dmin", "4", "--no-pictures", "--checkpoint", safe, "--out", first);
    assertEquals(0, ran.status(), ran.err());
    // All passes are done: nothing is left to do but to write.
    Ran again =
        Ran.everyshot(
            "merge", input, "--dmin", "4", "--no-pictures", "--checkpoint", safe, "--out", second);
    assertEquals(0, again.status(), again.err());
    assertTrue(again.err().contains("goes on from"), again.err());
    try (MtzFile one = MtzFile.open(first.resolve("merged.mtz"));
        MtzFile two = MtzFile.open(second.resolve("merged.mtz"))) {
      assertArrayEquals(one.column("F"), two.column("F"));
      assertArrayEquals(one.column("SIGI"), two.column("SIGI"));
      assertArrayEquals(one.column("N"), two.column("N"));
    }
    Ran other =
        Ran.everyshot(
            "merge", input, "--dmin", "5", "--checkpoint", safe, "--out", folder.resolve("no"));
    assertEquals(2, other.status());
    assertTrue(other.errors().getFirst().contains("--dmin 4.0 there, 5.0 here"), other.err());
    Files.write(safe.resolve("merge.checkpoint"), new byte[200]);
    Ran damaged =
        Ran.everyshot(
            "merge", input, "--dmin", "4", "--checkpoint", safe, "--out", folder.resolve("no"));
    assertEquals(3, damaged.status(), damaged.err());
  }

  /// Of the version that knew stills of a network's merge by their places.
  @Test
  void aCheckpointOfAnOlderVersionIsRefusedAsSuch() throws IOException {
    Path safe = Files.createDirectories(folder.resolve("older"));
    byte[] format = "everyshot merge checkpoint 1".getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(200);
    bytes.putInt(format.length).put(format);
    bytes.position(200 - 32).put(FileStamp.sha256(bytes.array(), 0, 200 - 32));
    Files.write(safe.resolve("merge.checkpoint"), bytes.array());
    Ran ran =
        Ran.everyshot(
            "merge", input, "--dmin", "4", "--checkpoint", safe, "--out", folder.resolve("no"));
    assertEquals(2, ran.status(), ran.err());
    assertEquals(1, ran.errors().size(), ran.err());
    assertTrue(ran.err().contains("another version; remove it to begin"), ran.err());
  }

  @Test
  void polychromaticStillsLeaveTheirSpectrum() throws IOException {
    Path file = folder.resolve("pink.mtz");
    try (MtzStillsWriter out =
        MtzStillsWriter.create(
            file, "pink", UNIQUE.cell(), UNIQUE.group(), 1.03, true, List.of())) {
      for (int image = 0; image < 40; image++) {
        var random = new RandomStream(3, image, 0);
        var table = new ReflectionTable.Builder(null);
        String name = "pink//" + image;
        table.still(new Still(name, Still.key(name), 1.03, null, UNIQUE.cell()));
        for (int i = 0; i < 100; i++) {
          int row = (int) (random.uniform() * UNIQUE.count());
          double wavelength = 1 + 0.06 * random.uniform();
          // Twice as bright at the long end as at the short one.
          double counts = 1000 * Math.exp(Math.log(2) * (wavelength - 1.03) / 0.06);
          table.add(
              UNIQUE.h(row),
              UNIQUE.k(row),
              UNIQUE.l(row),
              (float) (counts * (1 + 0.1 * random.normal())),
              (float) (0.1 * counts),
              Float.NaN,
              Float.NaN,
              -1);
          table.wavelength(wavelength);
        }
        out.append(table.build());
      }
      out.commit();
    }
    Path out = folder.resolve("pink");
    Ran ran = Ran.everyshot("merge", file, "--dmin", "4", "--no-pictures", "--out", out);
    assertEquals(0, ran.status(), ran.err());
    List<String> spectrum = Files.readAllLines(out.resolve("spectrum.csv"));
    assertEquals("wavelengthAngstrom,brightness", spectrum.getFirst());
    double shortEnd = brightness(spectrum.get(11));
    double longEnd = brightness(spectrum.get(91));
    // A tenth of the band from either end; 4,000 measurements of 10 % each.
    assertEquals(Math.pow(2, 0.8), longEnd / shortEnd, 0.1);
  }

  private static double brightness(String row) {
    return Double.parseDouble(row.substring(row.indexOf(',') + 1));
  }

  @Test
  void aPlainMergeCountsEveryMeasurement() throws IOException {
    Path out = folder.resolve("plain");
    Ran ran =
        Ran.everyshot(
            "merge",
            input,
            "--dmin",
            "4",
            "--method",
            "mean",
            "--no-pictures",
            "--out",
            out,
            "--json");
    assertEquals(0, ran.status(), ran.err());
    assertColumns(out.resolve("merged.mtz"), "H K L F SIGF I SIGI N FreeR_flag", "HHHFQJQII");
    try (MtzFile file = MtzFile.open(out.resolve("merged.mtz"))) {
      float[] n = file.column("N");
      long sum = 0;
      for (float count : n) {
        sum += (long) count;
      }
      assertEquals(number(ran.json(), "reflections", "processed"), sum);
    }
    assertTrue(Files.notExists(out.resolve("merging.png")), "no pictures asked for");
  }

  @Test
  void flagsAreTakenOverFromAReference() {
    Path first = folder.resolve("flags1");
    Path second = folder.resolve("flags2");
    Ran.everyshot(
        "merge", input, "--dmin", "4", "--method", "mean", "--no-pictures", "--out", first);
    Path reference = first.resolve("merged.mtz");
    Ran ran =
        Ran.everyshot(
            "merge",
            input,
            "--dmin",
            "5",
            "--method",
            "mean",
            "--no-pictures",
            "--out",
            second,
            "--reference",
            reference);
    assertEquals(0, ran.status(), ran.err());
    int[] hashed = FreeFlags.of(UNIQUE, List.of());
    try (MtzFile file = MtzFile.open(second.resolve("merged.mtz"))) {
      float[] h = file.column("H");
      float[] k = file.column("K");
      float[] l = file.column("L");
      float[] flag = file.column("FreeR_flag");
      int[] expected = new int[flag.length];
      int[] found = new int[flag.length];
      for (int r = 0; r < flag.length; r++) {
        expected[r] = hashed[UNIQUE.slot((int) h[r], (int) k[r], (int) l[r]) >> 1];
        found[r] = (int) flag[r];
      }
      assertArrayEquals(expected, found);
    }
  }

  @Test
  void whatCannotBeMergedIsSaidInOneLine() throws IOException {
    assertOneLine("not one of", "--model", "network", "--network", "depth=3");
    assertOneLine("no meaning", "--network", "blocks=3");
    assertOneLine("--model hybrid", "--model", "hybrid", "--likelihood", "student");
    assertOneLine("gauge, gains", "--without", "gains,luck");
    assertOneLine("has no meaning", "--method", "mean", "--without", "gains");
    assertOneLine("does not fit space group", "--space-group", "P 4");
    assertOneLine("expected 2 or more", "--method", "scaled", "--passes", "1");
    assertOneLine("has no meaning", "--method", "mean", "--reindex", "auto");
    assertOneLine("no such file", "--warm-start", "nowhere.bin");
    assertOneLine("has no reflection of so large a spacing", "--dmin", "90");
    Path text = Files.writeString(folder.resolve("notes.txt"), "no reflections here at all");
    Ran ran = Ran.everyshot("merge", text, "--dmin", "4", "--out", folder.resolve("none"));
    assertEquals(2, ran.status());
    assertTrue(ran.errors().getFirst().contains("expected a CrystFEL stream"), ran.err());
  }

  @Test
  void stillsOfTooFewReflectionsAreToldWithTheMethodThatTakesThem() {
    assertOneLine("on stills left out", "--dmin", "24");
    assertOneLine("--method mean asks for less", "--dmin", "24");
    assertOneLine("--method mean asks for less", "--dmin", "24", "--method", "scaled");
  }

  @Test
  void aShellWithoutPossibleReflectionsHasNoCompleteness() {
    Ran ran =
        Ran.everyshot(
            "merge",
            input,
            "--dmin",
            "24",
            "--method",
            "mean",
            "--no-pictures",
            "--out",
            folder.resolve("coarse"));
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("100.0%") && !ran.out().contains("NaN"), ran.out());
  }

  @Test
  void aReferenceOfAnotherCrystalIsRefused() {
    Path out = folder.resolve("other.stream");
    String simulate = "simulate sfx --space-group P212121 --dmin 8 --images 2 --cell";
    List<Object> words = new ArrayList<>(List.of(simulate.split(" ", -1)));
    words.addAll(List.of("40", "50", "60", "90", "90", "90", "--out", out));
    assertEquals(0, Ran.everyshot(words.toArray()).status());
    assertOneLine("expected that of this merge", "--reference", folder + "/other-truth.mtz");
  }

  private static void assertOneLine(String part, String... options) {
    Object[] words = new Object[6 + options.length];
    System.arraycopy(
        new Object[] {"merge", input, "--dmin", "4", "--out", folder.resolve("none")},
        0,
        words,
        0,
        6);
    System.arraycopy(options, 0, words, 6, options.length);
    Ran ran = Ran.everyshot(words);
    assertEquals(2, ran.status());
    assertEquals(1, ran.errors().size(), ran.err());
    assertTrue(ran.errors().getFirst().contains(part), ran.err());
  }
}
