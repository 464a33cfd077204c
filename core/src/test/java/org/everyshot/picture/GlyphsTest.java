package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        Trace strokes = Glyphs.of(c).strokes();
        String letter = Character.toString(c);
        assertTrue(strokes.start(strokes.strokes()) > 1, letter + " is empty");
        for (int i = 0; i < strokes.start(strokes.strokes()); i++) {
          double x = strokes.x(i);
          double y = strokes.y(i);
          assertTrue(x >= -0.85, letter + " sticks out to the left");
          assertTrue(x <= Glyphs.of(c).width() + 0.85, letter + " to the right");
          assertTrue(y >= -2.5 && y <= 8.5, letter + " is too tall");
        }
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
  void neitherFontsNorGraphicsOfTheMachineAreEverAskedFor() throws Exception {
    // The JDK cannot draw text where no font is installed, and its drawing takes seconds of a
    // processor to be compiled.
    Path classes =
        Path.of(Canvas.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("org/everyshot/picture");
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        String names = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(names.contains("java/awt"), file + " uses java.awt");
      }
    }
  }
}
