package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamInspectionTest {
  @TempDir private Path folder;

  private static String line(Description description, String label) {
    return description.lines().stream()
        .filter(line -> line.label().equals(label))
        .map(Description.Line::text)
        .collect(Collectors.joining("; "));
  }

  private static double number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }

  /// Named as nothing in particular: the content tells the format.
  @Test
  void saysWhatACrystallographerAsks() throws IOException {
    Path file = folder.resolve("anything.txt");
    String text = StreamSamples.text(40, 25, 9);
    String none = StreamSamples.image("hit = 0\n", "");
    Files.writeString(file, text + none + none.substring(0, 30));
    Description description = Inspection.of(file, null);
    assertEquals("CrystFEL stream 2.3", description.format());
    Map<String, Object> json = description.json();
    assertEquals(41L, json.get("images"));
    assertEquals(40L, json.get("hits"));
    assertEquals(40L, json.get("indexed"));
    assertEquals(8L, json.get("multiple"));
    assertEquals(48, json.get("crystals"));
    assertEquals(48L * 25, json.get("reflections"));
    assertEquals(Map.of("hexagonal P", 48L), json.get("lattices"));
    assertEquals(List.of(93.239, 93.239, 130.707, 90.0, 90.0, 120.0), json.get("targetCell"));
    assertEquals(Map.of(StreamParser.CUT_SHORT, 1L), json.get("imagesLeftOut"));
    assertTrue(
        line(description, "cells").startsWith("93.24 ± 0.00  93.24 ± 0.00  130.71 ± 0.00 Å"));
    assertTrue(line(description, "note").contains("image cut short, byte "));
    // I/σ is uniform between -2 and 8.
    assertEquals(3, number(json.get("medianIOverSigma")), 0.4);
  }

  @Test
  void compressedStreamsAreKnownByContent() throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(StreamSamples.text(3, 2, 9).getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve("run.gz");
    Files.write(file, zipped.toByteArray());
    assertEquals(6L, Inspection.of(file, null).json().get("reflections"));
  }

  @Test
  void reflectionListsAreDescribed() throws IOException {
    Path file = folder.resolve("list");
    try (HklFile.Writer writer = HklFile.write(file, "622")) {
      writer.add(-1, 2, 33, 100, 20, 4);
      writer.add(1, 2, 3, 100, 10, 2);
      writer.add(1, 0, 3, 100, 50, 3);
      writer.commit(List.of());
    }
    Description description = Inspection.of(file, null);
    assertEquals("CrystFEL reflection list", description.format());
    assertEquals("622", description.json().get("symmetry"));
    assertEquals(3, description.json().get("reflections"));
    assertEquals(5.0, number(description.json().get("medianIOverSigma")), 1e-6);
    assertEquals("up to 1 2 33", line(description, "indices"));
    assertEquals(9L, description.json().get("measurements"));
  }

  /// Counts of the file by grep; resolution by NumPy from the orientation matrices.
  @Test
  void describesTheReferenceStream() {
    Path file =
        Path.of(
            System.getProperty("everyshot.shared", "../../shared"),
            "data/crystfel/lysozyme.stream");
    Assumptions.assumeTrue(Files.exists(file), () -> "no " + file + ": test is skipped");
    Map<String, Object> json = Inspection.of(file, null).json();
    assertEquals(3L, json.get("images"));
    assertEquals(3, json.get("crystals"));
    assertEquals(618L, json.get("reflections"));
    assertEquals(Map.of("tetragonal P", 3L), json.get("lattices"));
    assertEquals(1, json.get("panels"));
    List<?> resolution = (List<?>) Objects.requireNonNull(json.get("resolutionA"));
    assertEquals(RESOLUTION[0], number(resolution.get(0)), 1e-4);
    assertEquals(RESOLUTION[1], number(resolution.get(1)), 1e-4);
    // 0.5 % steps of I/σ.
    assertEquals(RESOLUTION[2], number(json.get("medianIOverSigma")), 0.02);
  }

  /// Coarsest and finest d, Å, and median I/σ.
  private static final double[] RESOLUTION = {31.717475, 1.896636, 1.28569};
}
