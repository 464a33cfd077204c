package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole program, asked to terminate in the middle of a long run.
@Timeout(120)
class CorrelateInterruptedTest {
  @TempDir Path folder;

  /// More shots than anyone has patience for, none of which takes space on the disk.
  private Path endless() throws IOException {
    Path file = folder.resolve("endless.npy");
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (400000, 60, 128), }";
    byte[] text =
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(0x93);
      out.write("NUMPY".getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[] {1, 0, (byte) text.length, 0});
      out.write(text);
      out.setLength(10 + text.length + 4L * 400_000 * 60 * 128);
    }
    return file;
  }

  @Test
  void whatWasAccumulatedIsWrittenAndSaid() throws IOException, InterruptedException {
    Path out = folder.resolve("C2.h5");
    Process program =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:TieredStopAtLevel=1",
                    "-Deveryshot.terminal=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Everyshot.class.getName(),
                    "correlate",
                    endless().toString(),
                    "--q-min=0.1",
                    "--q-max=0.2",
                    "--threads=1",
                    "--no-pictures",
                    "--out=" + out))
            .redirectErrorStream(true)
            .start();
    var said = new StringBuilder();
    try (Reader reader = program.inputReader()) {
      // The status line tells of shots that have gone through.
      while (!said.toString().matches("(?s).*correlate: [1-9][0-9,]* of 400,000 shots.*")) {
        said.append((char) reader.read());
        assertTrue(said.length() < 100_000 && program.isAlive(), said::toString);
      }
      program.toHandle().destroy();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        said.append((char) c);
      }
      assertTrue(program.waitFor(60, TimeUnit.SECONDS));
    } finally {
      program.destroyForcibly();
    }
    assertEquals(143, program.exitValue(), said::toString);
    assertTrue(said.toString().contains("interrupted: the "), said::toString);
    Ran inspected = Ran.everyshot("inspect", out);
    assertEquals(0, inspected.status(), inspected.err());
    assertTrue(inspected.out().contains("60 rings × 128 azimuths"), inspected.out());
    try (var left = Files.list(folder)) {
      assertEquals(2, left.count(), "nothing unfinished is left");
    }
  }
}
