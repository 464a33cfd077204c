package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.everyshot.fault.DamagedDataException;
import org.jspecify.annotations.Nullable;

/// The first data block of a CIF file, held as its text: columns are positions in it.
///
/// Only wanted categories are kept, at 4 bytes a value, which takes two in the file at least.
/// Source: Hall, Allen and Brown, Acta Cryst. A47, 655 (1991); CIF 1.1 syntax.
final class CifBlock {
  private static final int MOST_NAMES = 4096;

  private final String file;
  private final byte[] text;
  private final Set<String> wanted;
  private final Map<String, CifColumn> columns = new HashMap<>();
  private String name = "";

  /// Word last read: from its first character, a quote or semicolon included, to after its last.
  private int begin;

  private int end;

  private CifBlock(String file, byte[] text, Set<String> wanted) {
    this.file = file;
    this.text = text;
    this.wanted = wanted;
  }

  /// @param file name for messages
  /// @param categories those to keep, in lower case: `atom_site`
  /// @throws DamagedDataException where the text is no CIF file
  static CifBlock first(String file, byte[] text, Set<String> categories) {
    var block = new CifBlock(file, text, categories);
    block.read();
    return block;
  }

  /// Name of the block, without `data_`.
  String name() {
    return name;
  }

  /// A column by `category.name`; null where the block has none, or without rows.
  @Nullable CifColumn column(String name) {
    return columns.get(name.toLowerCase(Locale.ROOT));
  }

  /// A fault at a position of the text.
  DamagedDataException damaged(int at, String what) {
    int line = 1;
    for (int i = 0; i < at && i < text.length; i++) {
      line += text[i] == '\n' ? 1 : 0;
    }
    return new DamagedDataException(file + ": line " + line + ": " + what);
  }

  private void read() {
    boolean more = next();
    while (more && !reserved("data_")) {
      more = next();
    }
    if (!more) {
      throw new DamagedDataException(file + ": no data block; expected an mmCIF file");
    }
    name = word().substring(5);
    more = next();
    while (more && !reserved("data_")) {
      if (reserved("loop_")) {
        more = loop();
      } else if (text[begin] == '_') {
        more = pair();
      } else {
        throw damaged(begin, "'" + shown() + "': a value without a name");
      }
    }
  }

  /// A name and its value.
  private boolean pair() {
    String key = key();
    int at = begin;
    if (!next() || keyword()) {
      throw damaged(at, "a name without a value");
    }
    if (key != null) {
      var rows = new IntPages();
      rows.add(begin);
      columns.put(key, new CifColumn(text, rows, 0, 1));
    }
    return next();
  }

  /// Names, and their values row by row.
  private boolean loop() {
    int at = begin;
    List<@Nullable String> keys = new ArrayList<>();
    boolean kept = false;
    boolean more = next();
    for (; more && text[begin] == '_'; more = next()) {
      if (keys.size() == MOST_NAMES) {
        throw damaged(at, "a loop of more than " + MOST_NAMES + " columns");
      }
      String key = key();
      kept |= key != null;
      keys.add(key);
    }
    int names = keys.size();
    var positions = new IntPages();
    long values = 0;
    for (; more && !keyword(); more = next()) {
      values++;
      if (kept) {
        positions.add(begin);
      }
    }
    if (names == 0 || values % names != 0) {
      throw damaged(at, "a loop of " + names + " columns with " + values + " values");
    }
    for (int i = 0; i < names && values > 0; i++) {
      String key = keys.get(i);
      if (key != null) {
        columns.put(key, new CifColumn(text, positions, i, names));
      }
    }
    return more;
  }

  /// The word as the name of a column of a wanted category; null where it is another's.
  private @Nullable String key() {
    int dot = begin + 1;
    while (dot < end && text[dot] != '.') {
      dot++;
    }
    if (dot - begin > 40 || end - begin > 200) {
      return null;
    }
    String key = word().substring(1).toLowerCase(Locale.ROOT);
    return wanted.contains(key.substring(0, Math.min(key.length(), dot - begin - 1))) ? key : null;
  }

  /// Whether the word ends the values of a loop.
  private boolean keyword() {
    return text[begin] == '_'
        || reserved("loop_")
        || reserved("data_")
        || reserved("save_")
        || reserved("global_")
        || reserved("stop_");
  }

  private boolean reserved(String lower) {
    if (end - begin < lower.length() || (lower.equals("loop_") && end - begin > 5)) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      if (Character.toLowerCase(text[begin + i]) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String word() {
    return new String(text, begin, end - begin, StandardCharsets.UTF_8);
  }

  private String shown() {
    return new String(text, begin, Math.min(end - begin, 40), StandardCharsets.UTF_8);
  }

  /// Finds the next word after the last one; false at the end of the text.
  private boolean next() {
    int at = end;
    while (at < text.length && (blank(text[at]) || text[at] == '#')) {
      if (text[at] == '#') {
        while (at < text.length && text[at] != '\n') {
          at++;
        }
      } else {
        at++;
      }
    }
    begin = at;
    if (at == text.length) {
      end = at;
      return false;
    }
    end = CifColumn.end(text, at);
    if (end < 0) {
      throw damaged(at, "a quoted text without its end");
    }
    return true;
  }

  static boolean blank(byte c) {
    return c >= 0 && c <= ' ';
  }
}
