package org.everyshot.picture;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
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

  /// Draws a line of text, its baseline starting at the origin of `place`.
  ///
  /// @param weight thickness of the pen, in glyph units; 0.8 is regular, 1.15 is bold
  static void draw(Graphics2D g, String text, double size, double weight, AffineTransform place) {
    var placed = new ArrayList<Placed>();
    layout(text, placed);
    double unit = size / EM;
    for (Placed letter : placed) {
      var at = new AffineTransform(place);
      at.translate(letter.x * unit, -letter.y * unit);
      at.scale(letter.scale * unit, -letter.scale * unit);
      Shape shape = at.createTransformedShape(letter.glyph.strokes());
      // Small letters get a slightly heavier pen, so that the line of text looks even.
      double pen = weight * unit * (letter.scale == 1 ? 1 : letter.scale * 1.15);
      g.setStroke(new BasicStroke((float) pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(shape);
    }
  }

  private static double layout(String text, List<Placed> placed) {
    double x = 0;
    double shift = 0;
    int[] points = Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray();
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

  private static int withoutAccent(int c) {
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD).codePointAt(0);
  }
}
