package org.everyshot.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void whatADamagedFileSaysCannotBreakTheLineOrSteerTheTerminal() {
    String quoted = "a.npy: unknown key 'sha\n\r\u001b[2J\u0000\u2028é'";
    assertEquals(
        "a.npy: unknown key 'sha; \\x1B[2J\\x00; é'",
        new DamagedDataException(quoted).getMessage());
    assertEquals(
        new DamagedDataException(quoted).getMessage(),
        new UserInputException(quoted, new Exception()).getMessage());
  }

  @Test
  void aPairCutThroughIsShownAsItsCode() {
    assertEquals("a \\xD83D b \\xDE00", OneLine.of("a \ud83d b \ude00"));
    assertEquals("a \ud83d\ude00", OneLine.of("a \ud83d\ude00"));
  }

  @Test
  void anOrdinaryMessageIsLeftAsItIs() {
    String message = "Δφ 3 Å⁻¹ — fine";
    assertSame(message, OneLine.of(message));
  }
}
