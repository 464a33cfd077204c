package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.everyshot.format.MtzFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A stream that grows while it is merged.
@Timeout(120)
class MergeFollowTest {
  private static final int STILLS = 200;
  private static final int PIECES = 12;

  @TempDir private Path folder;

  private Ran merge(Path stream, String out, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("merge", stream, "--dmin", "5", "--space-group", "P6122", "--anomalous"));
    words.addAll(List.of("--threads", "2", "--no-pictures", "--json", "--out"));
    words.add(folder.resolve(out));
    words.addAll(Arrays.asList(more));
    return Ran.everyshot(words.toArray());
  }

  /// Ctrl-C ends the waiting for more; what has come goes through all passes.
  @Test
  void aStreamThatGrowsInPiecesUntilCtrlCGivesTheBitsOfTheWhole() throws Exception {
    Path whole = folder.resolve("whole.stream");
    Ran made =
        Ran.everyshot(
            "simulate",
            "sfx",
            "--cell",
            60,
            60,
            80,
            90,
            90,
            120,
            "--space-group",
            "P6122",
            "--dmin",
            5,
            "--images",
            STILLS,
            "--out",
            whole);
    assertEquals(0, made.status(), made.err());
    Ran usual = merge(whole, "usual");
    assertEquals(0, usual.status(), usual.err());

    byte[] text = Files.readAllBytes(whole);
    Path growing = Files.createFile(folder.resolve("growing.stream"));
    CompletableFuture<Ran> following =
        CompletableFuture.supplyAsync(
            () -> merge(growing, "followed", "--follow", "--idle-seconds", "600"));
    for (int piece = 0; piece < PIECES; piece++) {
      int from = (int) ((long) text.length * piece / PIECES);
      int to = (int) ((long) text.length * (piece + 1) / PIECES);
      Files.write(growing, Arrays.copyOfRange(text, from, to), StandardOpenOption.APPEND);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
    }
    while (!Interruption.waits() && !following.isDone()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertTrue(Interruption.endWaiting(), "a stream is waited for");
    assertFalse(Interruption.endWaiting(), "a second Ctrl-C would stop");
    Ran followed = following.get(300, TimeUnit.SECONDS);
    assertEquals(0, followed.status(), followed.err());
    assertEquals(usual.json().get("images"), followed.json().get("images"));
    assertSameBits(folder.resolve("usual/merged.mtz"), folder.resolve("followed/merged.mtz"));
    assertEquals(3, passes("usual"));
    assertEquals(3, passes("followed"), "later passes read what the first has waited for");
    assertEquals(false, followed.json().get("interrupted"), "nothing is left out");
  }

  private static void assertSameBits(Path one, Path two) {
    try (MtzFile first = MtzFile.open(one);
        MtzFile second = MtzFile.open(two)) {
      assertTrue(first.header().rows() > 100, first.header().rows() + " reflections");
      for (var column : first.header().columns()) {
        assertArrayEquals(first.column(column.label()), second.column(column.label()));
      }
    }
  }

  private long passes(String out) throws IOException {
    return Files.readAllLines(folder.resolve(out).resolve("history.csv")).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .distinct()
        .count();
  }
}
