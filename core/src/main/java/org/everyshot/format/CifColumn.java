package org.everyshot.format;

import java.nio.charset.StandardCharsets;

/// One column of a CIF category: where its values begin in the text.
final class CifColumn {
  private final byte[] text;
  private final IntPages positions;
  private final int column;
  private final int columns;

  CifColumn(byte[] text, IntPages positions, int column, int columns) {
    this.text = text;
    this.positions = positions;
    this.column = column;
    this.columns = columns;
  }

  int rows() {
    return positions.size() / columns;
  }

  /// Where the value of a row begins in the text.
  int position(int row) {
    return positions.get(row * columns + column);
  }

  /// The value of a row without its quotes; `.` and `?` as they stand.
  String text(int row) {
    int begin = position(row);
    int end = end(text, begin);
    boolean field = field(text, begin);
    if (field || text[begin] == '\'' || text[begin] == '"') {
      begin++;
      // The line break before the semicolon that ends a text is none of it.
      end = Math.max(begin, end - (field ? 2 : 1));
    }
    return new String(text, begin, end - begin, StandardCharsets.UTF_8);
  }

  /// The value of a row; empty where it is `.` or `?`.
  String known(int row) {
    String value = text(row);
    return value.equals("?") || value.equals(".") ? "" : value;
  }

  private static boolean field(byte[] text, int at) {
    return text[at] == ';' && (at == 0 || text[at - 1] == '\n');
  }

  /// Position after the word that begins at `begin`, its closing quote included; −1 where that is
  /// missing.
  static int end(byte[] text, int begin) {
    int at = begin + 1;
    if (field(text, begin)) {
      while (at < text.length && !field(text, at)) {
        at++;
      }
      return at < text.length ? at + 1 : -1;
    }
    byte quote = text[begin];
    if (quote == '\'' || quote == '"') {
      while (at < text.length && text[at] != '\n') {
        if (text[at] == quote && (at + 1 == text.length || CifBlock.blank(text[at + 1]))) {
          return at + 1;
        }
        at++;
      }
      return -1;
    }
    while (at < text.length && !CifBlock.blank(text[at])) {
      at++;
    }
    return at;
  }
}
