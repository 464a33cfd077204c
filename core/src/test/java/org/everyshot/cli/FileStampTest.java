package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampTest {
  @TempDir Path folder;

  @Test
  void aFileIsHashedWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    FileStamp stamp = FileStamp.of(file).getFirst();
    assertTrue(stamp.whole());
    // FIPS 180-4, the example for "abc".
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", stamp.sha256());
  }

  @Test
  void aHugeFileIsHashedAtBothEnds() throws IOException {
    Path file = folder.resolve("huge");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(300L << 20);
    }
    FileStamp stamp = FileStamp.of(file).getFirst();
    assertFalse(stamp.whole());
    // head -c 2097152 /dev/zero | sha256sum
    assertEquals(
        "5647f05ec18958947d32874eeb788fa396a05d0bab7c1b71f112ceb7e9b31eee", stamp.sha256());
  }

  @Test
  void aFolderStandsForItsFiles() throws IOException {
    Files.writeString(folder.resolve("b"), "");
    Files.writeString(folder.resolve("a"), "");
    assertEquals(
        List.of("a", "b"),
        FileStamp.of(folder).stream().map(s -> s.path().getFileName().toString()).toList());
  }
}
