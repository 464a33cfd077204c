package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.everyshot.fault.DamagedDataException;
import org.junit.jupiter.api.Test;

class KnownStillsTest {
  private static KnownStills restored(KnownStills stills) {
    var out = new StateWriter();
    stills.save(out);
    var loaded = new KnownStills();
    loaded.find(99); // is forgotten
    var in = new StateReader(out.bytes(), "state");
    loaded.load(in);
    in.end();
    return loaded;
  }

  @Test
  void stillsAreFoundAgainInAnyOrderWithSomeMissingAndSomeNew() {
    var stills = new KnownStills();
    stills.beginPass();
    for (int s = 0; s < 5000; s++) {
      assertEquals(s, stills.find(Still.key("image " + s)));
    }
    stills.beginPass();
    for (int s = 4999; s >= 0; s -= 3) {
      assertEquals(s, stills.find(Still.key("image " + s)));
      if (s == 2500) {
        stills = restored(stills);
      }
    }
    assertEquals(5000, stills.find(Still.key("another")));
    assertEquals(4998, stills.find(Still.key("image 4998")));
    assertEquals(5001, stills.size());
  }

  @Test
  void crystalsOfOneImageAreToldApartByTheirOrder() {
    var stills = new KnownStills();
    stills.beginPass();
    long[] images = {7, 7, 0, 7, -3, 0};
    for (int s = 0; s < images.length; s++) {
      assertEquals(s, stills.find(images[s]));
    }
    stills.beginPass();
    assertEquals(2, stills.find(0));
    assertEquals(0, stills.find(7));
    stills = restored(stills);
    assertEquals(1, stills.find(7));
    assertEquals(5, stills.find(0));
    assertEquals(3, stills.find(7));
    assertEquals(6, stills.find(7), "a fourth crystal");
    stills.beginPass();
    stills.beginPass();
    assertEquals(0, stills.find(7), "the pass between has brought none");
  }

  @Test
  void thePassBeforeCountsUntilTheRunningOneHasBroughtAsMuch() {
    var stills = new KnownStills();
    for (int s = 0; s < 4; s++) {
      stills.find(s);
    }
    assertEquals("++++", lastPass(stills));
    stills.beginPass();
    assertEquals("++++", lastPass(stills));
    stills.find(2);
    stills.find(0);
    stills = restored(stills);
    assertEquals("++++", lastPass(stills));
    stills.beginPass(); // it was shorter than the first
    stills = restored(stills);
    assertEquals("+-+-", lastPass(stills));
    stills.find(9);
    assertEquals("+-+-+", lastPass(stills));
    stills.find(2);
    stills = restored(stills);
    assertEquals("--+-+", lastPass(stills));
  }

  private static String lastPass(KnownStills stills) {
    var signs = new StringBuilder();
    for (int s = 0; s < stills.size(); s++) {
      signs.append(stills.isOfLastPass(s) ? '+' : '-');
    }
    return signs.toString();
  }

  @Test
  void damagedStatesAreRefused() {
    var out = new StateWriter();
    out.put(new long[] {1, 2}, 2);
    out.put(new int[] {1, 4}, 2);
    out.put(3);
    out.put(2);
    var in = new StateReader(out.bytes(), "state");
    var stills = new KnownStills();
    assertThrows(DamagedDataException.class, () -> stills.load(in));
  }
}
