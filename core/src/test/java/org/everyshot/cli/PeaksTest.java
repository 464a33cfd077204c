package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.StructureFactors;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.format.MtzColumn;
import org.everyshot.format.MtzDataset;
import org.everyshot.format.MtzHeader;
import org.everyshot.format.MtzWriter;
import org.everyshot.format.StructureFile;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DensityMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A zinc, a sulphur and two hundred light atoms at random places; amplitudes as they are.
class PeaksTest {
  private static final double WAVELENGTH = 1.27;

  @TempDir Path folder;
  private Path pdb = Path.of("");
  private UniqueReflections unique;
  private StructureFactors factors;

  @BeforeEach
  void crystal() throws IOException {
    pdb = Files.writeString(folder.resolve("model.pdb"), pdb("P 21 21 21"));
    var atoms = (AtomicModel) StructureFile.read(pdb).structure();
    CrystalModel model = CrystalModel.of(atoms);
    unique = UniqueReflections.of(model.group(), model.cell(), 2.2);
    factors = StructureFactors.of(model, unique, WAVELENGTH);
  }

  private static String pdb(String group) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "CRYST1%9.3f%9.3f%9.3f%7.2f%7.2f%7.2f %-11s%4d\n",
            30.0,
            35.0,
            40.0,
            90.0,
            90.0,
            90.0,
            group,
            4));
    var random = new Random(5);
    for (int i = 0; i < 202; i++) {
      String element = i == 0 ? "ZN" : i == 1 ? " S" : i % 3 == 0 ? " O" : " C";
      String name = i == 0 ? "ZN  " : i == 1 ? " SD " : i % 3 == 0 ? " O  " : " C  ";
      String residue = i == 0 ? " ZN" : "MET";
      text.append(
          String.format(
              Locale.ROOT,
              "HETATM%5d %s %s A%4d    %8.3f%8.3f%8.3f%6.2f%6.2f          %s\n",
              i + 1,
              name,
              residue,
              i + 1,
              30 * random.nextDouble(),
              35 * random.nextDouble(),
              40 * random.nextDouble(),
              1.0,
              15.0,
              element));
    }
    return text.toString();
  }

  /// Writes an MTZ file in one of the layouts that programs write.
  private Path mtz(String layout) {
    List<MtzColumn> columns = new ArrayList<>();
    for (String index : new String[] {"H", "K", "L"}) {
      columns.add(new MtzColumn(index, 'H', 0));
    }
    String[] labels =
        switch (layout) {
          case "amplitudes", "alike" -> new String[] {"F(+):G", "SIGF(+):L", "F(-):G", "SIGF(-):L"};
          case "intensities" -> new String[] {"I(+):K", "SIGI(+):M", "I(-):K", "SIGI(-):M"};
          case "difference" -> new String[] {"FP:F", "SIGFP:Q", "DANO:D", "SIGDANO:Q"};
          case "rows" -> new String[] {"F:F", "SIGF:Q"};
          case "mean" -> new String[] {"FP:F", "SIGFP:Q"};
          default -> new String[] {"M/ISYM:Y", "BATCH:B", "I:J", "SIGI:Q"};
        };
    for (String label : labels) {
      int colon = label.indexOf(':');
      columns.add(new MtzColumn(label.substring(0, colon), label.charAt(colon + 1), 1));
    }
    MtzHeader header =
        MtzHeader.toWrite(
            "test",
            unique.cell(),
            unique.group(),
            columns,
            List.of(
                MtzDataset.base(unique.cell()),
                new MtzDataset(1, "p", "c", "d", unique.cell(), WAVELENGTH)),
            List.of());
    Path file = folder.resolve(layout + ".mtz");
    try (var out = MtzWriter.create(file, header)) {
      for (int row = 0; row < unique.count(); row++) {
        float plus = (float) factors.amplitude(2 * row);
        float minus = (float) factors.amplitude(2 * row + 1);
        int h = unique.h(row);
        int k = unique.k(row);
        int l = unique.l(row);
        switch (layout) {
          case "intensities" -> append(out, h, k, l, plus * plus, 1, minus * minus, 1);
          case "difference" -> append(out, h, k, l, (plus + minus) / 2, 1, plus - minus, 1);
          case "rows" -> {
            append(out, h, k, l, plus, 1);
            append(out, -h, -k, -l, minus, 1);
          }
          case "alike" -> append(out, h, k, l, plus, 1, plus, 1);
          case "mean" -> append(out, h, k, l, (plus + minus) / 2, 1);
          default -> append(out, h, k, l, plus, 1, minus, 1);
        }
      }
      out.commit();
    }
    return file;
  }

  private static void append(MtzWriter out, float... row) {
    out.append(row, 0, 1);
  }

  private Ran peaks(Path mtz, Path model, String... more) {
    List<String> arguments = new ArrayList<>(List.of("peaks", mtz.toString()));
    arguments.addAll(
        List.of("--model", model.toString(), "--out", folder.resolve("out").toString()));
    arguments.addAll(List.of(more));
    return Ran.everyshot(arguments.toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"amplitudes", "intensities", "difference", "rows"})
  void everyWayToWriteFriedelPairsShowsTheZinc(String layout) throws IOException {
    Ran ran = peaks(mtz(layout), pdb, "--json");
    assertEquals(0, ran.status(), ran.err());
    Map<String, ?> json = ran.json();
    List<?> found = (List<?>) Objects.requireNonNull(json.get("peaks"));
    var first = (Map<?, ?>) found.getFirst();
    assertEquals("A/ZN 1", first.get("nearestAtom"));
    assertTrue((Double) Objects.requireNonNull(first.get("distanceAngstrom")) < 0.15);
    double height = (Double) Objects.requireNonNull(first.get("heightSigma"));
    // The map is a few hundred Å³ of zinc in 42,000 Å³ of nothing.
    assertTrue(height > 20 && height < 80, () -> "zinc at " + height);
    assertEquals(1.0, (Double) Objects.requireNonNull(json.get("modelCorrelation")), 1e-3);
    List<?> sites = (List<?>) Objects.requireNonNull(json.get("sites"));
    assertEquals(2, sites.size());
    assertEquals("A/Met2 SD", ((Map<?, ?>) sites.get(1)).get("atom"));
    Path out = folder.resolve("out");
    List<String> csv = Files.readAllLines(out.resolve("peaks.csv"));
    assertEquals(found.size() + 1, csv.size());
    assertTrue(csv.get(1).contains("A/ZN 1"), csv.get(1));
    assertTrue(ran.out().contains("A/ZN 1"), ran.out());
    var map = (DensityMap) StructureFile.read(out.resolve("anomalous.ccp4")).structure();
    assertEquals(0, map.nx() % 2);
    BufferedImage page = ImageIO.read(out.resolve("peaks.png").toFile());
    assertTrue(page.getWidth() == 2520 && hues(page) > 1000, "the page shows coloured sections");
  }

  /// Pixels of a strong red or blue.
  private static int hues(BufferedImage page) {
    int found = 0;
    for (int y = 0; y < page.getHeight(); y++) {
      for (int x = 0; x < page.getWidth(); x++) {
        int rgb = page.getRGB(x, y);
        found += Math.abs((rgb >> 16 & 255) - (rgb & 255)) > 60 ? 1 : 0;
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"amplitudes", "intensities"})
  void aWeightedMapShowsTheZincAndSaysThatItIsWeighted(String layout) throws IOException {
    Ran ran = peaks(mtz(layout), pdb, "--weighted", "--no-pictures");
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("(weighted)"), ran.out());
    List<String> csv = Files.readAllLines(folder.resolve("out").resolve("peaks.csv"));
    assertTrue(csv.get(1).contains("A/ZN 1"), csv.get(1));
  }

  @Test
  void weightsNeedSigmas() {
    Ran ran = peaks(mtz("rows"), pdb, "--weighted");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("leave out --weighted"), ran.err());
  }

  @Test
  void meanAmplitudesAreRefused() {
    Ran ran = peaks(mtz("mean"), pdb);
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("no Friedel pairs among its columns"), ran.err());
    assertTrue(ran.err().contains("--anomalous"), ran.err());
  }

  @Test
  void matesThatAreAllAlikeAreRefused() {
    Ran ran = peaks(mtz("alike"), pdb);
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("are alike"), ran.err());
  }

  @Test
  void unmergedObservationsAreRefused() {
    Ran ran = peaks(mtz("unmerged"), pdb);
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("everyshot merge"), ran.err());
  }

  @Test
  void modelOfAnotherSpaceGroupIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.pdb"), pdb("P 21 21 2"));
    Ran ran = peaks(mtz("amplitudes"), other);
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("P 21 21 21") && ran.err().contains("P 21 21 2"), ran.err());
  }

  @Test
  void modelOfAnotherCrystalFormIsRefused() throws IOException {
    String longer = pdb("P 21 21 21").replace("   40.000", "   48.000");
    Ran ran = peaks(mtz("amplitudes"), Files.writeString(folder.resolve("long.pdb"), longer));
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("expected one crystal form"), ran.err());
  }

  @Test
  void wavelengthBeyondTheTableIsRefused() {
    Ran ran = peaks(mtz("amplitudes"), pdb, "--wavelength-angstrom", "12");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("wavelength 12.0 Å"), ran.err());
  }
}
