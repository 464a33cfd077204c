package org.everyshot.format;

import org.everyshot.merging.ReflectionTable;
import org.jspecify.annotations.Nullable;

/// Reads the list of a crystal's reflections: `h k l I sigma peak background fs ss` and, from
/// version 2.3 on, the panel's name.
///
/// A line that is not so is counted and left out, and so is a reflection that is not finite or has
/// no positive sigma.
final class ReflectionLines {
  static final String MALFORMED = "reflection line malformed";
  static final String NOT_FINITE = "intensity or sigma not finite";
  static final String NO_SIGMA = "sigma not above zero";

  private static final byte[] END = StreamMarks.ascii("End of reflections");
  private static final byte[] RULE = StreamMarks.ascii("--");

  private final TextCursor cursor;
  private final boolean named;
  private final @Nullable StreamPanels panels;
  private long malformed;
  private long notFinite;
  private long noSigma;

  /// Where the first malformed line stands, or −1.
  private int firstMalformed = -1;

  /// @param named whether lines end with the panel's name
  /// @param panels the detector's panels; null where they are not known
  ReflectionLines(TextCursor cursor, boolean named, @Nullable StreamPanels panels) {
    this.cursor = cursor;
    this.named = named;
    this.panels = panels;
  }

  /// Reads from the cursor's place, the line after the column titles, to the list's end.
  void read(byte[] bytes, int to, ReflectionTable.Builder rows) {
    while (cursor.at() < to) {
      int begin = cursor.at();
      int c = cursor.peek();
      if (c == '\n' || c == '\r') {
        cursor.nextLine();
        continue;
      }
      if (c == 'E' && StreamMarks.at(bytes, begin, to, END)) {
        cursor.nextLine();
        return;
      }
      if (c == '-' && StreamMarks.at(bytes, begin, to, RULE)) {
        return; // a list without end; the mark is for the caller
      }
      int h = cursor.index();
      int k = cursor.index();
      int l = cursor.index();
      float intensity = (float) cursor.decimal();
      float sigma = (float) cursor.decimal();
      cursor.skipWord();
      cursor.skipWord();
      double fs = cursor.decimal();
      double ss = cursor.decimal();
      int panel = -1;
      if (named) {
        cursor.peek();
        int name = cursor.at();
        cursor.skipWord();
        panel = panels == null ? -1 : panels.byName(bytes, name, cursor.at());
      } else if (panels != null) {
        panel = panels.byPixel(fs, ss);
      }
      int next = cursor.peek();
      if (cursor.bad() || (next != '\n' && next != '\r')) {
        malformed++;
        firstMalformed = firstMalformed < 0 ? begin : firstMalformed;
        cursor.seek(begin);
        cursor.nextLine();
        continue;
      }
      cursor.nextLine();
      if (!(Math.abs(intensity) <= Float.MAX_VALUE) || !(Math.abs(sigma) <= Float.MAX_VALUE)) {
        notFinite++;
      } else if (!(sigma > 0)) {
        noSigma++;
      } else {
        double fs0 = panel < 0 || panels == null ? 0 : panels.minFs(panel);
        double ss0 = panel < 0 || panels == null ? 0 : panels.minSs(panel);
        rows.add(h, k, l, intensity, sigma, (float) (fs - fs0), (float) (ss - ss0), panel);
      }
    }
  }

  long malformed() {
    return malformed;
  }

  long notFinite() {
    return notFinite;
  }

  long noSigma() {
    return noSigma;
  }

  /// Where the first malformed line stands in the bytes; −1 where there is none.
  int firstMalformed() {
    return firstMalformed;
  }
}
