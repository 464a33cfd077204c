package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole program, asked to end in the middle of a long run.
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

  private ChildProgram started(Path out) throws IOException {
    var program =
        ChildProgram.everyshot(
            "correlate",
            endless(),
            "--q-min=0.1",
            "--q-max=0.2",
            "--threads=1",
            "--no-pictures",
            "--out=" + out);
    // The status line tells of shots that have gone through.
    program.until("correlate: [1-9][0-9,]* of 400,000 shots");
    return program;
  }

  private void assertWritten(Path out, String said) throws IOException {
    assertTrue(said.contains("interrupted: the "), said);
    Ran inspected = Ran.everyshot("inspect", out);
    assertEquals(0, inspected.status(), inspected.err());
    assertTrue(inspected.out().contains("60 rings × 128 azimuths"), inspected.out());
    try (var left = Files.list(folder)) {
      assertEquals(2, left.count(), "nothing unfinished is left");
    }
  }

  @Test
  void whatWasAccumulatedIsWrittenAndSaid() throws IOException, InterruptedException {
    Path out = folder.resolve("C2.h5");
    try (ChildProgram program = started(out)) {
      program.terminate();
      assertWritten(out, program.end(143));
    }
  }

  @Test
  void ctrlCEndsTheInputAndTheResultIsWritten() throws IOException, InterruptedException {
    ChildProgram.assumeCtrlC();
    Path out = folder.resolve("C2.h5");
    try (ChildProgram program = started(out)) {
      program.interrupt();
      assertWritten(out, program.end(130));
    }
  }
}
