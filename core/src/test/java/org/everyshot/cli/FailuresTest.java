package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static String report(int status, Throwable e) {
    var text = new StringWriter();
    var screen = new Screen(new PrintWriter(text), new PrintWriter(text), true);
    assertEquals(status, Failures.report("shake", e, screen));
    return text.toString();
  }

  private static void assertOneLine(int status, String expected, Throwable e) {
    String said = report(status, e);
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.startsWith("everyshot shake: "), said);
    assertTrue(said.contains(expected), said);
  }

  @Test
  void whatTheUserCanPutRightIsOneLine() {
    assertOneLine(2, "rings 0", new UserInputException("rings 0"));
    assertOneLine(2, "two; lines", new UserInputException("two\n  lines"));
    assertOneLine(2, "x.npy: no such file", new NoSuchFileException("x.npy"));
    assertOneLine(2, "x.npy: permission denied", new AccessDeniedException("x.npy"));
    assertOneLine(2, "more with", new OutOfMemoryError());
    assertOneLine(
        2,
        "y.h5: no space left on the disk",
        new FileSystemException("y.h5", null, "No space left on device"));
    assertOneLine(
        2,
        "no space left on the disk",
        new UncheckedIOException(new IOException("No space left on device")));
  }

  @Test
  void damagedDataIsOneLine() {
    assertOneLine(3, "offset 12", new DamagedDataException("x.h5: offset 12"));
    assertOneLine(3, "EOFException", new EOFException());
  }

  @Test
  void aFaultOfOursComesWithItsTrace() {
    String said = report(70, new IllegalStateException("impossible"));
    assertTrue(said.contains("IllegalStateException: impossible"), said);
    assertTrue(said.contains("at org.everyshot.cli.FailuresTest"), said);
    assertTrue(said.contains("please report it"), said);
  }
}
