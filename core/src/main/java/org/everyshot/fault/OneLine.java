package org.everyshot.fault;

/// Keeps messages on one line: what they quote may come from a damaged file, with line breaks and
/// codes that would move a terminal's cursor.
final class OneLine {
  private OneLine() {}

  /// The message, each control character and line separator as its code, `\x0A`.
  static String of(String message) {
    StringBuilder safe = null;
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      boolean unsafe = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
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
}
