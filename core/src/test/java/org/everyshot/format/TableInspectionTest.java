package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `inspect` says of reflections, with the counts that are known of real files.
class TableInspectionTest {
  @TempDir Path folder;

  private static String text(Description description) {
    return description.lines().stream()
        .map(line -> line.label() + ": " + line.text())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void thermolysinStillsAreDescribedFromEitherFile() {
    for (String name : List.of("dials/stills.refl", "dials/stills.expt")) {
      Description description = Inspection.of(Shared.file(name), null);
      Map<String, Object> json = description.json();
      assertEquals(3, json.get("images"));
      assertEquals(3, json.get("crystals"));
      assertEquals(64, json.get("panels"));
      assertEquals("P 61 2 2", json.get("spaceGroup"));
      assertEquals(495L, json.get("reflections"));
      assertEquals(Map.of("background failed", 7L), json.get("reflectionsLeftOut"));
      String text = text(description);
      assertTrue(text.contains("1.27131 to 1.27172 Å"), text);
      // Median I/σ of all 502 rows is 5.1; the seven that failed change it by less than 0.1.
      assertEquals(5.1, (Double) Objects.requireNonNull(json.get("medianIOverSigma")), 0.1);
    }
  }

  @Test
  void lysozymeIsDescribedWithItsColumns() {
    Description description = Inspection.of(Shared.file("mtz/conventional.mtz"), null);
    assertEquals("unmerged MTZ file", description.format());
    Map<String, Object> json = description.json();
    assertEquals(3L, json.get("images"));
    assertEquals(839L, json.get("reflections"));
    assertEquals("P 43 21 2", json.get("spaceGroup"));
    String text = text(description);
    assertTrue(text.contains("79.331 79.331 37.797 Å, 90.00 90.00 90.00°"), text);
    assertTrue(text.contains("BATCH (B), IPR (J), SIGIPR (Q)"), text);
    assertTrue(text.contains("14.63 to 1.721 Å"), text);
  }

  @Test
  void mergedFilesAreToldFromCoordinates() throws Exception {
    var merged = MergedMtzTest.random(true);
    int[] free = new int[merged.unique().count()];
    Path mtz = folder.resolve("merged.mtz");
    MergedMtz.write(mtz, merged, free, 1.2713, "title", List.of("what made it"));
    Description description = Inspection.of(mtz, null);
    assertEquals("merged MTZ file", description.format());
    String text = text(description);
    assertTrue(text.contains("history: what made it"), text);
    assertTrue(text.contains("1.27130 Å (9752.6 eV)"), text);
    assertTrue(text.contains("F(+)/σ: mean"), text);
    Path cif = folder.resolve("merged.cif");
    MmcifWriter.write(cif, merged, free, 1.2713, "merged");
    description = Inspection.of(cif, null);
    assertEquals("mmCIF structure factors", description.format());
    assertEquals("P 61 2 2", description.json().get("spaceGroup"));
    assertTrue(text(description).contains("pdbx_F_plus/σ: mean"));
  }

  @Test
  void tableWithoutItsExperimentsIsDescribedAsFarAsItGoes() throws Exception {
    Path refl = folder.resolve("alone.refl");
    Files.copy(Shared.file("dials/stills.refl"), refl);
    Description description = Inspection.of(refl, null);
    assertEquals(502, description.json().get("reflections"));
    assertTrue(text(description).contains("its .expt is not beside it"));
    assertTrue(text(description).contains("miller_index (cctbx::miller::index<>)"));
  }
}
