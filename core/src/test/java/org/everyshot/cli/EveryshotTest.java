package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EveryshotTest {
  @TempDir Path folder;

  private static void assertOneLine(String expected, Ran ran) {
    assertEquals(1, ran.errors().size(), ran.err());
    assertTrue(ran.err().contains(expected), ran.err());
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    Ran help = Ran.everyshot("--help");
    assertEquals(0, help.status());
    assertTrue(help.out().contains("doctor"), help.out());
    Ran version = Ran.everyshot("--version");
    assertEquals(0, version.status());
    assertTrue(version.out().startsWith("everyshot "), version.out());
    Ran verb = Ran.everyshot("doctor", "--help");
    assertEquals(0, verb.status());
    assertTrue(verb.out().contains("--threads"), verb.out());
  }

  @Test
  void noVerbAtAllShowsTheHelp() {
    Ran ran = Ran.everyshot();
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("Verbs:"), ran.err());
  }

  @Test
  void anUnknownVerbGetsASuggestion() {
    Ran ran = Ran.everyshot("docter");
    assertEquals(2, ran.status());
    assertOneLine("unknown verb 'docter'; did you mean doctor?", ran);
  }

  @Test
  void anUnknownOptionGetsASuggestion() {
    Ran ran = Ran.everyshot("doctor", "--thread=2");
    assertEquals(2, ran.status());
    assertOneLine("unknown option --thread; did you mean --threads?", ran);
  }

  @Test
  void anImpossibleValueIsNamed() {
    Ran words = Ran.everyshot("doctor", "--threads", "many");
    assertEquals(2, words.status());
    assertOneLine("--threads", words);
    Ran none = Ran.everyshot("doctor", "--threads", "0");
    assertEquals(2, none.status());
    assertOneLine("--threads 0: expected 1 to 4096", none);
  }

  @Test
  void aConfigFileSetsOptionsAndTheCommandLineWins() throws IOException {
    Path config = Files.writeString(folder.resolve("run.yaml"), "threads: 3\njson: true\n");
    Ran file = Ran.everyshot("doctor", "--config", config);
    assertEquals(0, file.status(), file.err());
    assertEquals(3L, file.json().get("threads"));
    Ran flag = Ran.everyshot("doctor", "--config=" + config, "--threads", "5");
    assertEquals(5L, flag.json().get("threads"));
  }

  @Test
  void aMistakeInAConfigFileIsOneLine() throws IOException {
    Path typo = Files.writeString(folder.resolve("typo.yaml"), "thraeds: 3\n");
    Ran unknown = Ran.everyshot("doctor", "--config", typo);
    assertEquals(2, unknown.status());
    assertOneLine("typo.yaml: unknown key 'thraeds'; did you mean threads?", unknown);

    Path broken = Files.writeString(folder.resolve("broken.yaml"), "threads: 3\n  quiet: [\n");
    Ran yaml = Ran.everyshot("doctor", "--config", broken);
    assertEquals(2, yaml.status());
    assertOneLine("broken.yaml line 2", yaml);

    Path list = Files.writeString(folder.resolve("list.yaml"), "threads: [1, 2]\n");
    Ran many = Ran.everyshot("doctor", "--config", list);
    assertEquals(2, many.status());
    assertOneLine("takes one value", many);

    Path nothing = folder.resolve("nothing.yaml");
    Ran missing = Ran.everyshot("doctor", "--config", nothing);
    assertEquals(2, missing.status());
    assertOneLine("no such file", missing);

    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xFF, 0, 1});
    Ran bytes = Ran.everyshot("doctor", "--config", binary);
    assertEquals(2, bytes.status());
    assertOneLine("not a YAML text file", bytes);
  }

  @Test
  void quietPrintsOnlyTheJson() {
    Ran ran = Ran.everyshot("doctor", "--quiet", "--json");
    assertEquals(0, ran.status());
    assertEquals(1, ran.out().lines().count());
    assertEquals("doctor", ran.json().get("verb"));
  }
}
