package org.everyshot.picture;

import java.nio.file.Path;

/// Something that can be drawn into a rectangle of a canvas, and so alone or beside others.
public interface Picture {
  /// Draws into `box`, titles and axes included.
  void draw(Canvas canvas, Box box);

  /// Writes the picture as PNG, 1600 × 1200 pixels; an existing file is replaced.
  ///
  /// @param file where to
  /// @param provenance program, version and command, kept inside the file as text
  default void save(Path file, String provenance) {
    save(file, provenance, new Box(0, 0, 800, 600), 2);
  }

  /// As [#save(Path, String)] with another size.
  ///
  /// @param page the page in units of length; text is about 15 units high
  /// @param pixelsPerUnit resolution
  default void save(Path file, String provenance, Box page, double pixelsPerUnit) {
    var canvas = new Canvas(page.width(), page.height(), pixelsPerUnit);
    draw(canvas, new Box(0, 0, page.width(), page.height()));
    Png.write(file, canvas.pixels(), pixelsPerUnit, provenance);
  }
}
