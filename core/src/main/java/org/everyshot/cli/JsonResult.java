package org.everyshot.cli;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A verb's results as one line of JSON.
///
/// Values may be numbers, strings, booleans, paths (made absolute), maps, collections and arrays of
/// numbers. Numbers that JSON cannot express (NaN, infinities) become null.
final class JsonResult {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  JsonResult(String verb) {
    fields.put("verb", verb);
  }

  JsonResult put(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  /// Notes that the verb failed, and how.
  void failed(int status, Throwable e) {
    put("exit", status).put("error", Failures.line(e));
  }

  /// The line, without its end.
  String line() {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, fields);
    }
    return text.toString();
  }

  /// Named values as JSON for people too: one name per line, and of a list one element per line.
  static String indented(Map<String, ? extends @Nullable Object> values) {
    var text = new StringBuilder("{");
    String comma = "\n  ";
    for (var entry : values.entrySet()) {
      text.append(comma).append(compact(entry.getKey())).append(": ");
      if (entry.getValue() instanceof List<?> list && !list.isEmpty()) {
        String between = "[\n    ";
        for (Object element : list) {
          text.append(between).append(compact(element));
          between = ",\n    ";
        }
        text.append("\n  ]");
      } else {
        text.append(compact(entry.getValue()));
      }
      comma = ",\n  ";
    }
    return text.append("\n}\n").toString();
  }

  private static String compact(@Nullable Object value) {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach(
            (name, inner) -> {
              json.writeName(String.valueOf(name));
              write(json, inner);
            });
        json.writeEndObject();
      }
      case Path path -> json.writeString(path.toAbsolutePath().normalize().toString());
      case Iterable<?> list -> {
        json.writeStartArray();
        list.forEach(inner -> write(json, inner));
        json.writeEndArray();
      }
      case double[] numbers -> {
        json.writeStartArray();
        for (double number : numbers) {
          write(json, number);
        }
        json.writeEndArray();
      }
      case Double number -> writeNumber(json, number);
      case Float number -> writeNumber(json, number);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      default -> json.writeString(value.toString());
    }
  }

  private static void writeNumber(JsonGenerator json, double number) {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeNull();
    }
  }
}
