package org.everyshot.picture;

import java.util.ArrayList;
import java.util.List;

/// Sentences and figures, as a panel beside pictures.
///
/// @param paragraphs broken into lines to fit
record TextPanel(String title, List<String> paragraphs) implements Picture {
  private static final double SIZE = 15;
  private static final double LINE = 1.42;

  @Override
  public void draw(Canvas canvas, Box box) {
    canvas.bold(title, box.x() + 28, box.y() + 33, PlotFrame.TITLE_TEXT, Align.LEFT, Ink.TEXT);
    double room = box.width() - 60;
    double size = SIZE;
    List<List<String>> broken = broken(size, room);
    while (size > 9 && height(broken, size) > box.height() - 70) {
      size -= 0.5;
      broken = broken(size, room);
    }
    double y = box.y() + 66;
    for (List<String> lines : broken) {
      for (String line : lines) {
        canvas.text(line, box.x() + 28, y, size, Align.LEFT, Ink.TEXT);
        y += LINE * size;
      }
      y += 0.5 * size;
    }
  }

  private static double height(List<List<String>> broken, double size) {
    int lines = broken.stream().mapToInt(List::size).sum();
    return lines * LINE * size + broken.size() * 0.5 * size;
  }

  private List<List<String>> broken(double size, double room) {
    List<List<String>> all = new ArrayList<>();
    for (String paragraph : paragraphs) {
      List<String> lines = new ArrayList<>();
      var line = new StringBuilder();
      for (String word : paragraph.split(" ", -1)) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (!line.isEmpty() && Lettering.width(longer, size) > room) {
          lines.add(line.toString());
          line = new StringBuilder(word);
        } else {
          line = new StringBuilder(longer);
        }
      }
      lines.add(line.toString());
      all.add(lines);
    }
    return all;
  }
}
