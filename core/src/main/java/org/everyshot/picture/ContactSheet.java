package org.everyshot.picture;

import java.nio.file.Path;
import java.util.List;

/// Several pictures on one page, in rows of three.
public final class ContactSheet {
  private static final int ACROSS = 3;
  private static final Box CELL = new Box(0, 0, 560, 440);
  private static final double HEAD = 62;
  private static final double PIXELS_PER_UNIT = 1.5;

  private ContactSheet() {}

  /// Writes the page as PNG.
  ///
  /// @param title above all pictures
  /// @param note below the title, smaller
  /// @param provenance program, version and command, kept inside the file as text
  public static void save(
      Path file, String title, String note, List<Picture> pictures, String provenance) {
    int rows = (pictures.size() + ACROSS - 1) / ACROSS;
    var page = new Box(0, 0, ACROSS * CELL.width(), HEAD + rows * CELL.height());
    Picture sheet =
        (canvas, box) -> {
          canvas.bold(title, 28, 40, 24, Align.LEFT, Ink.TEXT);
          double noteX = 28 + Lettering.width(title, 24) + 24;
          canvas.text(note, noteX, 40, 16, Align.LEFT, Ink.FAINT);
          for (int i = 0; i < pictures.size(); i++) {
            int row = i / ACROSS;
            double x = box.x() + (i - row * ACROSS) * CELL.width();
            double y = box.y() + HEAD + row * CELL.height();
            pictures.get(i).draw(canvas, new Box(x, y, CELL.width(), CELL.height()));
          }
        };
    sheet.save(file, provenance, page, PIXELS_PER_UNIT);
  }
}
