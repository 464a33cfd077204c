package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads numbers and words, one after the other, from the bytes of a text.
///
/// Numbers that are written plainly, `-12.34` with up to 15 digits, are read without making any
/// object, and exactly as [Double#parseDouble] reads them: both mantissa and power of ten are
/// whole numbers below 2⁵³, so that their quotient is rounded once. All others go through
/// [Double#parseDouble]. The text must end with a line feed.
final class TextCursor {
  private static final double[] POWERS = new double[16];

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  /// Most digits of a number that is read without an object.
  private static final int DIGITS = 15;

  /// Longest number that is looked at.
  private static final int LONGEST = 64;

  private static final int MOST_INDEX_DIGITS = 6;

  private byte[] bytes = {'\n'};
  private int at;
  private boolean bad;

  /// Moves to a text.
  void open(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
    this.bad = false;
  }

  int at() {
    return at;
  }

  void seek(int at) {
    this.at = at;
    this.bad = false;
  }

  /// Whether anything since the last [#seek] was not what was asked for.
  boolean bad() {
    return bad;
  }

  /// Skips blanks and tells the byte that follows them.
  int peek() {
    int i = at;
    while (bytes[i] == ' ' || bytes[i] == '\t') {
      i++;
    }
    at = i;
    return bytes[i];
  }

  private static boolean endsWord(int c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  /// A whole number of at most six digits.
  int index() {
    int c = peek();
    int i = at;
    boolean negative = c == '-';
    if (negative || c == '+') {
      c = bytes[++i];
    }
    int first = i;
    int value = 0;
    while (c >= '0' && c <= '9' && i - first < MOST_INDEX_DIGITS) {
      value = 10 * value + (c - '0');
      c = bytes[++i];
    }
    bad |= i == first || !endsWord(c);
    at = i;
    return negative ? -value : value;
  }

  /// A decimal number; NaN or infinite where the text says so.
  double decimal() {
    int c = peek();
    int i = at;
    boolean negative = c == '-';
    if (negative || c == '+') {
      c = bytes[++i];
    }
    long mantissa = 0;
    int digits = 0;
    int decimals = 0;
    while (c >= '0' && c <= '9' && digits < DIGITS) {
      mantissa = 10 * mantissa + (c - '0');
      digits++;
      c = bytes[++i];
    }
    if (c == '.') {
      c = bytes[++i];
      while (c >= '0' && c <= '9' && digits < DIGITS) {
        mantissa = 10 * mantissa + (c - '0');
        digits++;
        decimals++;
        c = bytes[++i];
      }
    }
    if (digits == 0 || !endsWord(c)) {
      return unusual();
    }
    at = i;
    double value = mantissa / POWERS[decimals];
    return negative ? -value : value;
  }

  /// A number with an exponent, with many digits, not finite, or none at all.
  private double unusual() {
    int i = at;
    while (!endsWord(bytes[i])) {
      i++;
    }
    double value = i - at > LONGEST ? Double.NaN : parsed(at, i);
    bad |= i - at > LONGEST;
    at = i;
    return value;
  }

  private double parsed(int from, int to) {
    String word = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    String plain = word.replaceFirst("^[+-]", "").toLowerCase(Locale.ROOT);
    if (plain.equals("nan")) {
      return Double.NaN;
    }
    if (plain.equals("inf") || plain.equals("infinity")) {
      return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < word.length(); i++) {
      if ("0123456789+-.eE".indexOf(word.charAt(i)) < 0) {
        bad = true;
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      bad = true;
      return Double.NaN;
    }
  }

  /// Skips a word; there must be one.
  void skipWord() {
    int c = peek();
    int i = at;
    bad |= endsWord(c);
    while (!endsWord(c)) {
      c = bytes[++i];
    }
    at = i;
  }

  /// Goes to the beginning of the next line.
  void nextLine() {
    int i = at;
    while (bytes[i] != '\n') {
      i++;
    }
    at = i + 1;
  }
}
