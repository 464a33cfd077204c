package org.everyshot.picture;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// Sets a line of text in [Glyphs].
///
/// Raised and lowered text: the Unicode digits and signs for it (`Å⁻¹`, `C₂`), or `^{text}` and
/// `_{text}`. Accents that the table lacks are left out; other unknown characters become boxes.
final class Lettering {
  /// Size of text is the em, of 10 glyph units: capitals are 0.7 of it.
  private static final double EM = 10;

  private static final double BEARING = 0.93;
  private static final double SMALL = 0.68;
  private static final double RAISED = 3.4;
  private static final double LOWERED = -1.7;
  private static final String RAISED_FORMS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
  private static final String LOWERED_FORMS = "₀₁₂₃₄₅₆₇₈₉₊₋";
  private static final String PLAIN_FORMS = "0123456789+−";

  private Lettering() {}

  private record Placed(Glyphs.Glyph glyph, double x, double y, double scale) {}

  /// Width of a line of text of the given size, same unit as the size.
  static double width(String text, double size) {
    var placed = new ArrayList<Placed>();
    return layout(text, placed) * size / EM;
  }

  /// What draws a letter.
  interface Pen {
    /// @param width thickness of the pen, in the unit of the strokes
    void draw(Trace letter, double width);
  }

  /// Draws a line of text, its baseline starting at (`x`, `y`), y downwards.
  ///
  /// @param weight thickness of the pen, in glyph units; 0.8 is regular, 1.15 is bold
  /// @param upwards whether the text runs from below to above
  static void draw(
      String text, double size, double weight, double x, double y, boolean upwards, Pen pen) {
    var placed = new ArrayList<Placed>();
    layout(text, placed);
    double unit = size / EM;
    for (Placed letter : placed) {
      double along = letter.x * unit;
      double raised = letter.y * unit;
      double scale = letter.scale * unit;
      Trace strokes =
          letter
              .glyph
              .strokes()
              .moved(
                  scale,
                  -scale,
                  upwards,
                  upwards ? x - raised : x + along,
                  upwards ? y - along : y - raised);
      // Small letters get a slightly heavier pen, so that the line of text looks even.
      pen.draw(strokes, weight * unit * (letter.scale == 1 ? 1 : letter.scale * 1.15));
    }
  }

  private static double layout(String text, List<Placed> placed) {
    double x = 0;
    double shift = 0;
    int[] points = composed(text).codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int c = points[i];
      if ((c == '^' || c == '_') && i + 1 < points.length && points[i + 1] == '{') {
        shift = c == '^' ? RAISED : LOWERED;
        i++;
        continue;
      }
      if (c == '}' && shift != 0) {
        shift = 0;
        continue;
      }
      double dy = shift;
      int up = RAISED_FORMS.indexOf(c);
      int down = LOWERED_FORMS.indexOf(c);
      if (up >= 0) {
        c = PLAIN_FORMS.codePointAt(up);
        dy = RAISED;
      } else if (down >= 0) {
        c = PLAIN_FORMS.codePointAt(down);
        dy = LOWERED;
      } else if (!Glyphs.has(c)) {
        c = withoutAccent(c);
      }
      double scale = dy == 0 ? 1 : SMALL;
      Glyphs.Glyph glyph = Glyphs.of(c);
      placed.add(new Placed(glyph, x + BEARING * scale, dy, scale));
      x += (glyph.width() + 2 * BEARING) * scale;
    }
    return x;
  }

  /// The text with letters and accents in one, as the table has them.
  private static String composed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~'
          && !Glyphs.has(c)
          && RAISED_FORMS.indexOf(c) < 0
          && LOWERED_FORMS.indexOf(c) < 0) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  private static int withoutAccent(int c) {
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD).codePointAt(0);
  }
}
