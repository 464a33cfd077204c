package org.everyshot.format;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a file contains, as a person would want to read it and as a program would.
///
/// @param format name of the format
/// @param lines labelled lines, in reading order
/// @param json the same for programs: texts, numbers, truth values, lists and maps of them
public record Description(String format, List<Line> lines, Map<String, Object> json) {
  /// A labelled line; continuation lines have an empty label.
  public record Line(String label, String text) {}

  public Description {
    lines = List.copyOf(lines);
    json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
  }

  /// Gathers a description.
  static final class Builder {
    private final String format;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Object> json = new LinkedHashMap<>();

    Builder(String format) {
      this.format = format;
      json.put("format", format);
    }

    /// Adds a line and what it says for programs.
    Builder add(String label, String text, String key, Object value) {
      lines.add(new Line(label, text));
      json.put(key, value);
      return this;
    }

    /// Adds a line for people only.
    Builder line(String label, String text) {
      lines.add(new Line(label, text));
      return this;
    }

    /// Adds what is for programs only.
    Builder put(String key, Object value) {
      json.put(key, value);
      return this;
    }

    Description build() {
      return new Description(format, lines, json);
    }
  }
}
