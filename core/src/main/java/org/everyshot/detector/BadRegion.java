package org.everyshot.detector;

/// A rectangle of pixels to be left out.
public sealed interface BadRegion {
  /// Name in the geometry file.
  String name();

  /// Pixels of one panel.
  ///
  /// @param name name in the geometry file
  /// @param panel index of the panel
  /// @param extent the pixels, in the dataset's counting, as the panel's own extent
  record OnPanel(String name, int panel, Extent extent) implements BadRegion {}

  /// Pixels of any panel whose centre lies strictly inside a rectangle of the laboratory frame.
  /// All limits in pixels of the panel that is looked at.
  record InLaboratory(String name, double minX, double maxX, double minY, double maxY)
      implements BadRegion {}
}
