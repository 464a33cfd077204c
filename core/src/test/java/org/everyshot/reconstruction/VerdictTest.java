package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void aDensityThatIsItsOwnMirrorImageHasNoHand() {
    assertEquals(
        "the density is all but its own mirror image (FSC 0.995 on the mean), so that its hand"
            + " makes no difference, unless each restart mixes both",
        Verdict.hand(0.995, 0.994, 4));
    assertTrue(Verdict.hand(0.98, 0.98, 1).contains("no difference"));
  }

  @Test
  void oneRestartHasNoOthersToAgreeWith() {
    assertEquals("", Verdict.agreeing(0, 1, 24));
    assertEquals(
        "1 of 2 restarts agree with the others to 24.0 Å, ", Verdict.agreeing(1, 2, 23.99));
  }

  @Test
  void otherwiseTheHandIsNotKnown() {
    String unknown = "the hand is not known: the mirror image fits as well";
    assertEquals(unknown, Verdict.hand(0.94, 0.89, 4));
    assertEquals(unknown, Verdict.hand(Double.NaN, Double.NaN, 4));
    assertFalse(Verdict.hand(0.9, 0.7, 1).contains("mix"), "one restart averages nothing");
  }

  @Test
  void anAverageNearerToItsMirrorImageThanItsRestartsMayMixBothHands() {
    String mixed =
        "the hand is not known: the mirror image fits as well, and the average may mix"
            + " both hands";
    assertEquals(mixed, Verdict.hand(0.85, 0.74, 4));
    assertEquals(mixed, Verdict.hand(0.99, 0.80, 4), "the restarts are no mirror images");
  }
}
