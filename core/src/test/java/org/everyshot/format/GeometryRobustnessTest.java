package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.everyshot.detector.Mask;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever bytes a geometry file holds: a geometry or one of the two faults, and soon.
class GeometryRobustnessTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static void parse(byte[] bytes) {
    try {
      GeometryFile.parse(bytes, "test.geom");
    } catch (UserInputException | DamagedDataException expected) {
      // One of the two faults that the parser may answer with.
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void randomBytesAreAnsweredWithAFault() {
    var random = new Random(1);
    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            parse(noise);
          }
        });
  }

  @Test
  void randomLinesOfTheRightWordsAreAnsweredToo() {
    String[] words = {
      "p",
      "q",
      "bad1",
      "/",
      "=",
      ";",
      "\n",
      "\n",
      "\n",
      " ",
      "min_fs",
      "max_fs",
      "min_ss",
      "max_ss",
      "fs",
      "ss",
      "x",
      "y",
      "-",
      "+",
      "0",
      "1",
      "9",
      ".",
      "e",
      "dim0",
      "dim1",
      "dim15",
      "%",
      "data",
      "mask",
      "mask0_data",
      "mask7_goodbits",
      "0x",
      "clen",
      "mm",
      "photon_energy",
      "keV",
      "corner_x",
      "corner_y",
      "res",
      "group_a",
      ",",
      "panel",
      "flag_equal",
      "no_index",
      "true",
      "2147483646"
    };
    var random = new Random(2);
    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (int i = 0; i < 3000; i++) {
            var text = new StringBuilder();
            int n = random.nextInt(120);
            for (int w = 0; w < n; w++) {
              text.append(words[random.nextInt(words.length)]);
            }
            parse(bytes(text.toString()));
          }
        });
  }

  @Test
  void changedBytesOfAGoodFileAreAnsweredToo() {
    var text =
        new StringBuilder("clen = 0.1\nphoton_energy = 9000\nres = 1e4\nfs = +1.0x\nss = y\n");
    for (int p = 0; p < 4; p++) {
      text.append(panel("p" + p, p * 10));
    }
    byte[] good =
        bytes(text + "bad1/min_fs=0\nbad1/max_fs=1\nbad1/min_ss=1\nbad1/max_ss=1\nbad1/panel=p0\n");
    GeometryFile.parse(good, "test.geom");
    var random = new Random(3);
    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (int i = 0; i < 5000; i++) {
            byte[] changed = good.clone();
            for (int c = random.nextInt(3); c >= 0; c--) {
              changed[random.nextInt(changed.length)] = (byte) (1 + random.nextInt(255));
            }
            parse(changed);
          }
        });
  }

  private static String panel(String name, int firstSs) {
    return """
    %1$s/min_fs = 0
    %1$s/max_fs = 3
    %1$s/min_ss = %2$d
    %1$s/max_ss = %3$d
    %1$s/corner_x = 0
    %1$s/corner_y = %2$d
    """
        .formatted(name, firstSs, firstSs + 1);
  }

  @Test
  void eightThousandPanelsAreRead() {
    int n = 8_192;
    var text = new StringBuilder("res = 1e4\nfs = x\nss = y\nclen = 1\n");
    for (int p = 0; p < n; p++) {
      text.append(panel("p" + p, 2 * p));
    }
    text.append("group_all = p0");
    for (int p = 1; p < n; p++) {
      text.append(",p").append(p);
    }
    byte[] file = bytes(text.toString());
    GeometryFile read =
        assertTimeoutPreemptively(SOON, () -> GeometryFile.parse(file, "test.geom"));
    assertEquals(n, read.geometry().panels().size());
    assertEquals(8 * n, read.geometry().pixels());
    assertEquals(0, read.warnings().size());
    assertEquals(8 * n, Mask.of(read.geometry()).goodPixels());
  }

  @Test
  void morePartsThanAnyDetectorHasAreRefusedAtTheirLine() {
    for (String part : new String[] {"p%d/fs = x\n", "bad%d/min_x = 0\n", "group_%d = p\n"}) {
      var text = new StringBuilder();
      for (int i = 0; i < 40_000; i++) {
        text.append(part.formatted(i));
      }
      String message =
          String.valueOf(
              assertThrows(
                      UserInputException.class,
                      () -> GeometryFile.parse(bytes(text.toString()), "test.geom"))
                  .getMessage());
      assertTrue(message.startsWith("test.geom, line 8193, "), message);
      assertTrue(message.contains("more than 8192 "), message);
    }
  }

  @Test
  void aLineOfMegabytesIsRefused() {
    String message =
        String.valueOf(
            assertThrows(
                    UserInputException.class,
                    () ->
                        GeometryFile.parse(
                            bytes("res = 1\ngroup_a = " + "p,".repeat(1 << 20)), "test.geom"))
                .getMessage());
    assertTrue(message.startsWith("test.geom, line 2: 2097162 characters"), message);
  }

  @Test
  void veryLongLinesAreReadAndNotRepeatedInFull() {
    String[] starts = {
      "",
      "p/fs = ",
      "p/corner_x = 1",
      "clen = 1",
      "clen = /",
      "group_a = ",
      "p/data = /",
      "dim",
      "mask",
      "photon_energy = 1 "
    };
    String[] bodies = {"x", "1", "+1x", " ", "/", ",", "e", "=", "-", ".", "1e+"};
    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (String start : starts) {
            for (String body : bodies) {
              parse(bytes(start + body.repeat(30_000) + "\n" + "p/min_fs = 0\n"));
            }
          }
        });
    String message =
        String.valueOf(
            assertThrows(
                    UserInputException.class,
                    () -> GeometryFile.parse(bytes("x".repeat(1_000_000)), "test.geom"))
                .getMessage());
    assertEquals(true, message.length() < 200);
  }

  @Test
  void manyWarningsAreCutShort() {
    var text = new StringBuilder("res = 1e4\nfs = x\nss = y\n" + panel("p", 0));
    for (int i = 0; i < 5000; i++) {
      text.append("p/nonsense").append(i).append(" = 1\n");
    }
    assertEquals(101, GeometryFile.parse(bytes(text.toString()), "test.geom").warnings().size());
  }

  @Test
  void filesThatAreNoTextOrNotThereAreNamed(@TempDir Path folder) {
    assertThrows(
        DamagedDataException.class, () -> GeometryFile.parse(new byte[] {'a', 0}, "test.geom"));
    assertThrows(UserInputException.class, () -> GeometryFile.read(folder.resolve("none.geom")));
    assertThrows(UserInputException.class, () -> GeometryFile.read(folder));
  }
}
