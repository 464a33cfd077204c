package org.everyshot.picture;

import java.util.Arrays;

/// A picture's pixels, row by row from the top; paper to begin with.
final class Pixels {
  /// Each channel of [Ink#PAPER].
  private static final byte WHITE = -1;

  private final int width;
  private final int height;

  /// `[row][column][red, green, blue]`, as files have them.
  private final byte[] bytes;

  Pixels(int width, int height) {
    this.width = width;
    this.height = height;
    this.bytes = new byte[3 * width * height];
    Arrays.fill(bytes, 0, Math.min(bytes.length, 3 * width), WHITE);
    for (int y = 1; y < height; y++) {
      repeat(y);
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// All of them, `[row][column][red, green, blue]`; to be written to as well.
  byte[] bytes() {
    return bytes;
  }

  /// A pixel, 0xRRGGBB.
  int rgb(int x, int y) {
    int at = 3 * (y * width + x);
    return (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
  }

  void set(int x, int y, int rgb) {
    int at = 3 * (y * width + x);
    bytes[at] = (byte) (rgb >> 16);
    bytes[at + 1] = (byte) (rgb >> 8);
    bytes[at + 2] = (byte) rgb;
  }

  /// Makes a row equal to the one above.
  void repeat(int y) {
    System.arraycopy(bytes, 3 * (y - 1) * width, bytes, 3 * y * width, 3 * width);
  }

  /// Whether a row equals the one above; the first does not.
  boolean repeats(int y) {
    int at = 3 * y * width;
    return y > 0 && Arrays.equals(bytes, at - 3 * width, at, bytes, at, at + 3 * width);
  }

  /// Puts another picture over this one, its top left pixel at (`x`, `y`); what sticks out is cut.
  void put(Pixels other, int x, int y) {
    int left = Math.max(0, x);
    int count = Math.min(width, x + other.width) - left;
    for (int row = Math.max(0, y); row < Math.min(height, y + other.height) && count > 0; row++) {
      System.arraycopy(
          other.bytes,
          3 * ((row - y) * other.width + left - x),
          bytes,
          3 * (row * width + left),
          3 * count);
    }
  }
}
