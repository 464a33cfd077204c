package org.everyshot.picture;

/// A rectangle on the canvas, x to the right, y downwards, in units of length of the canvas.
public record Box(double x, double y, double width, double height) {
  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  double centreX() {
    return x + width / 2;
  }

  double centreY() {
    return y + height / 2;
  }

  /// The rectangle without a margin on each side.
  Box inset(double left, double top, double right, double bottom) {
    return new Box(
        x + left, y + top, Math.max(1, width - left - right), Math.max(1, height - top - bottom));
  }
}
