package org.everyshot.picture;

/// A colour to draw with.
///
/// @param rgb 0xRRGGBB, sRGB
/// @param opacity from 0, not seen, to 1, covering what lies below
record Colour(int rgb, double opacity) {
  Colour(int rgb) {
    this(rgb, 1);
  }
}
