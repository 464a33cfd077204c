package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LetteringTest {
  @Test
  void widthGrowsWithTheSizeAndAddsUpLetterByLetter() {
    assertEquals(2 * Lettering.width("q (Å)", 10), Lettering.width("q (Å)", 20), 1e-9);
    assertEquals(
        Lettering.width("ab", 10) + Lettering.width("c", 10), Lettering.width("abc", 10), 1e-9);
  }

  @Test
  void raisedAndLoweredLettersAreSmaller() {
    assertEquals(0.68 * Lettering.width("12", 10), Lettering.width("^{12}", 10), 1e-9);
    assertEquals(Lettering.width("^{−1}", 10), Lettering.width("⁻¹", 10), 1e-9);
    assertEquals(Lettering.width("_{2}", 10), Lettering.width("₂", 10), 1e-9);
  }

  @Test
  void bracesAndCaretsOfFileNamesStayText() {
    assertTrue(Lettering.width("a_b^c{d}", 10) > Lettering.width("abcd", 10));
  }

  @Test
  void anAccentThatTheTableLacksIsLeftOut() {
    assertEquals(Lettering.width("Genie", 10), Lettering.width("Génie", 10), 1e-9);
  }

  @Test
  void anUnknownCharacterIsABox() {
    assertTrue(Lettering.width("\u4e2d", 10) > 0);
    assertTrue(Lettering.width("\uD83D\uDE00", 10) > 0);
  }
}
