package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FourierLatticeTest {
  @Test
  void aTableThatMemoryDoesNotHoldIsRefusedBeforeItIsMade() {
    long table = 8L * 511 * 511 * 511;
    FourierLattice.requireRoom(table, 0.5, 3L << 30);
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> FourierLattice.requireRoom(table, 0.5, 1L << 30));
    assertTrue(String.valueOf(e.getMessage()).contains("lower --q-max"), e::toString);
  }
}
