package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.everyshot.format.MrcWriter;
import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;
import org.everyshot.reconstruction.Blobs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
  @TempDir Path folder;

  private Path write(String name, Blobs blobs, int points, double spacing) {
    Path file = folder.resolve(name);
    MrcWriter.write(file, blobs.density(points, spacing).map(name), List.of());
    return file;
  }

  @Test
  @SuppressWarnings("unchecked")
  void movedMirrorImageOnAnotherLatticeIsLaidBack() {
    Blobs blobs = Blobs.random(30, 30, 6, 5);
    Rotation rotation = Rotation.uniform(new RandomStream(5, 0, 2));
    Path a = write("a.mrc", blobs.moved(rotation, true, 4, 0, -9), 48, 3.2);
    Path b = write("b.mrc", blobs, 40, 4);
    Path out = folder.resolve("aligned.mrc");

    Ran ran = Ran.everyshot("compare", a, b, "--out", out, "--json", "--q-max", "0.4");

    assertEquals(0, ran.status(), ran.err());
    Map<String, @Nullable Object> json = ran.json();
    assertEquals(true, json.get("inverted"));
    List<Double> shift = (List<Double>) Objects.requireNonNull(json.get("shiftAngstrom"));
    assertEquals(4, shift.get(0), 0.1);
    assertEquals(0, shift.get(1), 0.1);
    assertEquals(-9, shift.get(2), 0.1);
    // The ball that is compared cuts a little off the outermost blobs of each.
    assertTrue(
        (Double) Objects.requireNonNull(json.get("fscMean")) > 0.995,
        "mean " + json.get("fscMean"));
    assertTrue(
        (Double) Objects.requireNonNull(json.get("correlation")) > 0.999,
        "" + json.get("correlation"));
    assertTrue(Files.exists(folder.resolve("aligned-fsc.png")));

    Ran again = Ran.everyshot("compare", a, out, "--json", "--q-max", "0.4");
    Map<String, @Nullable Object> second = again.json();
    assertEquals(false, second.get("inverted"));
    Map<String, Object> turn = (Map<String, Object>) Objects.requireNonNull(second.get("rotation"));
    assertEquals(0, (Double) Objects.requireNonNull(turn.get("degrees")), 0.2);
  }

  @Test
  void atomsAreNoMap() throws Exception {
    Path file = folder.resolve("atom.pdb");
    Files.writeString(
        file, "ATOM      1  CA  ALA A   1      11.104   6.134  -6.504  1.00  0.00           C\n");
    Ran ran = Ran.everyshot("compare", file, file);
    assertEquals(Failures.USER, ran.status());
    assertTrue(ran.err().contains("give a map"), ran.err());
  }
}
