package org.everyshot.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How a result came about: version, command line, configuration, inputs.
///
/// @param version of the program
/// @param command as the user typed it
/// @param configuration every option and its value, whether typed, from a file or by default
/// @param inputs what was read
/// @param begun when the program began
record Provenance(
    String version,
    String command,
    Map<String, String> configuration,
    List<FileStamp> inputs,
    Instant begun) {

  static Provenance of(Verb verb, List<FileStamp> inputs) throws IOException {
    return new Provenance(
        Version.number(),
        verb.typed(),
        verb.options(),
        inputs,
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /// As names and texts, to be written into a file.
  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    texts.put("version", "everyshot " + version);
    texts.put("command", command);
    texts.put("begun", begun.toString());
    texts.put("java", Runtime.version().toString());
    texts.put(
        "configuration",
        configuration.entrySet().stream()
            .map(option -> option.getKey() + ": " + option.getValue())
            .collect(Collectors.joining("\n")));
    texts.put("inputs", inputs.stream().map(FileStamp::text).collect(Collectors.joining("\n")));
    return texts;
  }
}
