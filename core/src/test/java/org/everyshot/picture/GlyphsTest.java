package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GlyphsTest {
  @Test
  void everyPrintableAsciiCharacterAndEverySignOfOursHasStrokes() {
    String signs = "−–—…·×±°½⟨⟩′″≈≤≥≠→↔∞√∝ÅΔΓΘΛΠΣΦΨΩαβγδεηθκλμνξπρστφχψωµ";
    for (int c = ' '; c <= '~'; c++) {
      assertTrue(Glyphs.has(c), "no letter " + Character.toString(c));
    }
    signs.codePoints().forEach(c -> assertTrue(Glyphs.has(c), Character.toString(c)));
  }

  @Test
  void everyLetterStaysWithinItsWidthAndTheLine() {
    for (int c = '!'; c < 0x2300; c++) {
      if (Glyphs.has(c) && !Character.isSpaceChar(c)) {
        Rectangle2D bounds = Glyphs.of(c).strokes().getBounds2D();
        String letter = Character.toString(c);
        assertTrue(bounds.getMinX() >= -0.85, letter + " sticks out to the left");
        assertTrue(bounds.getMaxX() <= Glyphs.of(c).width() + 0.85, letter + " to the right");
        assertTrue(bounds.getMinY() >= -2.5 && bounds.getMaxY() <= 8.5, letter + " is too tall");
        assertFalse(bounds.isEmpty() && bounds.getWidth() + bounds.getHeight() == 0, letter);
      }
    }
  }

  @Test
  void digitsAreEquallyWide() {
    for (char c = '0'; c <= '9'; c++) {
      assertEquals(Glyphs.of('0').width(), Glyphs.of(c).width());
    }
  }

  @Test
  void noFontOfTheMachineIsEverAskedFor() throws Exception {
    // The JDK cannot draw text where no font is installed; nothing here may depend on one.
    Path classes =
        Path.of(Canvas.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("org/everyshot/picture");
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        String names = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(names.contains("java/awt/Font"), file + " uses java.awt.Font");
        assertFalse(names.contains("java/awt/font"), file + " uses java.awt.font");
        assertFalse(names.contains("drawString"), file + " draws text by the JDK");
      }
    }
  }
}
