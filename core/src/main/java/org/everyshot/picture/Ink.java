package org.everyshot.picture;

import java.awt.Color;

/// The colours of lines, text and paper. Lines differ in lightness as well as in hue, so that they
/// can be told apart by colour-blind readers and in print.
final class Ink {
  static final Color PAPER = Color.WHITE;
  static final Color TEXT = new Color(0x22262B);
  static final Color FAINT = new Color(0x6A7178);
  static final Color FRAME = new Color(0x3A4047);
  static final Color GRID = new Color(0xE6E8EA);

  /// Pixels and bins without a value. No colour map contains it.
  static final Color MISSING = new Color(0xC6C8CA);

  static final Color BLUE = new Color(0x1C5AA6);
  static final Color RED = new Color(0xCC4125);

  private Ink() {}

  static Color faded(Color colour, double opacity) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
  }
}
