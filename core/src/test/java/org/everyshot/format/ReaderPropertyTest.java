package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Replays the inputs that fuzzing found worth keeping, without the fuzzer.
class ReaderPropertyTest {
  @TempDir Path folder;

  /// Inputs beginning with a hyphen or a hexadecimal digit were found by Jazzer; the others are
  /// files of our own writers, which must be read without complaint.
  @ParameterizedTest
  @EnumSource
  void everySeedIsReadOrRefusedInOneLine(FuzzedReader reader)
      throws IOException, URISyntaxException {
    Path seeds =
        Path.of(Objects.requireNonNull(getClass().getResource("/fuzz/" + reader.folder())).toURI());
    List<Path> files;
    try (Stream<Path> entries = Files.list(seeds)) {
      files = entries.sorted().toList();
    }
    assertFalse(files.isEmpty());
    ReaderProperty property = new ReaderProperty(reader, folder);
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      String said =
          assertTimeoutPreemptively(Duration.ofSeconds(10), () -> property.check(bytes), name);
      if (name.contains(".")) {
        assertEquals("", said, name);
      }
    }
  }
}
