package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.everyshot.format.Hdf5Writer;
import org.everyshot.format.NpyType;
import org.everyshot.format.NpyWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final String[] GRID = {"--q-min", "0.01", "--q-max", "0.1"};

  @TempDir Path folder;

  private Path npy(String name, float value, int shots) {
    Path file = folder.resolve(name);
    float[] images = new float[shots * 4 * 8];
    Arrays.fill(images, value);
    try (var out = NpyWriter.create(file, NpyType.FLOAT32, shots, 4, 8)) {
      out.append(images);
      out.commit();
    }
    return file;
  }

  private static Ran doctor(Path file, String... more) {
    Object[] words = new Object[2 + more.length];
    words[0] = "doctor";
    words[1] = file;
    System.arraycopy(more, 0, words, 2, more.length);
    return Ran.everyshot(words);
  }

  @Test
  void theMachineIsDescribed() {
    Ran ran = Ran.everyshot("doctor", "--json");
    assertEquals(0, ran.status());
    assertEquals((long) Runtime.getRuntime().availableProcessors(), ran.json().get("cores"));
    // 16 blocks × 129 harmonics × 300·301/2 pairs of rings, at least two doubles each.
    assertTrue(ran.json().get("stateMib") instanceof Long mib && mib >= 1422, ran::out);
  }

  @Test
  void aGoodFileHasNothingWrong() {
    Ran ran = doctor(npy("good.npy", 2, 5), GRID);
    assertTrue(ran.out().contains("nothing wrong found"), ran.out());
    assertTrue(ran.out().contains("5 shots"), ran.out());
  }

  @Test
  void missingOptionsEmptyAndDarkFilesAreRecognised() {
    assertTrue(doctor(npy("a.npy", 2, 5)).out().contains("problem: "));
    Ran dark = doctor(npy("dark.npy", 0, 5), GRID);
    assertTrue(dark.out().contains("every value is 0: was there beam"), dark.out());
    Ran masked = doctor(npy("masked.npy", Float.NaN, 5), GRID);
    assertTrue(
        masked.out().contains("5 shots are left out: image without any value"), masked.out());
    Ran empty = doctor(npy("empty.npy", 0, 0), GRID);
    assertTrue(empty.out().contains("holds no shots"), empty.out());
    Ran absent = doctor(folder.resolve("absent.npy"), GRID);
    assertTrue(absent.out().contains("absent.npy: no such file"), absent.out());
    assertEquals(0, absent.status(), "the doctor itself did well");
  }

  @Test
  void inspectDescribesArrays() throws IOException {
    Ran ran = Ran.everyshot("inspect", npy("a.npy", 2, 5), "--json");
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("a.npy: NumPy array"), ran.out());
    assertTrue(ran.out().contains("  shape: [5, 4, 8]"), ran.out());
    assertTrue(ran.out().contains("\"type\":\"float32\""), ran.out());
    assertTrue(ran.out().contains("2.000 to 2.000, mean 2.000, 0 missing"), ran.out());
    Ran unknown = Ran.everyshot("inspect", folder.resolve("absent"));
    assertEquals(2, unknown.status());
  }

  @Test
  void inspectDescribesHdf5Files() {
    Path file = folder.resolve("images.h5");
    try (var h5 = Hdf5Writer.create(file)) {
      h5.write("/polar/images", new float[2 * 4 * 8], 2, 4, 8);
      h5.write("/polar/q", new double[] {0.1, 0.2, 0.3, 0.4}, 4).attribute("units", "angstrom^-1");
      h5.write("/note", "hello");
      h5.commit();
    }
    Ran ran = Ran.everyshot("inspect", file);
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("  /polar/images  [2, 4, 8] float32"), ran.out());
    assertTrue(ran.out().contains("units = angstrom^-1"), ran.out());
    assertTrue(ran.out().contains("/note  \"hello\""), ran.out());
    Ran one = Ran.everyshot("inspect", file + ":/polar/q");
    assertTrue(one.out().contains("values: 0.1000 to 0.4000, mean 0.2500"), one.out());
    Ran group = Ran.everyshot("inspect", file + ":/polar");
    assertTrue(group.out().contains("/polar/images"), group.out());
    Ran absent = Ran.everyshot("inspect", file + ":/polar/other");
    assertEquals(2, absent.status());
    assertTrue(absent.err().contains("has no /polar/other"), absent.err());
    // The ring centres beside the images spare the options.
    Ran checked = Ran.everyshot("doctor", file);
    assertTrue(checked.out().contains("q = 0.1000 to 0.4000"), checked.out());
  }
}
