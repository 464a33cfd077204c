package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole program, sent the signal of Ctrl-C while it merges.
@Timeout(120)
class MergeInterruptedTest {
  @TempDir private Path folder;

  @BeforeEach
  void stream() throws IOException {
    ChildProgram.assumeCtrlC();
    List<Object> words = new ArrayList<>(List.of("simulate", "sfx", "--cell", 60, 60, 80));
    words.addAll(List.of(90, 90, 120, "--space-group", "P6122", "--dmin", 6, "--images", 200));
    words.addAll(List.of("--out", folder.resolve("some.stream")));
    Ran made = Ran.everyshot(words.toArray());
    assertEquals(0, made.status(), made.err());
  }

  private Object[] merge(String out, String... more) {
    List<Object> words = new ArrayList<>(List.of("merge", folder.resolve("some.stream")));
    words.addAll(List.of("--dmin", "6", "--space-group", "P6122", "--threads", "1"));
    words.addAll(List.of("--no-pictures", "--out", folder.resolve(out)));
    words.addAll(Arrays.asList(more));
    return words.toArray();
  }

  private String written(String out, String file) throws IOException {
    return Files.readString(folder.resolve(out).resolve(file));
  }

  /// What was merged, without the command line that stands below it.
  private List<String> reflections(String out) throws IOException {
    return written(out, "merged.hkl").lines().takeWhile(line -> !line.startsWith("End")).toList();
  }

  @Test
  void theFirstCtrlCOnAFollowedStreamEndsTheInputAndTheResultIsComplete()
      throws IOException, InterruptedException {
    try (var program = ChildProgram.everyshot(merge("followed", "--follow"))) {
      program.until("pass 1 of 3: 1[0-9]+ images");
      program.interrupt();
      String said = program.end(0);
      assertTrue(said.contains("waits no longer"), said);
      assertFalse(said.contains("interrupted"), said);
    }
    Ran usual = Ran.everyshot(merge("usual"));
    assertEquals(0, usual.status(), usual.err());
    assertTrue(reflections("usual").size() > 100);
    assertEquals(reflections("usual"), reflections("followed"));
    assertEquals(written("usual", "images.csv"), written("followed", "images.csv"));
    assertTrue(written("followed", "stats.json").contains("\"complete\": true"));
  }

  @Test
  void theSecondCtrlCEndsTheMergeAndWhatItHasIsWritten() throws IOException, InterruptedException {
    try (var program =
        ChildProgram.everyshot(merge("stopped", "--follow", "--passes", "9999999"))) {
      program.until("pass 1 of 9999999: 1[0-9]+ images");
      program.interrupt();
      program.until("waits no longer");
      program.interrupt();
      String said = program.end(130);
      assertTrue(said.contains("interrupted: the "), said);
    }
    assertTrue(reflections("stopped").size() > 100);
    assertTrue(written("stopped", "stats.json").contains("\"complete\": false"));
    try (var files = Files.list(folder)) {
      List<String> others =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.startsWith("some"))
              .toList();
      assertEquals(List.of("stopped"), others, "nothing unfinished is left");
    }
  }
}
