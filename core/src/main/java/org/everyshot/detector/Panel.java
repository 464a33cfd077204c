package org.everyshot.detector;

import java.util.List;

/// A flat part of the detector with a regular grid of pixels.
///
/// @param name name in the geometry file
/// @param offset place of its first pixel in a flattened frame
/// @param extent its pixels in the dataset
/// @param data dataset that holds its values
/// @param placement where it stands
/// @param response how its values relate to photons
/// @param masks datasets that tell its bad pixels
/// @param edgePixels rows and columns at each edge to be left out
/// @param ignored whether the whole panel is to be left out
public record Panel(
    String name,
    int offset,
    Extent extent,
    DataPlace data,
    Placement placement,
    Response response,
    List<MaskPlace> masks,
    int edgePixels,
    boolean ignored) {
  public Panel {
    masks = List.copyOf(masks);
  }

  /// Pixels along the fast scan.
  public int width() {
    return extent.width();
  }

  /// Pixels along the slow scan.
  public int height() {
    return extent.height();
  }

  /// Number of pixels.
  public int pixels() {
    return extent.pixels();
  }
}
