package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Text that is gathered as bytes and handed to a file portion by portion.
final class StreamText {
  private static final int PORTION = 1 << 18;

  /// Most bytes of one number or word.
  private static final int ROOM = 64;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  private static final double LARGEST = 1e15;

  private final AsideFile file;
  private final byte[] bytes = new byte[PORTION];
  private final byte[] digits = new byte[ROOM];
  private int filled;
  private long written;

  StreamText(AsideFile file) {
    this.file = file;
  }

  /// Adds a line.
  void line(String line) {
    text(line);
    newLine();
  }

  /// Adds a text.
  void text(String text) {
    byte[] more = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < more.length; ) {
      int n = Math.min(more.length - at, PORTION - filled);
      System.arraycopy(more, at, bytes, filled, n);
      filled += n;
      at += n;
      if (filled == PORTION) {
        flush();
      }
    }
  }

  void newLine() {
    room();
    bytes[filled++] = '\n';
  }

  void blank() {
    room();
    bytes[filled++] = ' ';
  }

  /// Adds a whole number, right-aligned.
  void whole(int value, int width) {
    number(Math.abs((long) value), 0, value < 0, width);
  }

  /// Adds a number with so many decimals, at most 9, right-aligned, halves away from zero.
  void decimal(double value, int decimals, int width) {
    double scaled = Math.abs(value) * POWERS[decimals];
    if (!(scaled < LARGEST)) {
      text(String.format(Locale.ROOT, "%" + width + "s", unusual(value)));
      return;
    }
    long rounded = Math.round(scaled);
    number(rounded, decimals, value < 0 && rounded != 0, width);
  }

  private static String unusual(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return Double.toString(value);
  }

  private void number(long value, int decimals, boolean negative, int width) {
    int n = 0;
    long rest = value;
    do {
      if (n == decimals && decimals > 0) {
        digits[n++] = '.';
      }
      digits[n++] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0 || n <= decimals + (decimals > 0 ? 1 : 0));
    if (negative) {
      digits[n++] = '-';
    }
    room();
    for (int blanks = width - n; blanks > 0; blanks--) {
      bytes[filled++] = ' ';
    }
    while (n > 0) {
      bytes[filled++] = digits[--n];
    }
  }

  private void room() {
    if (filled + ROOM > PORTION) {
      flush();
    }
  }

  /// Hands over what was gathered.
  void flush() {
    file.write(ByteBuffer.wrap(bytes, 0, filled), written);
    written += filled;
    filled = 0;
  }

  /// Bytes handed over and gathered.
  long size() {
    return written + filled;
  }
}
