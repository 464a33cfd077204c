package org.everyshot.picture;

import java.util.Arrays;

/// A picture's pixels, 0xRRGGBB, row by row from the top; paper to begin with.
final class Pixels {
  private final int width;
  private final int height;
  private final int[] rgb;

  Pixels(int width, int height) {
    this.width = width;
    this.height = height;
    this.rgb = new int[width * height];
    if (height > 0) {
      Arrays.fill(rgb, 0, width, Ink.PAPER.rgb());
      for (int y = 1; y < height; y++) {
        repeat(y);
      }
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// All of them, `[row][column]`; to be written to as well.
  int[] rgb() {
    return rgb;
  }

  int rgb(int x, int y) {
    return rgb[y * width + x];
  }

  void set(int x, int y, int colour) {
    rgb[y * width + x] = colour;
  }

  /// Makes a row equal to the one above.
  void repeat(int y) {
    System.arraycopy(rgb, (y - 1) * width, rgb, y * width, width);
  }

  /// Whether a row equals the one above; the first does not.
  boolean repeats(int y) {
    int at = y * width;
    return y > 0 && Arrays.equals(rgb, at - width, at, rgb, at, at + width);
  }

  /// Puts another picture over this one, its top left pixel at (`x`, `y`); what sticks out is cut.
  void put(Pixels other, int x, int y) {
    int left = Math.max(0, x);
    int right = Math.min(width, x + other.width);
    for (int row = Math.max(0, y);
        row < Math.min(height, y + other.height) && left < right;
        row++) {
      System.arraycopy(
          other.rgb, (row - y) * other.width + left - x, rgb, row * width + left, right - left);
    }
  }
}
