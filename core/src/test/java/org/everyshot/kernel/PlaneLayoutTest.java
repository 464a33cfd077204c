package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneLayoutTest {
  private static final Harmonics HARMONICS = Harmonics.all(8);

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 127, 128, 159, 512, 1152})
  void everySlotHasAPlaceOfItsOwn(int capacity) {
    var layout = new PlaneLayout(HARMONICS, 40, capacity);
    boolean[] taken = new boolean[layout.size()];
    for (int k = 0; k < HARMONICS.count(); k++) {
      for (int group = 0; group < layout.groups(); group++) {
        for (int slot = 0; slot < capacity; slot++) {
          int at = layout.at(k, group, slot);
          for (int i = at; i < at + PlaneLayout.GROUP; i++) {
            assertTrue(!taken[i], "value " + i + " belongs to two slots");
            taken[i] = true;
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512, 1000, 1024, 1152, 4096})
  void groupsOfManySlotsAreNotAPowerOfTwoApart(int capacity) {
    int slots = new PlaneLayout(HARMONICS, 40, capacity).groupPitch() / PlaneLayout.GROUP;
    assertEquals(32, slots & -slots, "largest power of two that divides " + slots);
    assertTrue(slots >= capacity && slots < capacity + 64, slots + " slots for " + capacity);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 256, 4096, 262_144, 1_048_576, 2_097_152})
  void theLargestCapacityFitsAnArray(int azimuths) {
    Harmonics harmonics = Harmonics.all(azimuths);
    int most = PlaneLayout.largestCapacity(harmonics, 40);
    var layout = new PlaneLayout(harmonics, 40, most);
    long pitch = (long) layout.groups() * layout.groupPitch();
    assertTrue(pitch * harmonics.count() < Integer.MAX_VALUE - 64, most + " slots do not fit");
    assertThrows(IllegalArgumentException.class, () -> new PlaneLayout(harmonics, 40, most + 1));
  }

  @Test
  void fewSlotsTakeNoMoreThanTheyNeed() {
    assertEquals(100 * PlaneLayout.GROUP, new PlaneLayout(HARMONICS, 40, 100).groupPitch());
  }
}
