package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.everyshot.PythonCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asks gemmi itself, where it is installed, about cells that nobody has chosen: the seed is new at
/// each run and named in every failure.
final class GemmiTest {
  @Test
  void everySettingAgreesWithGemmiInFreshRandomCells(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path script = PythonCheck.script("symmetry_fixture.py");
    Path log = folder.resolve("log.txt");
    boolean present =
        Files.exists(script) && PythonCheck.python(log, "-c", "import gemmi, numpy") == 0;
    if (!present) {
      String message = "skipped: python3 with numpy and gemmi is not installed (pip install gemmi)";
      assertTrue(!"true".equals(System.getenv("CI")), message);
      System.err.println("GemmiTest: " + message);
      assumeTrue(false, message);
    }
    long seed = System.nanoTime() & 0xffff_ffffL;
    Path answers = folder.resolve("answers.txt");
    int status =
        PythonCheck.python(log, script.toString(), answers.toString(), Long.toString(seed));
    assertEquals(0, status, () -> PythonCheck.read(log));
    try {
      long[] compared = GemmiSymmetry.compare(Files.readAllLines(answers));
      assertEquals(564, compared[0]);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
