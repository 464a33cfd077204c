package org.everyshot.fault;

/// Keeps messages on one line: what they quote may come from a damaged file, with line breaks and
/// codes that would move a terminal's cursor.
final class OneLine {
  private OneLine() {}

  /// The message, its lines joined by semicolons, and each control character and half of a pair as
  /// its code, `\x1B`.
  static String of(String text) {
    String message = text.strip().replaceAll("\\s*\\R\\s*", "; ");
    StringBuilder safe = null;
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      boolean unsafe = Character.isISOControl(c) || halved(message, i);
      if (unsafe && safe == null) {
        safe = new StringBuilder(message.substring(0, i));
      }
      if (safe != null) {
        if (unsafe) {
          safe.append(String.format("\\x%02X", (int) c));
        } else {
          safe.append(c);
        }
      }
    }
    return safe == null ? message : safe.toString();
  }

  /// Whether a character is one half of a pair that was cut through: no text file can hold it.
  private static boolean halved(String message, int at) {
    char c = message.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == message.length() || !Character.isLowSurrogate(message.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(message.charAt(at - 1)));
  }
}
