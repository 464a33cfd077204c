package org.everyshot.picture;

/// The colours of lines, text and paper. Lines differ in lightness as well as in hue, so that they
/// can be told apart by colour-blind readers and in print.
final class Ink {
  static final Colour PAPER = new Colour(0xFFFFFF);
  static final Colour TEXT = new Colour(0x22262B);
  static final Colour FAINT = new Colour(0x6A7178);
  static final Colour FRAME = new Colour(0x3A4047);
  static final Colour GRID = new Colour(0xE6E8EA);

  /// Pixels and bins without a value. No colour map contains it.
  static final Colour MISSING = new Colour(0xC6C8CA);

  static final Colour BLUE = new Colour(0x1C5AA6);
  static final Colour RED = new Colour(0xCC4125);

  private Ink() {}

  static Colour faded(Colour colour, double opacity) {
    return new Colour(colour.rgb(), opacity);
  }
}
