package org.everyshot.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.everyshot.merging.ReflectionTable;
import org.jspecify.annotations.Nullable;

/// The reflections of a stream, read line by line in the most obvious way: the scalar reference of
/// the byte-wise reader. For streams of format 2.3 with a single panel whose first corner is pixel
/// (0, 0) of its dataset.
final class PlainStreamReader {
  private PlainStreamReader() {}

  /// A line for each reflection that can be used, in order.
  static List<String> rows(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    boolean list = false;
    for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
      if (line.startsWith("   h    k    l ")) {
        list = true;
      } else if (line.startsWith("End of reflections")) {
        list = false;
      } else if (list) {
        String row = row(line);
        if (row != null) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static @Nullable String row(String line) {
    String[] words = line.strip().split("[ \t]+", -1);
    if (words.length != 10) {
      return null;
    }
    try {
      int h = Integer.parseInt(words[0]);
      int k = Integer.parseInt(words[1]);
      int l = Integer.parseInt(words[2]);
      float intensity = (float) number(words[3]);
      float sigma = (float) number(words[4]);
      float fs = (float) number(words[7]);
      float ss = (float) number(words[8]);
      boolean usable = Float.isFinite(intensity) && Float.isFinite(sigma) && sigma > 0;
      return usable ? text(h, k, l, intensity, sigma, fs, ss) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static double number(String word) {
    return switch (word) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }

  /// The same lines for a table.
  static void add(ReflectionTable t, List<String> rows) {
    for (int r = 0; r < t.size(); r++) {
      rows.add(
          text(t.h()[r], t.k()[r], t.l()[r], t.intensity()[r], t.sigma()[r], t.fs()[r], t.ss()[r]));
    }
  }

  private static String text(
      int h, int k, int l, float intensity, float sigma, float fs, float ss) {
    return h + " " + k + " " + l + " " + intensity + " " + sigma + " " + fs + " " + ss;
  }
}
