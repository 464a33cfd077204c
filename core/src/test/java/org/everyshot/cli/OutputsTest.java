package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.NpyType;
import org.everyshot.format.NpyWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
  @TempDir Path folder;

  @Test
  void anExistingFileIsRefusedWithoutForce() throws IOException {
    Path there = Files.writeString(folder.resolve("C2.h5"), "old");
    var refused = assertThrows(UserInputException.class, () -> Outputs.check(there, false));
    assertEquals(
        there + " exists; add --force to overwrite it, or name another with --out",
        refused.getMessage());
    assertDoesNotThrow(() -> Outputs.check(there, true));
    assertEquals("old", Files.readString(there), "the check itself changes nothing");
  }

  @Test
  void noResultTakesThePlaceOfItsInput() throws IOException {
    Path images = folder.resolve("shots.npy");
    try (var npy = NpyWriter.create(images, NpyType.FLOAT32, 20, 4, 16)) {
      npy.append(new float[20 * 4 * 16]);
      npy.commit();
    }
    byte[] before = Files.readAllBytes(images);
    Path again = folder.resolve("./shots.npy");
    for (Object[] words :
        new Object[][] {
          {"correlate", images, "--q-min", 0.01, "--q-max", 0.1, "--no-pictures"},
          {"extract", images, "--diameter-angstrom", 80, "--no-pictures"},
          {"compare", folder.resolve("other.mrc"), images}
        }) {
      var typed = new ArrayList<Object>(Arrays.asList(words));
      typed.addAll(List.of("--out", again, "--force"));
      Ran ran = Ran.everyshot(typed.toArray());
      assertEquals(2, ran.status(), ran.err());
      assertTrue(ran.err().contains(again + ": is an input and would be lost"), ran.err());
      assertArrayEquals(before, Files.readAllBytes(images));
    }
  }

  @Test
  void missingFoldersAreMadeAndNothingIsLeftInThem() throws IOException {
    Path file = folder.resolve("a/b/C2.h5");
    Outputs.check(file, false);
    try (var entries = Files.list(folder.resolve("a/b"))) {
      assertEquals(0, entries.count());
    }
  }

  @Test
  void aFileInTheWayOfAFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    var below =
        assertThrows(UserInputException.class, () -> Outputs.check(file.resolve("C2.h5"), false));
    assertTrue(below.toString().contains("cannot be written"), below::toString);
    assertThrows(UserInputException.class, () -> Outputs.checkResultFolder(file, true));
  }

  @Test
  void aResultFolderMustBeEmptyWithoutForce() throws IOException {
    Path results = folder.resolve("results");
    Outputs.checkResultFolder(results, false);
    Files.writeString(results.resolve("kept"), "");
    var refused =
        assertThrows(UserInputException.class, () -> Outputs.checkResultFolder(results, false));
    assertTrue(refused.toString().contains("is not empty"), refused::toString);
    assertDoesNotThrow(() -> Outputs.checkResultFolder(results, true));
  }

  @Test
  void aFolderMayNotBeWrittenAsAFile() {
    assertThrows(UserInputException.class, () -> Outputs.check(folder, true));
  }

  @Test
  void aVerbThatFailsLeavesNoFolderOfItsOwnBehind() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    Ran ran = Ran.everyshot("merge", folder.resolve("none.stream"), "--dmin", "2", "--out", own);
    assertEquals(Failures.USER, ran.status(), ran.err());
    assertTrue(Files.exists(own), "it was there before");
    Path made = folder.resolve("a/b");
    ran = Ran.everyshot("merge", folder.resolve("none.stream"), "--dmin", "2", "--out", made);
    assertEquals(Failures.USER, ran.status(), ran.err());
    assertFalse(Files.exists(folder.resolve("a")), "nothing is left of what was made");
    Outputs.checkResultFolder(made, false);
    Files.writeString(folder.resolve("a/kept"), "");
    Outputs.removeEmptyFolders();
    assertFalse(Files.exists(made));
    assertTrue(Files.exists(folder.resolve("a/kept")));
  }
}
