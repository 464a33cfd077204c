package org.everyshot.detector;

/// Where a panel stands in the laboratory, relative to the beam and to the camera length.
///
/// @param cornerX x of the panel's first corner, pixels of this panel
/// @param cornerY y of the panel's first corner, pixels of this panel
/// @param coffsetM z of the panel's first corner beyond the camera length, m
/// @param fs step from one pixel to the next along the fast scan, pixels
/// @param ss step from one pixel to the next along the slow scan, pixels
/// @param pixelSizeM side of a pixel, m
public record Placement(
    double cornerX,
    double cornerY,
    double coffsetM,
    Direction fs,
    Direction ss,
    double pixelSizeM) {
  /// x, m, of a point of the panel, given in pixels from its first corner; the first pixel's centre
  /// is at (0.5, 0.5). The detector's shift is not in it.
  public double x(double alongFs, double alongSs) {
    return (cornerX + alongFs * fs.x() + alongSs * ss.x()) * pixelSizeM;
  }

  /// y, m, as [#x].
  public double y(double alongFs, double alongSs) {
    return (cornerY + alongFs * fs.y() + alongSs * ss.y()) * pixelSizeM;
  }

  /// z beyond the camera length, m, as [#x].
  public double z(double alongFs, double alongSs) {
    return coffsetM + (alongFs * fs.z() + alongSs * ss.z()) * pixelSizeM;
  }

  /// Unit vector normal to the panel.
  public Direction normal() {
    Direction n = fs.cross(ss);
    double length = n.length();
    return new Direction(n.x() / length, n.y() / length, n.z() / length);
  }
}
