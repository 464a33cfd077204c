package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
  @Test
  void stillsThatWaitedWhenARunWasCutShortCountOnce() {
    var arrivals = new Arrivals();
    arrivals.begin(10, 3);
    for (int still = 0; still < 10; still++) {
      assertFalse(arrivals.take(100, 0), "in the state already");
    }
    assertEquals(7, arrivals.done(), "three wait");
    assertTrue(arrivals.take(100, 0), "new");
    assertEquals(7, arrivals.done());
    arrivals.entered(4);
    assertEquals(11, arrivals.done());
    assertEquals(11, arrivals.seen());
  }
}
