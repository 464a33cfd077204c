package org.everyshot.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where Jazzer enters: `checks/fuzz` runs it for each reader.
///
/// Jazzer calls the two methods by name; nothing of it is needed to compile them.
public final class Fuzz {
  private static @Nullable ReaderProperty property;
  private static final Set<String> SAID = new HashSet<>();

  private Fuzz() {}

  /// @param arguments name of the reader
  public static void fuzzerInitialize(String[] arguments) throws IOException {
    FuzzedReader reader = FuzzedReader.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    Path folder = Files.createTempDirectory("everyshot-fuzz-" + reader.folder());
    property = new ReaderProperty(reader, folder);
  }

  /// Reads one input, and notes each kind of message once where the system property
  /// `everyshot.fuzz.messages` names a file for them.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    String said = Objects.requireNonNull(property).check(input);
    String notes = System.getProperty("everyshot.fuzz.messages", "");
    if (!notes.isEmpty() && SAID.size() < 2000) {
      String kind = said.replaceAll("'[^']*'", "'…'").replaceAll("[0-9]+", "0");
      if (SAID.add(kind)) {
        Files.writeString(
            Path.of(notes), said + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    }
  }
}
