package org.everyshot.crystal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The settings of the 230 space groups, and the names that people give them.
///
/// A name is looked for as written (`P 1 21 1`, `P 21`, `R 3:H`), then as a Hall symbol of the
/// table, then with its spaces left out (`p212121`, `h3`), then as a number.
final class SettingTable {
  static final List<Setting> ALL = read();

  private static final Map<String, Setting> WRITTEN = new HashMap<>();
  private static final Map<String, Setting> HALL = new HashMap<>();
  private static final Map<String, Setting> SQUEEZED = new HashMap<>();

  /// Symbols of 1992 with the double glide e, and the older ones that the table holds.
  private static final Map<String, String> DOUBLE_GLIDES =
      Map.of("aem2", "abm2", "aea2", "aba2", "cmce", "cmca", "cmme", "cmma", "ccce", "ccca");

  static {
    for (Setting setting : ALL) {
      WRITTEN.putIfAbsent(lower(setting.name()), setting);
      HALL.putIfAbsent(lower(setting.hall()), setting);
      SQUEEZED.putIfAbsent(squeezed(setting.name()), setting);
    }
    for (Setting setting : ALL) {
      WRITTEN.putIfAbsent(lower(setting.symbol()), setting);
      SQUEEZED.putIfAbsent(squeezed(setting.symbol()), setting);
    }
    for (Setting setting : ALL) {
      WRITTEN.putIfAbsent(lower(setting.shortName()), setting);
      SQUEEZED.putIfAbsent(squeezed(setting.shortName()), setting);
      if (setting.number() >= 195) {
        // Before 1983 the bar of cubic groups was left out: P m 3 m.
        WRITTEN.putIfAbsent(lower(setting.name()).replace("-3", "3"), setting);
        SQUEEZED.putIfAbsent(squeezed(setting.name()).replace("-3", "3"), setting);
      }
    }
  }

  private SettingTable() {}

  private static List<Setting> read() {
    try (var stream =
            Objects.requireNonNull(
                SettingTable.class.getResourceAsStream("space-groups.txt"), "space-groups.txt");
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      List<Setting> settings = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] field = line.split("\t", -1);
        settings.add(
            new Setting(
                Integer.parseInt(field[0]),
                Integer.parseInt(field[1]),
                field[2],
                field[3].equals("-") ? "" : field[3],
                field[4],
                Triplet.parse(field[5])));
      }
      return List.copyOf(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The setting of a Hermann–Mauguin name, a Hall symbol of the table or a number.
  static @Nullable Setting named(String name) {
    String written = lower(name);
    Setting found = WRITTEN.get(written);
    if (found == null) {
      found = HALL.get(written);
    }
    String squeezed = squeezed(name);
    if (found == null) {
      found = SQUEEZED.get(DOUBLE_GLIDES.getOrDefault(squeezed, squeezed));
    }
    return found == null && squeezed.matches("\\d{1,4}")
        ? numbered(Integer.parseInt(squeezed))
        : found;
  }

  /// The setting of a Hall symbol as the table writes it.
  static @Nullable Setting hall(String symbol) {
    return HALL.get(lower(symbol));
  }

  /// The first setting of a number from 1 to 230, or that of a number of CCP4's.
  static @Nullable Setting numbered(int number) {
    for (Setting setting : ALL) {
      if (number > 0 && (setting.ccp4() == number || setting.number() == number)) {
        return setting;
      }
    }
    return null;
  }

  /// Up to three names that begin like a mistyped one.
  static List<String> nearest(String name) {
    record Candidate(String name, int agreement) {}

    String squeezed = squeezed(name);
    return ALL.stream()
        .map(known -> new Candidate(known.name(), agreement(squeezed, squeezed(known.name()))))
        .sorted(Comparator.comparingInt(candidate -> -candidate.agreement))
        .limit(3)
        .map(Candidate::name)
        .toList();
  }

  /// Twice the number of leading letters that agree, less the difference in length.
  private static int agreement(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    return 2 * same - Math.abs(a.length() - b.length());
  }

  private static String lower(String name) {
    return name.strip().replaceAll("[ _]+", " ").replace(" :", ":").toLowerCase(Locale.ROOT);
  }

  private static String squeezed(String name) {
    return name.replaceAll("[ _]+", "").toLowerCase(Locale.ROOT);
  }
}
