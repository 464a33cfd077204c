package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.everyshot.fault.DamagedDataException;

/// The words of a CIF file, one after the other, in bounded memory.
///
/// Source: Hall, Allen and Brown, Acta Cryst. A47, 655 (1991); CIF 1.1 syntax.
final class CifTokens {
  /// What a word is.
  enum Kind {
    DATA,
    LOOP,
    NAME,
    VALUE,
    /// `.` or `?` without quotes.
    MISSING,
    END
  }

  private static final int WINDOW = 1 << 16;
  private static final int LONGEST = 1 << 16;

  /// Powers of ten that a double holds exactly.
  private static final double[] TENS = new double[23];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = 10 * TENS[i - 1];
    }
  }

  private final String name;
  private final FileBytes file;
  private final byte[] window = new byte[WINDOW];
  private long windowAt;
  private int windowSize;
  private int next;
  private long line = 1;
  private int before = '\n';
  private boolean startsLine;
  private byte[] word = new byte[256];
  private int length;

  CifTokens(String name, FileBytes file) {
    this.name = name;
    this.file = file;
  }

  /// Reads the next word.
  Kind next() {
    int c = read();
    while (true) {
      if (c == '#') {
        while (c >= 0 && c != '\n') {
          c = read();
        }
      } else if (c >= 0 && c <= ' ') {
        c = read();
      } else {
        break;
      }
    }
    length = 0;
    if (c < 0) {
      return Kind.END;
    }
    if (c == ';' && startsLine) {
      return textField();
    }
    if (c == '\'' || c == '"') {
      return quoted(c);
    }
    while (c > ' ') {
      put(c);
      c = read();
    }
    return kind();
  }

  private Kind kind() {
    if (word[0] == '_') {
      return Kind.NAME;
    }
    if (length == 1 && (word[0] == '.' || word[0] == '?')) {
      return Kind.MISSING;
    }
    if (begins("data_")) {
      return Kind.DATA;
    }
    return length == 5 && begins("loop_") ? Kind.LOOP : Kind.VALUE;
  }

  private boolean begins(String lower) {
    boolean same = length >= lower.length();
    for (int i = 0; same && i < lower.length(); i++) {
      same = Character.toLowerCase(word[i]) == lower.charAt(i);
    }
    return same;
  }

  private Kind textField() {
    int c = read();
    while (!(c == ';' && startsLine)) {
      if (c < 0) {
        throw damaged("a text that begins with ; does not end");
      }
      put(c);
      c = read();
    }
    return Kind.VALUE;
  }

  private Kind quoted(int quote) {
    int c = read();
    while (true) {
      if (c < 0 || c == '\n') {
        throw damaged("a quoted text does not end on its line");
      }
      int after = read();
      if (c == quote && after <= ' ') {
        return Kind.VALUE;
      }
      put(c);
      c = after;
    }
  }

  private void put(int c) {
    if (length == word.length) {
      if (length >= LONGEST) {
        length--; // long texts say nothing that we need
      } else {
        word = Arrays.copyOf(word, 2 * length);
      }
    }
    word[length++] = (byte) c;
  }

  private int read() {
    if (next == windowSize) {
      windowAt += windowSize;
      windowSize = (int) Math.min(WINDOW, file.size() - windowAt);
      next = 0;
      if (windowSize <= 0) {
        windowSize = 0;
        return -1;
      }
      file.read(windowAt, window, 0, windowSize);
    }
    int c = window[next++] & 0xFF;
    startsLine = before == '\n';
    before = c;
    line += c == '\n' ? 1 : 0;
    return c;
  }

  /// The word as text.
  String text() {
    return new String(word, 0, length, StandardCharsets.UTF_8);
  }

  /// First character of the word.
  byte first() {
    return length == 0 ? (byte) ' ' : word[0];
  }

  /// The word as a number; an uncertainty in parentheses after it is passed over.
  double number() {
    int at = 0;
    boolean negative = length > 0 && word[0] == '-';
    if (length > 0 && (word[0] == '-' || word[0] == '+')) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int scale = 0;
    boolean point = false;
    for (; at < length; at++) {
      byte c = word[at];
      if (c == '.' && !point) {
        point = true;
      } else if (c >= '0' && c <= '9' && count < 18) {
        digits = 10 * digits + (c - '0');
        count++;
        scale += point ? 1 : 0;
      } else {
        break;
      }
    }
    boolean plain = count > 0 && (at == length || word[at] == '(');
    if (plain && digits < 1L << 53 && scale < TENS.length) {
      double value = digits / TENS[scale];
      return negative ? -value : value;
    }
    String text = text();
    int open = text.indexOf('(');
    try {
      return Double.parseDouble(open < 0 ? text : text.substring(0, open));
    } catch (NumberFormatException e) {
      throw damaged("'" + text.lines().findFirst().orElse("") + "': expected a number");
    }
  }

  DamagedDataException damaged(String what) {
    return new DamagedDataException(name + ": line " + line + ": " + what);
  }
}
